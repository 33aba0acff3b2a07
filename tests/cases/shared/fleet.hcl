# Development and staging in the same cell, production in one of its own.
fleet "acme" {
  owner       = "platform"
  cost_centre = "CC-1"

  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v2026.11.1"
  }

  terraform {
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-west-1"
    }
  }
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    policy     = "edit"
    namespaces = ["ledger", "payments"]
  }

  namespace "ledger" {}

  namespace "payments" {
    connection "ledger" {
      to    = "ledger"
      ports = [8080]
    }
  }
}

environment "staging" {
  shares      = "dev"
  owner       = "quality"
  cost_centre = "CC-2"

  access "testers" {
    principal  = "arn:aws:iam::111111111111:role/tester"
    policy     = "edit"
    namespaces = ["ledger-staging", "payments-staging"]
  }

  namespace "ledger-staging" {
    domain = "ledger"
  }

  namespace "payments-staging" {
    domain = "payments"

    connection "ledger" {
      to    = "ledger-staging"
      ports = [8080]
    }
  }
}

environment "prod" {
  account = "222222222222"
  region  = "eu-west-1"

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  namespace "payments" {}
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "omega" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
}
