fleet "demo" {
  owner = "platform"
  cost_centre = "CC-1"
}

# 🦀
environment "dev" {
  account = "111111111111"
  region = "eu-west-1"
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/p"
    policy = "cluster-admin"
  }
}
cell "alpha" {
  environment = "dev"
  cidr = "10.0.0.0/16"
}
