# As production, smaller: releases are rehearsed here.
environment "staging" {
  account     = "333333333333"
  region      = "eu-west-1"
  network     = "10.16.0.0/12"
  deploy_role = "arn:aws:iam::333333333333:role/terraform"
  cost_centre = "PLATFORM-STAGING"

  access "platform" {
    principal = "arn:aws:iam::333333333333:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "read-only" {
    principal = "arn:aws:iam::333333333333:role/read-only"
    policy    = "view"
  }
}

cell "staging" {
  environment = "staging"
  cidr        = "10.16.0.0/16"
}
