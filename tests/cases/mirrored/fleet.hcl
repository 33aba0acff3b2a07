# No way out and every chart that works there: all of it comes from a mirror, whose pull-through cache has AWS's own prefix for one
# registry.
fleet "vault" {
  owner       = "platform"
  cost_centre = "CC-1"
  git {
    repository = "https://git.acme.example/platform/cells.git"
    revision   = "v2026.11.1"
  }
  mirror {
    registry = "222222222222.dkr.ecr.eu-central-1.amazonaws.com"
    prefixes = { "public.ecr.aws" = "ecr-public" }
  }
  terraform {
    required_version = ">= 1.10"
    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-central-1"
    }
  }
}

environment "prod" {
  account = "222222222222"
  region  = "eu-central-1"
  nat     = "none"

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  application "cert-manager" {}
  application "descheduler" {}
  application "external-secrets" {}
  application "kubecost" {}
  application "prometheus" {}
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/16"
}
