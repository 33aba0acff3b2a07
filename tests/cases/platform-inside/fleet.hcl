# What is inside the cells: tiers, namespaces and what Argo CD pulls, in all three profiles and without a way out.
fleet "inside" {
  owner       = "platform-engineering"
  cost_centre = "PLT-001"
  domain      = "cells.example.com"
  tags        = { Domain = "Payments" }

  git {
    repository = "https://git.example.com/platform/cells.git"
    path       = "fleets/inside"
    revision   = "v2026.11.1"
  }

  terraform {
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "inside-terraform-state"
      region = "eu-west-1"
    }
  }
}

environment "dev" {
  account     = "310475620918"
  region      = "eu-west-1"
  network     = "10.0.0.0/12"
  cost_centre = "PLT-DEV"
  revision    = "main"

  access "releases" {
    principal = "arn:aws:iam::310475620918:role/releases"
    role      = "release-manager"
  }

  access "platform" {
    principal = "arn:aws:iam::310475620918:role/platform-engineer"
    policy    = "cluster-admin"
  }

  # Nothing but a name: everything else is a default.
  namespace "sandbox" {}
}

environment "staging" {
  account    = "427718093365"
  region     = "eu-west-1"
  network    = "10.16.0.0/12"
  kubernetes = "1.36"

  # The one for high availability, with workloads that the published one does not have.
  argo_cd {
    manifest = "https://git.example.com/mirror/argo-cd/ha/install.yaml"
  }

  access "platform" {
    principal = "arn:aws:iam::427718093365:role/platform-engineer"
    policy    = "cluster-admin"
  }

  namespace "payments" {
    exposure = "internal"
    ports    = [8443]
  }
}

environment "prod" {
  account             = "588190273641"
  region              = "eu-west-1"
  network             = "10.32.0.0/12"
  kubernetes          = "1.35"
  interface_endpoints = ["ecr.api", "ecr.dkr", "sts"]
  quotas              = { elastic-ips = 20 }

  node_tier "system" {
    instance_types = ["m7g.large"]
    min            = 3
    max            = 6
  }

  # What must answer: on demand, never while the exchanges are open.
  node_tier "critical" {
    capacity                 = "on-demand"
    families                 = ["m7g", "m7i", "c7g"]
    cpus                     = [4, 8]
    limits                   = { cpu = 400, memory = "1600Gi" }
    weight                   = 20
    max_pods                 = 58
    expire_after             = "336h"
    termination_grace_period = "2h"
    labels                   = { "example.com/criticality" = "high" }

    taint "example.com/criticality" {
      value  = "high"
      effect = "NoSchedule"
    }
    disruption_budget "usual" {
      nodes = "10%"
    }
    disruption_budget "trading-hours" {
      nodes    = "0"
      schedule = "0 7 * * mon-fri"
      duration = "10h"
      reasons  = ["drifted", "underutilized"]
    }
  }

  node_tier "spot" {
    capacity   = "spot"
    categories = ["c", "m", "r"]
    cpus       = [4, 8, 16]
    limits     = { cpu = 500, memory = "2000Gi" }
    fallback   = true
  }

  node_tier "hardened" {
    capacity = "on-demand"
    image    = "bottlerocket"
    arch     = ["arm64"]
    disk_gib = 100
    limits   = { cpu = 200, memory = "800Gi" }

    taint "dedicated" {
      value  = "cards"
      effect = "NoExecute"
    }
  }

  access "platform" {
    principal = "arn:aws:iam::588190273641:role/platform-engineer"
    policy    = "cluster-admin"
  }

  # Takes requests from the internet and asks fraud detection and identity.
  namespace "payments" {
    domain       = "retail"
    owner        = "payments-team"
    cost_centre  = "PAY-007"
    exposure     = "public"
    ports        = [8080, 8443]
    metrics_port = 9090

    quota {
      requests      = { cpu = 40, memory = "160Gi" }
      limits        = { cpu = 80, memory = "320Gi" }
      pods          = 80
      volume_claims = 10
    }
    container {
      requests = { cpu = "250m", memory = "256Mi" }
      limits   = { cpu = 1, memory = "1Gi" }
      max      = { cpu = 8, memory = "16Gi" }
    }
    connection "scoring" {
      to    = "fraud-detection"
      ports = [9000]
    }
    connection "tokens" {
      to    = "identity"
      ports = [8443]
    }
    egress "card-network" {
      cidrs = ["198.51.100.0/24", "203.0.113.16/28"]
      ports = [443]
    }
  }

  # Secrets below the name of the cluster, each namespace's below its own.
  application "external-secrets" {}
  application "prometheus" {}

  # Has an operator that watches its jobs, and a repository of its own.
  namespace "batch" {
    repository     = "https://git.example.com/batch/jobs.git"
    kubernetes_api = true
  }

  # One for each mechanism: the account with IRSA says its role.
  workload_identity "jobs" {
    namespace       = "batch"
    service_account = "jobs"
    policies        = ["arn:aws:iam::588190273641:policy/batch-jobs"]
  }
  workload_identity "archive" {
    namespace       = "batch"
    service_account = "archive"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::588190273641:policy/batch-archive"]
  }

  # Reports back to payments, and asks a feed in the internet.
  namespace "fraud-detection" {
    connection "verdicts" {
      to    = "payments"
      ports = [8080]
    }
    connection "syslog" {
      to       = "identity"
      ports    = [514]
      protocol = "udp"
    }
    egress "feed" {
      cidrs = ["0.0.0.0/0"]
      ports = [443]
    }
  }

  namespace "identity" {
    exposure     = "internal"
    ports        = [8443]
    metrics_port = 9090
  }
}

# Cells without a way out to the internet.
environment "vault" {
  profile = "production"
  account = "588190273641"
  region  = "eu-central-1"
  nat     = "none"

  allow "CELL0817" {
    reason = "the proxy of the account mirrors every publisher"
  }

  node_tier "cards" {
    capacity = "on-demand"
    image    = "bottlerocket"
    limits   = { cpu = 200, memory = "800Gi" }
  }

  access "platform" {
    principal = "arn:aws:iam::588190273641:role/platform-engineer"
    policy    = "cluster-admin"
  }

  namespace "cards" {}
}

cell "dev" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "rehearsal" {
  environment = "staging"
  cidr        = "10.16.0.0/16"
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.32.0.0/16"
}

# Gets a change before the others do.
cell "vault" {
  environment = "vault"
  cidr        = "10.33.0.0/16"
  revision    = "v2026.11.2"
}
