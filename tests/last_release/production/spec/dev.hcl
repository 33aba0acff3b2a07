# Cheap, and open to its developers: spot nodes, one NAT gateway, two weeks of logs. What is merged is there at once.
environment "dev" {
  account     = "111111111111"
  region      = "eu-west-1"
  network     = "10.0.0.0/12"
  deploy_role = "arn:aws:iam::111111111111:role/terraform"
  cost_centre = "PLATFORM-DEV"
  revision    = "main"

  # The office and the runners reach the API from the internet; everybody else does not.
  endpoint = { public = true, cidrs = ["203.0.113.0/24", "198.51.100.16/28"] }

  namespace "fraud-detection" {
    owner = "fraud-platform"

    connection "identity" {
      to    = "identity"
      ports = [8443]
    }
  }

  namespace "payments" {
    owner    = "payments"
    exposure = "internal"
    ports    = [8080]
  }

  namespace "identity" {
    owner = "identity"
  }

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  # They deploy, and look inside containers.
  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    role       = "developer"
    namespaces = ["fraud-detection", "payments"]
  }

  access "read-only" {
    principal = "arn:aws:iam::111111111111:role/read-only"
    role      = "viewer"
  }
}

cell "dev" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
