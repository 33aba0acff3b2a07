# Each in an account and a region of its own, so that nothing takes both away. Each stands in for the other.
cell "alpha" {
  environment = "prod"
  cidr        = "10.64.0.0/16"
}

cell "beta" {
  environment = "prod"
  cidr        = "10.65.0.0/16"
  account     = "444444444444"
  region      = "eu-central-1"
  deploy_role = "arn:aws:iam::444444444444:role/terraform"
}
