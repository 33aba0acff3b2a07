# As little as possible: every default of development, and a public endpoint.
fleet "acme" {
  owner       = "platform"
  cost_centre = "CC-1"
}

environment "dev" {
  account     = "222222222222"
  region      = "us-east-1"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  endpoint    = { public = true, cidrs = ["203.0.113.0/24"] }

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  workload_identity "reports" {
    namespace       = "reports"
    service_account = "reports"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/18"
}
