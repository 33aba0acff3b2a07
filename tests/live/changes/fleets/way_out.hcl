# A cell of which the way out of its network changes, and the label of an identity.
fleet "acme" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "state is a file of the test"
  }
}

environment "prod" {
  account     = "222222222222"
  region      = "us-east-1"
  deploy_role = "arn:aws:iam::222222222222:role/terraform"
  zones       = ["a", "b"]

  nat = "?"

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  workload_identity "?" {
    namespace       = "payments"
    service_account = "scoring"
    policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/18"
}
