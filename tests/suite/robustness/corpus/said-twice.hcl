fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  deploy_role = "arn:aws:iam::333333333333:role/service-role/x"

  access "platform" {
workload_identity "legacy" {
  namespace = "payments"
  service_account = "legacy"
  mechanism = "irsa"
  policies = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}


    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "beta" {
account = "111111111111"

  environment = "dev"
  cidr        = "10.1.0.0/16"
}
cell "gamma" {
  environment = "dev"
  cidr        = "10.2.0.0/16"
}
