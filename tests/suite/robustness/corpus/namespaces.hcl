fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "main"
  }
}

environment "prod" {
  account  = "111111111111"
  region   = "eu-west-1"
  network  = "10.64.0.0/12"
  sync     = "automatic"
  revision = "v1.x"

  node_tier "spot" {
    capacity                 = "spot"
    weight                   = 0
    fallback                 = true
    max_pods                 = 4294967295
    expire_after             = "Never"
    termination_grace_period = "2562047h"
    ami_version              = "latest"
    limits                   = { cpu = "9E", memory = "9E" }

    disruption_budget "freeze" {
      nodes    = "0%"
      schedule = "* * * * *"
      duration = "90s"
    }
  }
  namespace "fraud" {
    quota     = { requests = { cpu = "9E", memory = 0 }, limits = { cpu = 0, memory = "9E" }, pods = 4294967295 }
    container = { requests = { cpu = 0, memory = "9E" }, max = { cpu = "1m", memory = "1" } }
    exposure  = "public"
    ports     = []

    repository     = "git@github.com:~acme/fraud.git"
    kubernetes_api = true

    workload "scoring" {
      replicas      = 4294967295
      surge_percent = 4294967295
      limits        = { cpu = "9E", memory = "9E" }
    }
    connection "events" {
      to    = "fraud"
      ports = []
    }
    egress "everything" {
      cidrs = ["0.0.0.0/0", "10.0.0.0/8", "169.254.0.0/16", "255.255.255.255/32"]
      ports = [65535]
    }
  }
  namespace "kube-system" {}

  application "external-secrets" {}
  workload_identity "default" {
    namespace       = "fraud"
    service_account = "default"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::111111111111:policy/fraud"]
  }
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
}

cell "beta" {
  environment = "prod"
  cidr        = "10.65.0.0/16"
  revision    = "HEAD"
}
