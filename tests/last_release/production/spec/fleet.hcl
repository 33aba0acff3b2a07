# A bank's platform in three environments, each in an account of its own.
fleet "platform" {
  owner       = "platform-engineering"
  cost_centre = "PLATFORM-001"
  domain      = "platform.example.com"
  tags        = { Domain = "FraudDetection" }

  # Every cell's own Argo CD pulls its folder of out/gitops from here.
  git {
    repository = "https://github.com/acme/platform-cells.git"
    revision   = "v2026.11.1"
  }

  terraform {
    required_version = ">= 1.7"
    aws_provider     = "~> 5.40"

    backend "s3" {
      bucket         = "acme-terraform-state"
      region         = "eu-west-1"
      dynamodb_table = "acme-terraform-locks"
    }
  }
}

# What whoever comes from the last release may do at first; a `shared_fate` block for each thing is better.
allow "CELL1114" {
  reason = "not declared yet"
}
