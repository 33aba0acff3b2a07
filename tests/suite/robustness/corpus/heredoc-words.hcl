a = <<-ö
 x
ö
b = <<A B
A B
