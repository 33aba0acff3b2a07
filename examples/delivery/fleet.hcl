# A platform for yearly deliveries: one cell a group of cooperatives, nothing shared between them.
fleet "delivery" {
  owner       = "delivery-platform"
  cost_centre = "DELIVERY-001"
  domain      = "delivery.example.com"
  tags        = { Domain = "YearlyDelivery" }

  terraform {
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-west-1"
    }
  }
}

environment "prod" {
  account     = "222222222222"
  region      = "eu-west-1"
  network     = "10.64.0.0/12"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  quotas      = { elastic-ips = 20 }

  # The rollover of the year must not wait for nodes: three are there, ten are possible.
  node_tier "system" {
    instance_types = ["m7g.large", "m6g.large"]
    min            = 3
    max            = 10
  }

  # The rollover job reads and writes its own bucket, by this policy and no other.
  workload_identity "rollover" {
    namespace       = "delivery"
    service_account = "rollover"
    policies        = ["arn:aws:iam::222222222222:policy/delivery-rollover"]
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}
