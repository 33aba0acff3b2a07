# Production: each region has an account of its own, and a canary cell goes first.
environment "prod" {
  account     = "538829104476"
  region      = "eu-west-1"
  zones       = ["a", "b", "c"]
  network     = "10.64.0.0/11"
  kubernetes  = "1.35"
  deploy_role = "arn:aws:iam::538829104476:role/terraform"
  cost_centre = "PLT-PRD"
  tags        = { Criticality = "tier-1" }

  nat        = "per-zone"
  quotas     = { elastic-ips = 50, internet-gateways = 20, nat-gateways-per-zone = 20, vpcs = 20 }
  logs       = { retention_days = 400 }
  flow_logs  = { traffic = "all", retention_days = 365 }
  encryption = { deletion_window_days = 30 }

  node_tier "system" {
    instance_types = ["m7g.large", "m6g.large"]
    min            = 3
    max            = 6
  }

  node_tier "on-demand" {
    capacity   = "on-demand"
    categories = ["c", "m"]
    cpus       = [4, 8, 16]
    arch       = ["arm64"]
    limits     = { cpu = 400, memory = "1600Gi" }
  }

  node_tier "spot" {
    capacity   = "spot"
    categories = ["c", "m", "r"]
    cpus       = [4, 8, 16, 32]
    limits     = { cpu = 400, memory = "3200Gi" }
  }

  # The administrators sign in; the other entry is for the day on which nobody can.
  access "platform" {
    principal = "arn:aws:iam::538829104476:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PlatformAdmin_3b4c5d6e7f8091a2"
    policy    = "cluster-admin"
  }

  access "emergency" {
    principal = "arn:aws:iam::538829104476:role/break-glass"
    policy    = "cluster-admin"
  }

  access "auditors" {
    principal = "arn:aws:iam::640192837465:role/auditor"
    policy    = "view"
  }

  access "pipeline" {
    principal  = "arn:aws:iam::538829104476:role/ci/deployer"
    policy     = "admin"
    namespaces = ["fraud-*", "ledger", "payments"]
  }

  workload_identity "load-balancers" {
    namespace       = "kube-system"
    service_account = "aws-load-balancer-controller"
    policies        = ["arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"]
  }

  workload_identity "metrics" {
    namespace       = "observability"
    service_account = "collector"
    policies        = ["arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"]
  }

  class "canary" {
    zones = ["a", "b", "c"]

    node_tier "spot" {
      capacity   = "spot"
      categories = ["c", "m", "r"]
      cpus       = [4, 8, 16, 32]
      limits     = { cpu = 200, memory = "1600Gi" }
    }
  }
}
