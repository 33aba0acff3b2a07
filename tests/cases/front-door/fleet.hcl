# Ways into cells: everything that a public front door may have, and an internal one in cells without a way out.
fleet "shop" {
  owner       = "platform"
  cost_centre = "SHOP-1"
  domain      = "shop.example.com"

  terraform {
    aws_provider = ">= 5.67, < 6.0"
  }

  git {
    repository = "https://github.com/acme/shop.git"
  }

  dns {
    account     = "333333333333"
    region      = "eu-west-1"
    deploy_role = "arn:aws:iam::333333333333:role/terraform"
  }
}

account "111111111111" {
  validation_records = "create"
}

account "222222222222" {
  validation_records = "exists"
}

environment "staging" {
  account     = "111111111111"
  region      = "eu-west-1"
  domain      = "staging.shop.example.com"
  deploy_role = "arn:aws:iam::111111111111:role/terraform"
  max_load    = 10

  dns {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  namespace "payments" {}
  namespace "web" {}

  front_door {
    exposure           = "public"
    tls_policy         = "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09"
    waf                = ["rate", "common", "known-bad-inputs", "reputation"]
    rate_limit         = 1000
    log_retention_days = 30

    route "console" {
      namespace = "web"
      service   = "console"
      port      = 8443
      protocol  = "https"
      host      = "console"

      health {
        path = "/healthz"
      }
    }

    route "payments" {
      namespace              = "payments"
      service                = "gateway"
      port                   = 8080
      path                   = "/payments"
      deregistration_seconds = 60

      health {
        path                = "/payments/ready"
        interval_seconds    = 15
        timeout_seconds     = 10
        healthy_threshold   = 3
        unhealthy_threshold = 2
      }
    }

    route "refunds" {
      namespace = "payments"
      service   = "refunds"
      port      = 9000
      protocol  = "grpc"
      path      = "/payments/refunds"

      health {
        path = "/grpc.health.v1.Health/Check"
      }
    }

    route "web" {
      namespace = "web"
      service   = "web"
      port      = 8080
      protocol  = "http2"

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

environment "dev" {
  account = "222222222222"
  region  = "eu-west-1"
  domain  = "dev.shop.example.com"
  nat     = "none"
  peers   = ["192.168.0.0/16", "172.31.0.0/16"]

  interface_endpoints = ["elasticloadbalancing"]

  dns {
    zone_id = "Z9876543210JIHGFEDCBA"
  }

  namespace "web" {}

  front_door {
    exposure           = "internal"
    log_retention_days = 0

    route "web" {
      namespace = "web"
      service   = "web"
      port      = 8080

      health {
        path = "/ready"
      }
    }
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "staging"
  cidr        = "10.0.0.0/16"
}

cell "beta" {
  environment = "staging"
  region      = "eu-central-1"
  cidr        = "10.1.0.0/16"
}

cell "gamma" {
  environment = "dev"
  cidr        = "10.2.0.0/16"
}

tenant "north" {
  certificate = "own"
  dedicated   = true

  home "staging" {
    cell    = "alpha"
    standby = "beta"
  }
}
