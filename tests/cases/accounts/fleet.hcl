# What exists once per account: the role for spot instances, quotas, and what an organisation demands in one account only.
fleet "bank" {
  owner                = "platform"
  cost_centre          = "CC-1"
  permissions_boundary = "policy/cell-boundary"

  terraform {
    backend "s3" {
      bucket         = "bank-terraform-state"
      region         = "eu-west-1"
      dynamodb_table = "bank-terraform-locks"
    }
  }
}

# A fresh account: two environments of the fleet share it, in two regions.
account "111111111111" {
  spot_role      = "create"
  quota_requests = {}

  region "eu-central-1" {
    quota_requests = { elastic-ips = 12 }
  }
  region "eu-west-1" {
    quota_requests = {}
  }
}

# An account that has the role already, with a path of its own.
account "444444444444" {
  spot_role            = "exists"
  iam_path             = "/acme/cells/"
  permissions_boundary = "policy/acme/boundary"
}

account "222222222222" {
  spot_role   = "exists"
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

environment "staging" {
  account     = "111111111111"
  region      = "eu-central-1"
  nat         = "per-zone"
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

environment "prod" {
  account     = "222222222222"
  region      = "eu-west-1"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"

  access "platform" {
    principal = "arn:aws:iam::555555555555:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
cell "beta" {
  environment = "staging"
  cidr        = "10.1.0.0/16"
}

cell "dublin" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
}

cell "frankfurt" {
  environment = "prod"
  account     = "444444444444"
  region      = "eu-central-1"
  deploy_role = "arn:aws:iam::444444444444:role/ci/terraform"
  cidr        = "10.65.0.0/20"
}
