# The longest names that are legal: one letter more, and the role of Karpenter's nodes would outgrow IAM.
fleet "fffffffffffffff" {
  owner       = "platform"
  cost_centre = "CC-1"

  allow "CELL0311" {
    reason = "nothing of this is ever deployed"
  }
}

environment "eeeeeeeeeeeeeeee" {
  profile = "production"
  account = "222222222222"
  region  = "ap-southeast-1"

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "cccccccccccccccc" {
  environment = "eeeeeeeeeeeeeeee"
  cidr        = "10.0.0.0/16"
}
