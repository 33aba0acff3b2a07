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
  peers    = ["192.168.0.0/16"]
  max_load = 100

  dns {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  namespace "payments" {}

  front_door {
    exposure = "internal"

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
    tenants      = "buckets"
    bucket_count = 8

    buckets "0000-0003" {
      cell    = "alpha"
      standby = "beta"
    }

    buckets "0004-0006" {
      cell    = "beta"
      standby = "alpha"
    }

    buckets "0007-0007" {
      cell = "gamma"
    }

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

allow "CELL1161" {
  reason = "operations evacuates internal cells by hand, and rehearses it"
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

cell "gamma" {
  environment = "prod"
}

# Its name gives it a bucket, and the bucket a cell.
tenant "coop-north" {
  home "prod" {}
}

tenant "coop-south" {
  home "prod" {}
}

# An exception, with records of its own.
tenant "coop-west" {
  home "prod" {
    cell    = "gamma"
    standby = "beta"
  }
}

shared_fate "office" {
  of     = ["192.168.0.0/16"]
  reason = "everybody reaches the internal front doors from there"
}
