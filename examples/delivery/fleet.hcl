# A platform for yearly deliveries: one cell for each group of cooperatives, nothing shared between them but names in Route 53.
fleet "delivery" {
  owner       = "delivery-platform"
  cost_centre = "DELIVERY-001"
  domain      = "delivery.example.com"
  tags        = { Domain = "YearlyDelivery" }

  terraform {
    required_version = ">= 1.10"          # which locks the state in its bucket
    aws_provider     = ">= 5.67, < 6.0" # which assumes the role for a cell's names with the cell's deploy role

    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-west-1"
    }
  }

  # Every cell's own Argo CD pulls its folder of out/gitops from here.
  git {
    repository = "https://github.com/acme/delivery-cells.git"
    revision   = "v2026.11.1"
  }

  # The zones are in an account of their own: cells write their own names there, and no others.
  dns {
    account     = "333333333333"
    region      = "eu-west-1"
    deploy_role = "arn:aws:iam::333333333333:role/terraform"
  }
}

# Each cell has an account. What exists once per account comes with the account baseline.
account "222222222222" {
  spot_role          = "create"
  validation_records = "create"
}

account "444444444444" {
  spot_role          = "create"
  validation_records = "create"
}
