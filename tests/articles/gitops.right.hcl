# The same, corrected: EKS wants two zones, and names say nothing about places.
fleet "cells" {
  owner       = "platform"
  cost_centre = "PLATFORM"
}

environment "dev" {
  account = "749203918574"
  region  = "us-east-1"

  access "platform" {
    principal = "arn:aws:iam::749203918574:role/platform"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
  zones       = ["a", "b"]
}

cell "beta" {
  environment = "dev"
  cidr        = "10.1.0.0/16"
  zones       = ["a", "b"]
}
