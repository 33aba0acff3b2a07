# What most changes start from: every block that writes something into Terraform.
fleet "bank" {
  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "bank.example.com"

  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }

  terraform {
    aws_provider = "~> 5.80"

    backend "s3" {
      bucket         = "acme-terraform-state"
      region         = "us-east-1"
      dynamodb_table = "acme-terraform-locks"
    }
  }
}

environment "prod" {
  account     = "222222222222"
  region      = "us-east-1"
  zones       = ["a", "b", "c"]
  network     = "10.64.0.0/12"
  kubernetes  = "1.35"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  nat         = "per-zone"
  endpoint    = { public = false }
  logs        = { types = ["api", "audit", "authenticator"], retention_days = 365 }
  flow_logs   = { traffic = "all", retention_days = 365 }
  encryption  = { deletion_window_days = 30 }
  quotas      = { elastic-ips = 20 }

  node_tier "system" {
    instance_types = ["m7g.large"]
    min            = 2
    max            = 4
    labels         = { team = "platform" }
  }

  node_tier "general" {
    capacity = "on-demand"
  }

  class "memory" {
    node_tier "system" {
      instance_types = ["r7g.large"]
    }
  }

  namespace "payments" {
    egress "models" {
      cidrs = ["0.0.0.0/0"]
      ports = [443]
    }
  }

  namespace "ledger" {}

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "support" {
    principal  = "arn:aws:iam::222222222222:role/support"
    policy     = "view"
    namespaces = ["payments"]
  }

  access "audit" {
    principal = "arn:aws:iam::222222222222:role/audit"
    role      = "security-auditor"
  }

  workload_identity "scoring" {
    namespace       = "payments"
    service_account = "scoring"
    policies        = ["arn:aws:iam::222222222222:policy/models-read"]
  }

  application "external-secrets" {}
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.64.0.0/18"
}

# Keeps the class in use.
cell "other" {
  environment = "prod"
  class       = "memory"
  cidr        = "10.65.0.0/18"
}
