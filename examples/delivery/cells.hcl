cell "alpha" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
  tenants     = ["coop-north", "coop-south"]
}

cell "beta" {
  environment = "prod"
  cidr        = "10.65.0.0/16"
  tenants     = ["coop-east"]
}
