# Twelve cells, each with a network and tenants of its own.

cell "sandbox" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "feature" {
  environment = "dev"
  cidr        = "10.1.0.0/16"
}

cell "rehearsal" {
  environment = "staging"
  cidr        = "10.32.0.0/16"
  tenants     = ["test-bank"]
}

cell "performance" {
  environment = "staging"
  cidr        = "10.33.0.0/16"
  tenants     = ["load-bank"]
}

cell "canary" {
  environment = "prod"
  class       = "canary"
  cidr        = "10.64.0.0/16"
  tenants     = ["staff"]
}

cell "amber" {
  environment = "prod"
  cidr        = "10.65.0.0/16"
  tenants     = ["amber-retail", "amber-cards"]
}

cell "birch" {
  environment = "prod"
  cidr        = "10.66.0.0/16"
  tenants     = ["birch-retail", "birch-cards"]
}

cell "cedar" {
  environment = "prod"
  cidr        = "10.67.0.0/16"
  tenants     = ["cedar-retail", "cedar-cards"]
}

cell "dune" {
  environment = "prod"
  cidr        = "10.68.0.0/16"
  tenants     = ["dune-retail", "dune-cards"]
}

cell "ember" {
  environment = "prod"
  cidr        = "10.69.0.0/16"
  tenants     = ["ember-retail", "ember-cards"]
}

cell "fjord" {
  environment = "prod"
  account     = "749203918574"
  region      = "eu-central-1"
  deploy_role = "arn:aws:iam::749203918574:role/terraform"
  cidr        = "10.80.0.0/16"
  tenants     = ["fjord-retail"]
}

cell "grove" {
  environment = "prod"
  account     = "749203918574"
  region      = "eu-central-1"
  deploy_role = "arn:aws:iam::749203918574:role/terraform"
  cidr        = "10.81.0.0/16"
  tenants     = ["grove-retail"]
}
