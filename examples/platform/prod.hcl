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
    max_pods   = 110

    taint "workload-type" {
      value  = "latency-sensitive"
      effect = "NoSchedule"
    }
  }

  node_tier "spot" {
    capacity   = "spot"
    categories = ["c", "m", "r"]
    cpus       = [4, 8, 16, 32]
    arch       = ["amd64", "arm64"]
    limits     = { cpu = 500, memory = "2000Gi" }
    max_pods   = 110
    weight     = 50
    fallback   = true

    # No node is taken away on the first days of a month, when the books are closed.
    disruption_budget "closing" {
      nodes    = "0"
      schedule = "0 0 1 * *"
      duration = "72h"
    }
    disruption_budget "always" {
      nodes = "10%"
    }
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

  # Certificates for the webhooks of the others, names below alpha.platform.example.com and beta.platform.example.com,
  # secrets below the cluster's name, and what each namespace costs.
  application "cert-manager" {}
  application "external-dns" {
    zones = ["Z0123456789ABCDEFGHIJ"]
  }
  application "external-secrets" {}
  application "kubecost" {}
  application "prometheus" {
    values = { alertmanager = { enabled = false } }
  }

  # Scores transactions, with models from S3 and identities from next door.
  namespace "fraud-detection" {
    owner        = "fraud-platform"
    cost_centre  = "RISK-001"
    metrics_port = 9090

    quota {
      requests = { cpu = 16, memory = "32Gi" }
      limits   = { cpu = 32, memory = "64Gi" }
      pods     = 60
    }

    # Two replicas in quiet hours, twenty on the last day of the month.
    workload "scoring" {
      replicas = 20
      requests = { cpu = "500m", memory = "512Mi" }
      limits   = { cpu = "1", memory = "2Gi" }
    }

    # S3 answers at public addresses, also through the gateway endpoint. Private networks stay closed.
    egress "models" {
      cidrs = ["0.0.0.0/0"]
      ports = [443]
    }

    connection "identity" {
      to    = "identity"
      ports = [8443]
    }

    connection "events" {
      to    = "data-pipeline"
      ports = [9092]
    }
  }

  namespace "payments" {
    owner       = "payments"
    cost_centre = "PAY-001"
    exposure    = "public"
    ports       = [8443]

    connection "scoring" {
      to    = "fraud-detection"
      ports = [8080]
    }

    # The card schemes, and nobody else on the internet.
    egress "card-schemes" {
      cidrs = ["198.51.100.0/24", "203.0.113.0/24"]
      ports = [443]
    }
  }

  namespace "identity" {
    owner = "identity"
  }

  # It can wait, so it keeps off the nodes for what must answer; and it keeps what it reads.
  namespace "data-pipeline" {
    owner      = "data"
    tiers      = ["spot"]
    priorities = ["batch"]
    quota      = { volume_claims = 10, storage = "10Ti", largest_volume_claim = "4Ti" }
  }

  # Builds the cells. Inside, day to day, the roles below do.
  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    role      = "platform-admin"
  }

  # Works when Argo CD and the roles do not; its IAM role is assumed for an hour, and that raises an alarm.
  access "break-glass" {
    principal = "arn:aws:iam::222222222222:role/break-glass"
    role      = "break-glass"
  }

  access "operations" {
    principal  = "arn:aws:iam::222222222222:role/operations"
    role       = "operator"
    namespaces = ["fraud-detection", "payments", "identity", "data-pipeline"]
  }

  # Decides when a release goes out, and not what is in it: it starts syncs and can do nothing else.
  access "releases" {
    principal = "arn:aws:iam::222222222222:role/release-pipeline"
    role      = "release-manager"
  }

  access "audit" {
    principal = "arn:aws:iam::222222222222:role/audit"
    role      = "security-auditor"
  }

  # They read; what they deploy comes through Git.
  access "fraud" {
    principal  = "arn:aws:iam::222222222222:role/fraud-team"
    role       = "developer"
    namespaces = ["fraud-detection"]
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
