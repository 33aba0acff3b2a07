a = [for x in [1, 2] : x if x > 1]
b = { for k, v in m : k => v... }
c = x.y[0].*.z[*]
d = a ? b : -c + !d * (e)
f = "${g("%{ if h }i%{ else }j%{ endif }")}"
k = <<A
${l}
A
