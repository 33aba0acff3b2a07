cell "‮alpha" {
  cidr = "10.0.0.0/16​"
  ö = 1
}
