fleet "cn" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "nothing of this is ever deployed"
  }
}

environment "prod" {
  account             = "222222222222"
  region              = "cn-north-1"
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs"]

  workload_identity "orders" {
    namespace       = "orders"
    service_account = "orders"
    mechanism       = "irsa"
    policies        = ["arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }

  access "platform" {
    principal = "arn:aws-cn:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "beijing" {
  environment = "prod"
  cidr        = "10.0.0.0/16"
}
