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

  # The lock is a table until nobody has a Terraform before 1.10.
  allow "CELL0322" {
    reason = "two pipelines still run Terraform 1.8, PLAT-57"
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

# What the two cells of production have in common, beside what cellc lists itself.
shared_fate "dns" {
  of     = ["Z0123456789ABCDEFGHIJ"]
  reason = "all names are in one zone; Route 53 answers for it from every region"
}

shared_fate "card-schemes" {
  of     = ["198.51.100.0/24", "203.0.113.0/24"]
  reason = "there are only these two schemes, and payments waits for both"
}
