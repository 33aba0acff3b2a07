# Cells that are named after their one zone.
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

cell "us-east-1a" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
  zones       = ["us-east-1a"]
}

cell "us-east-1b" {
  environment = "dev"
  cidr        = "10.1.0.0/16"
  zones       = ["us-east-1b"]
}
