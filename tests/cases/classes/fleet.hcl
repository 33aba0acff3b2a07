# Two shapes in one environment: the canary class has the next Kubernetes version and a larger system tier.
fleet "bank" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "nothing of this is ever deployed"
  }
}

environment "prod" {
  account    = "222222222222"
  region     = "eu-west-1"
  network    = "10.64.0.0/12"
  kubernetes = "1.35"

  class "canary" {
    kubernetes = "1.36"
    zones      = ["a", "b"]
    nat        = "single"

    allow "CELL0413" {
      reason = "a canary may lose its way out"
    }

    node_tier "system" {
      instance_types = ["m7g.xlarge"]
      min            = 2
      max            = 6
    }
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "first" {
  environment = "prod"
  class       = "canary"
  cidr        = "10.64.0.0/16"
}

cell "second" {
  environment = "prod"
  cidr        = "10.65.0.0/16"
}
