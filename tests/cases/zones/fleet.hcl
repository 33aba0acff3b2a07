# A zone in an account of its own, two cells in two other accounts, a route with a host, a tenant with its own certificate. One account
# has its validation records already.
fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"

  git {
    repository = "https://github.com/acme/cells.git"
  }

  terraform {
    aws_provider = ">= 5.67, < 6.0"
  }

  dns {
    account = "333333333333"
    region  = "eu-west-1"
  }
}

account "111111111111" {
  validation_records = "create"
}

account "222222222222" {
  validation_records = "exists"
}

environment "dev" {
  account     = "111111111111"
  region      = "eu-west-1"
  domain      = "dev.example.com"
  deploy_role = "arn:aws:iam::111111111111:role/terraform"

  dns {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  namespace "web" {}

  front_door {
    exposure = "public"

    route "web" {
      namespace = "web"
      service   = "web"
      port      = 8080

      health {
        path = "/ready"
      }
    }

    route "admin" {
      namespace = "web"
      service   = "admin"
      port      = 8081
      host      = "admin"

      health {
        path = "/ready"
      }
    }
  }

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "beta" {
  environment = "dev"
  account     = "222222222222"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  cidr        = "10.1.0.0/16"
}

tenant "coop-north" {
  dedicated   = true
  certificate = "own"

  home "dev" {
    cell    = "alpha"
    standby = "beta"
  }
}
