# The cell whose values the charts of this folder are rendered with: every application, with what cellc sets and nothing else.
fleet "facts" {
  owner       = "platform"
  cost_centre = "PLATFORM-001"
  domain      = "example.com"
  git {
    repository = "https://github.com/acme/platform-cells.git"
    revision   = "v1.0.0"
  }
  terraform {
    backend "s3" {
      bucket         = "acme-terraform-state"
      region         = "eu-west-1"
      dynamodb_table = "acme-terraform-locks"
    }
  }
}
environment "prod" {
  account = "111111111111"
  region  = "eu-west-1"

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  application "cert-manager" {}
  application "cloudwatch-observability" {}
  application "descheduler" {}
  application "external-dns" {
    zones = ["Z0123456789ABCDEFGHIJ"]
  }
  application "external-secrets" {}
  application "kubecost" {}
  application "prometheus" {}
}
cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/16"
}
