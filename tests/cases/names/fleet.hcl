fleet "delivery" {
  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "delivery.example.com"

  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }

  terraform {
    required_version = ">= 1.10"

    backend "s3" {
      bucket = "acme-terraform-state"
      region = "eu-west-1"
    }
  }

  dns {
    account     = "333333333333"
    region      = "eu-west-1"
    deploy_role = "arn:aws:iam::333333333333:role/terraform"
  }
}

account "222222222222" {
  validation_records = "create"
}

environment "prod" {
  account  = "222222222222"
  region   = "eu-west-1"
  domain   = "prod.delivery.example.com"
  network  = "10.0.0.0/8"
  max_load = 100

  dns {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  namespace "payments" {}

  front_door {
    exposure = "public"

    route "payments" {
      namespace = "payments"
      service   = "gateway"
      port      = 8080
      path      = "/payments"

      health {
        path = "/payments/ready"
      }
    }
  }

  router {
    interval_seconds = 10
    ttl_seconds      = 30

    evacuation {
      region = "eu-north-1"
      principals = [
        "arn:aws:iam::222222222222:role/operations",
        "arn:aws:iam::444444444444:role/on-call",
      ]
    }
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  quotas = {
    elastic-ips           = 50
    vpcs                  = 20
    internet-gateways     = 20
    nat-gateways-per-zone = 20
  }
}

allow "CELL1117" {
  reason = "a tenant without a standby, to see its record"
}

allow "CELL1102" {
  reason = "what matters here is below the domain, not where cells are"
}

cell "alpha" {
  environment = "prod"
}

cell "beta" {
  environment = "prod"
}

cell "delta" {
  environment = "prod"
  state       = "draining"
}

cell "gamma" {
  environment = "prod"
}

cell "sigma" {
  environment = "prod"
  state       = "planned"
}

# Nothing but a cell.
tenant "coop-east" {
  home "prod" {
    cell = "alpha"
  }
}

# A cell and its standby.
tenant "coop-north" {
  home "prod" {
    cell    = "alpha"
    standby = "beta"
  }
}

# On its way from one cell to another.
tenant "coop-south" {
  home "prod" {
    cell    = "beta"
    standby = "alpha"

    moving_to {
      cell  = "gamma"
      until = "2027-01-31"
      share = "25%"
    }
  }
}

# In a cell that is left: its standby serves it.
tenant "coop-west" {
  home "prod" {
    cell    = "delta"
    standby = "gamma"
  }
}

# With a standby that has not answered yet.
tenant "coop-young" {
  home "prod" {
    cell    = "beta"
    standby = "sigma"
  }
}
