fleet "gov" {
  owner       = "platform"
  cost_centre = "CC-1"
}

environment "test" {
  account = "222222222222"
  region  = "us-gov-west-1"

  access "platform" {
    principal = "arn:aws-us-gov:iam::222222222222:user/break-glass"
    policy    = "cluster-admin"

    allow "CELL0612" {
      reason = "the user for emergencies, when nobody can sign in"
    }
  }
}

cell "oregon" {
  environment = "test"
  cidr        = "10.0.0.0/16"
}
