# The platform with full observability, as the article builds it.
fleet "observability" {
  owner       = "platform"
  cost_centre = "DATA"
}

environment "prod" {
  account    = "538829104476"
  region     = "us-west-2"
  zones      = ["a", "b", "c"]
  kubernetes = "1.31"
  endpoint   = { public = true, cidrs = ["0.0.0.0/0"] }

  node_tier "system" {
    instance_types = ["t3.medium"]
    min            = 1
    max            = 5
    disk_gib       = 30
  }

  access "masters" {
    principal = "arn:aws:iam::538829104476:user/admin"
    policy    = "cluster-admin"
  }
}

# Three private subnets of /24.
cell "data" {
  environment = "prod"
  cidr        = "10.0.0.0/22"
}
