# A fleet of cells: isolated EKS clusters that share nothing.
# `cellc check` says what is wrong with this file, `cellc build` writes its Terraform to out/,
# `cellc build --emit=model` shows every default that is not written here.

fleet "acme" {
  owner       = "platform"   # tag Owner of every resource
  cost_centre = "CC-1"       # tag CostCentre
  # tags      = { Domain = "Payments" }

  # Without a backend, state is a file beside each root. A team wants this:
  # terraform {
  #   required_version = ">= 1.10"   # from here on the bucket holds the lock as well
  #   backend "s3" {
  #     bucket = "acme-terraform-state"
  #     region = "eu-west-1"
  #   }
  # }

  # With the repository that out/ is committed to, every cell gets the manifests that its own Argo CD pulls:
  # git {
  #   repository = "https://github.com/acme/cells.git"
  #   branch     = "main"   # where pins are read; a cell without a `revision` follows it
  # }
}

# What exists once in an AWS account, applied before its cells. A fresh account needs both:
# account "111111111111" {
#   spot_role = "create"       # the role with which EC2 starts spot instances
#   region "eu-west-1" {
#     quota_requests = {}      # AWS is asked for the addresses, VPCs and vCPUs that the cells need
#   }
# }

# An environment is an account, a region and a security posture. Defaults come from its profile:
# development, staging or production; the name `dev` says development.
environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  # network     = "10.0.0.0/12"                                 # every cell must lie in it
  # deploy_role = "arn:aws:iam::111111111111:role/terraform"    # what Terraform assumes

  # The Kubernetes API is private. To reach it from an office or a runner:
  # endpoint = { public = true, cidrs = ["203.0.113.0/24"] }

  # At least one administrator: whoever runs Terraform does not become one.
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  # Inside the cells (with `git` above): a namespace that denies what it does not declare, and who works in it.
  # namespace "payments" {
  #   exposure = "internal"
  #   ports    = [8080]
  # }
  # access "developers" {
  #   principal  = "arn:aws:iam::111111111111:role/developer"
  #   role       = "developer"
  #   namespaces = ["payments"]
  # }

  # Node tiers: `system` is always there, all others are Karpenter pools.
  # node_tier "spot" {
  #   capacity   = "spot"
  #   categories = ["c", "m", "r"]
  #   arch       = ["amd64"]   # without it both, and every image must be built for both
  #   limits     = { cpu = 64, memory = "256Gi" }
  # }
}

# A cell declares only what is its own; everything else it has from its environment.
cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
  # tenants   = ["first-customer"]
}
