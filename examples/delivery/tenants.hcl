# Cooperatives, at <name>.prod.delivery.example.com. `load` is what one of them asks of its cell, in the unit of `max_load`.
tenant "coop-north" {
  load      = 3
  residency = ["eu-*"]

  home "prod" {
    cell    = "alpha"
    standby = "beta"
  }
}

tenant "coop-south" {
  load      = 2
  residency = ["eu-*"]

  home "prod" {
    cell    = "alpha"
    standby = "beta"
  }
}

tenant "coop-east" {
  load      = 4
  residency = ["eu-*"]

  home "prod" {
    cell    = "beta"
    standby = "alpha"
  }
}
