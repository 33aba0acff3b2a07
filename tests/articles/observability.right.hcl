# The same, corrected.
fleet "observability" {
  owner       = "platform"
  cost_centre = "DATA"

  terraform {
    required_version = ">= 1.10" # which locks the state in its bucket

    backend "s3" {
      bucket = "observability-terraform-state"
      region = "us-west-2"
    }
  }
}

environment "prod" {
  account    = "538829104476"
  region     = "us-west-2"
  zones      = ["a", "b", "c"]
  kubernetes = "1.35"
  endpoint   = { public = true, cidrs = ["203.0.113.0/24"] }

  node_tier "system" {
    instance_types = ["m7g.large"]
    min            = 2
    max            = 5
    disk_gib       = 30
  }

  access "masters" {
    principal = "arn:aws:iam::538829104476:role/platform-admin"
    policy    = "cluster-admin"
  }
}

cell "data" {
  environment = "prod"
  cidr        = "10.0.0.0/16"
}
