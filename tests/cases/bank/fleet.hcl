# A bank: three environments, twelve cells, five accounts, people from Identity Center. The rules have nothing to say.
fleet "meridian" {
  owner       = "platform-engineering"
  cost_centre = "PLT-001"
  domain      = "cells.meridian.example"
  tags        = { Domain = "Payments", DataClass = "confidential" }

  terraform {
    required_version = ">= 1.10, < 2.0"
    aws_provider     = "~> 5.40"

    backend "s3" {
      bucket     = "meridian-terraform-state"
      region     = "eu-west-1"
      kms_key_id = "arn:aws:kms:eu-west-1:210987654321:alias/terraform-state"
      role_arn   = "arn:aws:iam::210987654321:role/terraform-state"
    }
  }
}

environment "dev" {
  account     = "310475620918"
  region      = "eu-west-1"
  network     = "10.0.0.0/12"
  deploy_role = "arn:aws:iam::310475620918:role/terraform"
  cost_centre = "PLT-DEV"

  endpoint = { public = true, cidrs = ["203.0.113.0/24"] }

  access "platform" {
    principal = "arn:aws:iam::310475620918:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PlatformAdmin_1f2e3d4c5b6a7988"
    policy    = "cluster-admin"
  }

  access "developers" {
    principal  = "arn:aws:iam::310475620918:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_8877665544332211"
    policy     = "edit"
    namespaces = ["fraud-*", "ledger", "payments"]
  }

  access "pipeline" {
    principal  = "arn:aws:iam::310475620918:role/ci/deployer"
    policy     = "admin"
    namespaces = ["fraud-*", "ledger", "payments"]
  }

  workload_identity "scoring" {
    namespace       = "fraud-scoring"
    service_account = "scoring"
    policies        = ["arn:aws:iam::310475620918:policy/fraud-scoring"]
  }
}

environment "staging" {
  account     = "427718093365"
  region      = "eu-west-1"
  network     = "10.32.0.0/12"
  deploy_role = "arn:aws:iam::427718093365:role/terraform"
  cost_centre = "PLT-STG"

  access "platform" {
    principal = "arn:aws:iam::427718093365:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_PlatformAdmin_2a3b4c5d6e7f8091"
    policy    = "cluster-admin"
  }

  access "developers" {
    principal = "arn:aws:iam::427718093365:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Developer_9988776655443322"
    policy    = "view"
    groups    = ["debuggers"]
    allow "CELL0683" {
      reason = "bound by the repository of the platform team"
    }
  }

  access "pipeline" {
    principal  = "arn:aws:iam::427718093365:role/ci/deployer"
    policy     = "admin"
    namespaces = ["fraud-*", "ledger", "payments"]
  }

  workload_identity "scoring" {
    namespace       = "fraud-scoring"
    service_account = "scoring"
    policies        = ["arn:aws:iam::427718093365:policy/fraud-scoring"]
  }
}
