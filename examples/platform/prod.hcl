# Three tiers: system nodes that are always there, on-demand for what must answer, spot for what can wait.
environment "prod" {
  account     = "222222222222"
  region      = "eu-west-1"
  zones       = ["a", "b", "c"]
  network     = "10.64.0.0/12"
  kubernetes  = "1.35"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  cost_centre = "PLATFORM-PROD"

  nat        = "per-zone"
  quotas     = { elastic-ips = 20 }
  endpoint   = { public = false }
  logs       = { types = ["api", "audit", "authenticator", "controllerManager", "scheduler"], retention_days = 365 }
  encryption = { deletion_window_days = 30 }

  node_tier "system" {
    instance_types = ["m7g.large"]
    min            = 2
    max            = 4
  }

  node_tier "on-demand" {
    capacity   = "on-demand"
    categories = ["c", "m"]
    cpus       = [4, 8, 16]
    arch       = ["amd64", "arm64"]
    limits     = { cpu = 500, memory = "2000Gi" }

    taint "workload-type" {
      value  = "latency-sensitive"
      effect = "NoSchedule"
    }
  }

  node_tier "spot" {
    capacity   = "spot"
    categories = ["c", "m", "r"]
    cpus       = [4, 8, 16, 32]
    limits     = { cpu = 1000, memory = "4000Gi" }
  }

  add_on "vpc-cni" {
    prefix_delegation = true
  }

  # Fraud scoring reads its models from S3.
  workload_identity "scoring" {
    namespace       = "fraud-detection"
    service_account = "scoring"
    policies        = ["arn:aws:iam::222222222222:policy/fraud-models-read"]
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "fraud" {
    principal  = "arn:aws:iam::222222222222:role/fraud-team"
    policy     = "edit"
    namespaces = ["fraud-detection"]
  }

  access "read-only" {
    principal = "arn:aws:iam::222222222222:role/read-only"
    policy    = "view"
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
  tenants     = ["coop-north", "coop-south"]
}

cell "beta" {
  environment = "prod"
  cidr        = "10.65.0.0/16"
}
