fleet "shop" {
  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "example.com"

  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }

  dns {
    account = "333333333333"
    region  = "eu-west-1"
  }
}

account "111111111111" {
  validation_records = "create"
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  domain  = "dev.example.com"

  dns {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  namespace "admin" {}
  namespace "ledger" {}
  namespace "payments" {}

  front_door {
    exposure = "public"

    route "admin" {
      namespace = "admin"
      service   = "console"
      port      = 8443
      protocol  = "https"
      host      = "admin"

      health {
        path = "/ready"
      }
    }

    route "payments" {
      namespace = "payments"
      service   = "gateway"
      port      = 8080

      health {
        path = "/ready"
      }
    }
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
