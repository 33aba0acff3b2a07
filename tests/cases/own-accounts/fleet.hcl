# Cells with an account, a region, a role and zones of their own, in one class.
fleet "bank" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "nothing of this is ever deployed"
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

cell "dublin" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
  zones       = ["c", "a"]
}

cell "frankfurt" {
  environment = "prod"
  account     = "444444444444"
  region      = "eu-central-1"
  deploy_role = "arn:aws:iam::444444444444:role/ci/terraform"
  cidr        = "10.65.0.0/20"
}
