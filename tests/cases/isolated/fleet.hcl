# No way out: endpoints instead of NAT, Bottlerocket, a perimeter, Session Manager, and a taint more on the system tier.
fleet "vault" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "nothing of this is ever deployed"
  }
}

environment "prod" {
  account             = "222222222222"
  region              = "eu-central-1"
  nat                 = "none"
  interface_endpoints = ["secretsmanager"]
  session_manager     = true

  allow "CELL0422" {
    reason = "the registry of the platform team"
  }
  allow "CELL0526" {
    reason = "nodes are debugged here and nowhere else"
  }
  perimeter {
    buckets  = ["vault-reports"]
    accounts = ["333333333333"]
  }

  node_tier "system" {
    image    = "bottlerocket"
    disk_gib = 100

    allow "CELL0505" {
      reason = "the values of Karpenter's chart tolerate it too"
    }
    taint "dedicated" {
      value  = "system"
      effect = "NoExecute"
    }
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
