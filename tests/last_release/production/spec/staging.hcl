# As production, smaller: releases are rehearsed here.
environment "staging" {
  account     = "333333333333"
  region      = "eu-west-1"
  network     = "10.16.0.0/12"
  deploy_role = "arn:aws:iam::333333333333:role/terraform"
  cost_centre = "PLATFORM-STAGING"

  application "cert-manager" {}
  application "external-secrets" {}

  namespace "fraud-detection" {
    owner = "fraud-platform"

    connection "identity" {
      to    = "identity"
      ports = [8443]
    }
  }

  namespace "identity" {
    owner = "identity"
  }

  access "platform" {
    principal = "arn:aws:iam::333333333333:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "read-only" {
    principal = "arn:aws:iam::333333333333:role/read-only"
    role      = "viewer"
  }
}

cell "staging" {
  environment = "staging"
  cidr        = "10.16.0.0/16"
}
