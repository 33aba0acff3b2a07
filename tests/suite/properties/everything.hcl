# Every block and nearly every key of the spec, for tests.
fleet "acme" {
  required_version = ">= 0.2"

  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "acme.example.com"

  organization_id      = "o-a1b2c3d4e5"
  permissions_boundary = "policy/acme/boundary"
  iam_path             = "/acme/cells/"
  tags        = { Domain = "Payments", Team = "a b" }

  git {
    repository = "https://github.com/acme/cells.git"
    path       = "cells/gitops"
    revision   = "v2026.11.1"
  }

  terraform {
    required_version = ">= 1.7, < 2.0"
    aws_provider     = "~> 5.40"

    backend "s3" {
      bucket         = "acme-terraform-state"
      region         = "eu-west-1"
      dynamodb_table = "acme-terraform-locks"
      kms_key_id     = "alias/terraform-state"
      role_arn       = "arn:aws:iam::999999999999:role/terraform-state"
      key_prefix     = "cells"
    }
  }
}

environment "live" {
  profile             = "production"
  account             = "222222222222"
  region              = "eu-central-1"
  zones               = ["a", "eu-central-1b"]
  network             = "10.64.0.0/12"
  service_cidr        = "172.21.0.0/16"
  kubernetes          = "1.35"
  deploy_role         = "arn:aws:iam::222222222222:role/terraform"
  nat                 = "per-zone"
  interface_endpoints = ["ecr.api", "ecr.dkr"]
  session_manager     = true
  owner               = "live-team"
  cost_centre         = "CC-2"
  tags                = { Stage = "live" }

  endpoint   = { public = true, cidrs = ["203.0.113.0/24"] }
  logs       = { types = ["audit", "api", "authenticator"], retention_days = 365 }
  flow_logs  = { traffic = "all", retention_days = 30 }
  encryption = { deletion_window_days = 14 }

  node_tier "system" {
    instance_types  = ["m7g.large", "m6g.large"]
    min             = 3
    max             = 6
    disk_gib        = 80
    max_unavailable = 2
    labels          = { role = "system" }

    taint "example.com/quiet" {
      effect = "PreferNoSchedule"
    }
  }

  node_tier "general" {
    capacity   = "on-demand"
    families   = ["m7g", "c7g"]
    cpus       = [4, 8]
    arch       = ["arm64"]
    limits     = { cpu = 64, memory = "256Gi" }
    labels     = { "example.com/speed" = "fast" }
  }

  node_tier "batch" {
    capacity = "spot"

    taint "batch" {
      value  = "only"
      effect = "NoSchedule"
    }
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "team" {
    principal  = "arn:aws:iam::222222222222:role/team"
    policy     = "edit"
    namespaces = ["team-*", "shared"]
    groups     = ["team:writers"]
  }

  access "viewers" {
    principal = "arn:aws:iam::222222222222:role/viewer"
    groups    = ["viewers"]
  }

  access "developers" {
    principal  = "arn:aws:iam::222222222222:role/developer"
    role       = "developer"
    namespaces = ["team-*"]
    may        = ["exec", "write"]
  }

  access "restarters" {
    principal  = "arn:aws:iam::222222222222:role/restarter"
    role       = "restarter"
    namespaces = ["shared", "payments"]
    groups     = ["restarters", "callers"]
  }

  role "restarter" {
    rule "workloads" {
      api_groups = ["apps"]
      resources  = ["statefulsets", "deployments"]
      verbs      = ["patch", "get"]
    }

    rule "pods" {
      api_groups = [""]
      resources  = ["pods"]
      verbs      = ["list", "get", "delete"]
    }
  }

  namespace "team-blue" {}
  namespace "team-red" {}
  namespace "shared" {}
  namespace "payments" {}

  add_on "vpc-cni" {
    prefix_delegation = true
  }

  add_on "coredns" {
    version = "v1.14.3-eksbuild.11"
  }

  workload_identity "scoring" {
    namespace       = "payments"
    service_account = "scoring"
    policies        = ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }

  workload_identity "legacy" {
    namespace       = "payments"
    service_account = "legacy"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }

  class "memory" {
    zones = ["a", "b", "c"]
    nat   = "single"


    allow "CELL0413" {
      reason = "one gateway is enough here"
    }


    node_tier "memory" {
      capacity   = "on-demand"
      categories = ["r"]
      limits     = { cpu = 32, memory = "512Gi" }
    }
  }

  class "old" {
    kubernetes = "1.34"
  }
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "one" {
  environment = "live"
  cidr        = "10.64.0.0/16"
  tenants     = ["coop-north", "coop-south"]
}

cell "two" {
  environment = "live"
  class       = "memory"
  cidr        = "10.65.0.0/16"
  account     = "333333333333"
  region      = "eu-west-2"
  zones       = ["a", "b"]
  deploy_role = "arn:aws:iam::333333333333:role/terraform"
}

cell "three" {
  environment = "dev"
  cidr        = "10.0.0.0/22"
}
