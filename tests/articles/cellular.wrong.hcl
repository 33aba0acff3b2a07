# One autonomous cluster for each cooperative, as the article writes it.
fleet "yearly-delivery" {
  owner       = "platform"
  cost_centre = "DELIVERY"
  tags        = { Domain = "YearlyDelivery", Architecture = "Cellular" }

  terraform {
    required_version = ">= 1.7.0"
    aws_provider     = "5.40.0"
  }
}

environment "production" {
  account    = "123456789012"
  region     = "eu-west-1"
  zones      = ["a", "b"]
  kubernetes = "1.29"
  endpoint   = { public = false }

  node_tier "system" {
    instance_types  = ["t3.medium"]
    min             = 3
    max             = 10
    max_unavailable = 1
  }

  access "platform" {
    principal = "arn:aws:iam::123456789012:role/eks-admin"
    policy    = "cluster-admin"
  }

  # Trusts any service account that asks: the controller of one cell reaches the load balancers of all.
  workload_identity "controller" {
    namespace       = "kube-system"
    service_account = "default"
    mechanism       = "irsa"
    policies        = ["arn:aws:iam::aws:policy/ElasticLoadBalancingFullAccess"]
  }
}

cell "alpha" {
  environment = "production"
  cidr        = "10.0.0.0/16"
  tenants     = ["cooperative-north"]
}

cell "beta" {
  environment = "production"
  cidr        = "10.0.0.0/16"
  tenants     = ["cooperative-north"]
}
