fleet "acme" {
  owner       = "platform"
  cost_centre = "CC-1"
  tags        = { Environment = "prod" }

  terraform {
    aws_provider = ">= 5.0"
    backend "s3" {
      bucket = "acme-state"
      region = "eu-west-1"
    }
  }
}

environment "dev" {
  account        = 111111111111
  region         = "eu-west-1"
  kubernets      = "1.35"
  nat            = "singel"
  upgrade_policy = "standard"
}

environment "prod" {
  account      = "222222222222"
  region       = "eu-west-1"
  kubernetes   = "1.32"
  service_cidr = "10.1.0.0/16"
  endpoint     = { public = true, cidrs = ["0.0.0.0/0"] }
  encryption   = { deletion_window_days = 3 }

  node_tier "system" {
    instance_types = ["m7g.large", "m7i.large"]
    min            = 1
  }
  node_tier "memory" {
    capacity = "on-demand"
    families = ["r7g"]
    arch     = ["amd64"]
  }
  node_tier "batch" {
    limits = { cpu = 64, memory = "256Gi" }
  }
  add_on "kube-proxy" {
    version = "v1.31.0-eksbuild.2"
  }
  access "platform" {
    principal = "arn:aws:iam::222222222222:user/operator"
    policy    = "cluster-admin"
  }
  access "developers" {
    principal = "arn:aws:iam::222222222222:role/developers"
  }
  workload_identity "cni" {
    namespace       = "kube-system"
    service_account = "aws-node"
    policies        = ["arn:aws:iam::aws:policy/AdministratorAccess"]
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.1.0.0/16"
  zones       = ["a"]
}

cell "alpha-two" {
  environment = "prd"
  cidr        = "10.1.5.0/16"
}
