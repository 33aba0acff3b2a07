# What the operations article warns of, all at once.
fleet "operations" {
  owner       = "platform"
  cost_centre = "PLATFORM"
}

environment "prod" {
  account  = "538829104476"
  region   = "ap-southeast-3"
  nat      = "single"
  endpoint = { public = true }

  # One pool for everything, gone with its spot capacity.
  node_tier "spot" {
    capacity = "spot"
    families = ["m7g"]
  }

  # A permanent administrator, a person, with keys that never expire.
  access "admin" {
    principal = "arn:aws:iam::538829104476:user/budi"
    policy    = "cluster-admin"
  }
  access "developers" {
    principal = "arn:aws:iam::538829104476:role/developers"
    policy    = "edit"
  }

  workload_identity "everything" {
    namespace       = "payments"
    service_account = "payments"
    policies        = ["arn:aws:iam::aws:policy/AdministratorAccess"]
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/24"
}
