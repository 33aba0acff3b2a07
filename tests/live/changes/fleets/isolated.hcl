# A cell without a way out: endpoints with policies in place of NAT gateways.
fleet "vault" {
  owner           = "platform"
  cost_centre     = "CC-1"
  organization_id = "o-a1b2c3d4e5"

  allow "CELL0311" {
    reason = "state is a file of the test"
  }
}

environment "prod" {
  account             = "222222222222"
  region              = "us-east-1"
  deploy_role         = "arn:aws:iam::222222222222:role/terraform"
  nat                 = "none"
  interface_endpoints = ["secretsmanager"]

  allow "CELL0422" {
    reason = "the registry of the platform team"
  }

  perimeter {
    buckets  = ["vault-reports"]
    accounts = ["333333333333"]
  }

  node_tier "system" {
    image    = "bottlerocket"
    disk_gib = 100
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/18"
}
