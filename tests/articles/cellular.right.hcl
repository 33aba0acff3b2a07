# The same, corrected.
fleet "yearly-delivery" {
  owner       = "platform"
  cost_centre = "DELIVERY"
  tags        = { Domain = "YearlyDelivery" }

  terraform {
    required_version = ">= 1.10"
    aws_provider     = "~> 5.40"

    backend "s3" {
      bucket = "delivery-terraform-state"
      region = "eu-west-1"
    }
  }
}

environment "production" {
  account    = "538829104476"
  region     = "eu-west-1"
  zones      = ["a", "b"]
  kubernetes = "1.35"
  endpoint   = { public = false }

  node_tier "system" {
    instance_types  = ["m7g.large"]
    min             = 3
    max             = 10
    max_unavailable = 1
  }

  access "platform" {
    principal = "arn:aws:iam::538829104476:role/eks-admin"
    policy    = "cluster-admin"
  }

  workload_identity "delivery" {
    namespace       = "delivery"
    service_account = "delivery"
    policies        = ["arn:aws:iam::538829104476:policy/delivery"]
  }
}

cell "alpha" {
  environment = "production"
  cidr        = "10.0.0.0/16"
  tenants     = ["cooperative-north"]
}

cell "beta" {
  environment = "production"
  cidr        = "10.1.0.0/16"
  tenants     = ["cooperative-south"]
}
