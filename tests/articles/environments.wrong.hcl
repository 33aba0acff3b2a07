# Two environments, three node tiers, and what the article gets wrong about them.
fleet "fraud" {
  owner       = "fraud-platform"
  cost_centre = "RISK-001"
}

environment "dev" {
  account    = "123456789012"
  region     = "eu-west-1"
  kubernetes = "1.30"
  endpoint   = { public = true, cidrs = ["0.0.0.0/0"] }
  logs       = { types = ["api", "audit"], retention_days = 14 }
  encryption = { deletion_window_days = 7 }

  node_tier "spot" {
    capacity = "spot"
  }
  access "platform" {
    principal = "arn:aws:iam::123456789012:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

environment "prod" {
  account    = "123456789012"
  region     = "eu-west-1"
  kubernetes = "1.30"
  endpoint   = { public = false }
  logs       = { types = ["api", "audit", "authenticator", "controllerManager", "scheduler"], retention_days = 90 }
  encryption = { deletion_window_days = 30 }

  node_tier "system" {
    instance_types = ["m5.large"]
    min            = 2
    max            = 4
    taint "node-role" {
      value  = "system"
      effect = "NoSchedule"
    }
    labels = { node-role = "system" }
  }
  node_tier "on-demand" {
    capacity   = "on-demand"
    categories = ["c", "m"]
    cpus       = [4, 8, 16]
    limits     = { cpu = 500, memory = "2000Gi" }
    taint "workload-type" {
      value  = "latency-sensitive"
      effect = "NoSchedule"
    }
  }
  node_tier "spot-batch" {
    capacity   = "spot"
    categories = ["c", "m", "r"]
    cpus       = [4, 8, 16, 32]
    limits     = { cpu = 1000, memory = "4000Gi" }
  }

  add_on "kube-proxy" {
    version = "v1.31.0-eksbuild.2"
  }

  access "platform" {
    principal = "arn:aws:iam::123456789012:role/platform-engineer"
    policy    = "cluster-admin"
  }
  access "fraud" {
    principal = "arn:aws:iam::123456789012:role/fraud-platform-engineers"
    policy    = "edit"
  }

  quotas = { on-demand-vcpus = 5, spot-vcpus = 5 }
}

cell "dev" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "prod" {
  environment = "prod"
  cidr        = "10.1.0.0/20"
}
