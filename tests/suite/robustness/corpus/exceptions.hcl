fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "the pilot keeps its state in a file"
    until  = "2027-03-31"
  }
}

environment "prod" {
  account  = "111111111111"
  region   = "eu-west-1"
  peers    = ["192.168.0.0/16"]
  quotas   = { elastic-ips = 6, spot-vcpus = 2000 }
  endpoint = { public = true, cidrs = ["0.0.0.0/0"] }

  node_tier "system" {
    instance_types = ["t3.large", "m7g.6xlarge"]
    min            = 1
    max            = 4294967295
  }
  node_tier "spot" {
    capacity = "spot"
    families = ["m7g", "c99"]
    cpus     = [2, 3]
    limits   = { cpu = "9E", memory = "9E" }
  }
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
  allow "CELL0411" {
    reason = "the pilot has no customers yet"
  }
}

cell "alpha" {
  environment = "prod"
  cidr        = "10.0.0.0/22"

  allow "CELL0412" {
    reason = "small on purpose"
    until  = "2026-11-20"
  }
}

cell "beta" {
  environment = "prod"
  cidr        = "54.0.0.0/16"
}
