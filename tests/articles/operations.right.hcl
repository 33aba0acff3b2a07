# The same, as the article asks for it.
fleet "operations" {
  owner       = "platform"
  cost_centre = "PLATFORM"

  terraform {
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "operations-terraform-state"
      region = "ap-southeast-3"
    }
  }
}

environment "prod" {
  account  = "538829104476"
  region   = "ap-southeast-3"
  nat      = "per-zone"
  endpoint = { public = true, cidrs = ["203.0.113.0/24"] }

  node_tier "general" {
    capacity = "on-demand"
  }
  node_tier "spot" {
    capacity = "spot"
  }
  node_tier "memory" {
    capacity   = "on-demand"
    categories = ["r"]
  }
  node_tier "regulated" {
    capacity = "on-demand"
    taint "workload-type" {
      value  = "regulated"
      effect = "NoSchedule"
    }
  }

  access "platform-admin" {
    principal = "arn:aws:iam::538829104476:role/platform-admin"
    policy    = "cluster-admin"
  }
  access "operators" {
    principal  = "arn:aws:iam::538829104476:role/operators"
    policy     = "edit"
    namespaces = ["payments"]
  }
  access "viewers" {
    principal = "arn:aws:iam::538829104476:role/viewers"
    policy    = "view"
  }

  workload_identity "payments" {
    namespace       = "payments"
    service_account = "payments"
    policies        = ["arn:aws:iam::538829104476:policy/payments"]
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/16"
}
