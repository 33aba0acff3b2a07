# Arguments that provider 5.40 does not have, and a constraint that says so.
fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"

  terraform {
    aws_provider = ">= 5.74, < 6.0"
  }
}

environment "dev" {
  account        = "111111111111"
  region         = "eu-west-1"
  upgrade_policy = "standard"
  zonal_shift    = true

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
