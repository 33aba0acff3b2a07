# Cheap, and open to its developers: spot nodes, one NAT gateway, two weeks of logs.
environment "dev" {
  account     = "111111111111"
  region      = "eu-west-1"
  network     = "10.0.0.0/12"
  deploy_role = "arn:aws:iam::111111111111:role/terraform"
  cost_centre = "PLATFORM-DEV"

  # The office and the runners reach the API from the internet; everybody else does not.
  endpoint = { public = true, cidrs = ["203.0.113.0/24", "198.51.100.16/28"] }

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    policy     = "edit"
    namespaces = ["fraud-detection", "payments"]
  }

  access "read-only" {
    principal = "arn:aws:iam::111111111111:role/read-only"
    policy    = "view"
  }
}

cell "dev" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
