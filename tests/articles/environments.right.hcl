# The same, corrected.
fleet "fraud" {
  owner       = "fraud-platform"
  cost_centre = "RISK-001"

  terraform {
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "fraud-terraform-state"
      region = "eu-west-1"
    }
  }
}

environment "dev" {
  account    = "749203918574"
  region     = "eu-west-1"
  kubernetes = "1.35"
  endpoint   = { public = true, cidrs = ["203.0.113.0/24"] }
  logs       = { types = ["api", "audit"], retention_days = 14 }
  encryption = { deletion_window_days = 7 }

  node_tier "spot" {
    capacity = "spot"
  }
  access "platform" {
    principal = "arn:aws:iam::749203918574:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

environment "prod" {
  account    = "538829104476"
  region     = "eu-west-1"
  kubernetes = "1.35"
  endpoint   = { public = false }
  logs       = { types = ["api", "audit", "authenticator", "controllerManager", "scheduler"], retention_days = 90 }
  encryption = { deletion_window_days = 30 }

  node_tier "system" {
    instance_types = ["m5.large"]
    min            = 2
    max            = 4
    labels         = { node-role = "system" }
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

  access "platform" {
    principal = "arn:aws:iam::538829104476:role/platform-engineer"
    policy    = "cluster-admin"
  }
  access "fraud" {
    principal  = "arn:aws:iam::538829104476:role/fraud-platform-engineers"
    policy     = "view"
    namespaces = ["fraud-detection"]
  }

  quotas = { on-demand-vcpus = 1000, spot-vcpus = 2000 }
}

cell "dev" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "prod" {
  environment = "prod"
  cidr        = "10.1.0.0/16"
}
