fleet "demo" {
  owner = "a\u00e9\"$${x}%%{y}"
  cost_centre = <<-EOT
    CC-1
    EOT
  tags = { "for" = "a", null : "b", "x.y" = "c", 1 = "d" }
}
