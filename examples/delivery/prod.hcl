# The only environment: production.
environment "prod" {
  account     = "222222222222"
  region      = "eu-west-1"
  network     = "10.64.0.0/12"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  quotas      = { elastic-ips = 20 }

  # Load-tested with ten cooperatives in one cell: all of them, should one cell be lost.
  max_load = 10

  domain = "prod.delivery.example.com"

  # The first apply of out/environments/prod/dns prints the id.
  dns {
    zone_id        = "Z0123456789ABCDEFGHIJ"
    parent_zone_id = "Z9876543210ZYXWVUTSRQ"
  }

  # One load balancer for each cell. Every request goes to the delivery service.
  front_door {
    exposure = "public"

    route "delivery" {
      namespace = "delivery"
      service   = "delivery-api"
      port      = 8080

      # 503 from the moment in which a pod begins to finish its transactions.
      health {
        path = "/ready"
      }
    }
  }

  # Names of cooperatives, which leave a cell that does not answer or that somebody evacuates.
  router {
    evacuation {
      region     = "eu-north-1" # no cell is there
      principals = ["arn:aws:iam::222222222222:role/operations"]
    }
  }

  # The rollover of the year must not wait for nodes: three are there, ten are possible.
  node_tier "system" {
    instance_types = ["m7g.large", "m6g.large"]
    min            = 3
    max            = 10
  }

  namespace "delivery" {
    owner = "delivery-team"

    quota {
      requests = { cpu = 16, memory = "32Gi" }
      limits   = { cpu = 32, memory = "64Gi" }
    }
  }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}
