# Every option of the backend.
fleet "bank" {
  owner       = "platform"
  cost_centre = "CC-1"

  terraform {
    required_version = ">= 1.9, < 2.0"
    aws_provider     = "~> 5.80"

    backend "s3" {
      bucket         = "bank-state"
      region         = "eu-west-1"
      dynamodb_table = "bank-locks"
      kms_key_id     = "alias/state"
      role_arn       = "arn:aws:iam::999999999999:role/state"
      key_prefix     = "cells"
    }
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

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/24"
}
