//! Ways into cells that lead nowhere, and names that nobody answers for.

use super::case::Case;

/// A fleet with a zone, one cell behind a front door, and a router with its switch.
pub(super) const FLEET: &str = r#"fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
  domain      = "example.com"

  git {
    repository = "https://github.com/acme/cells.git"
  }

  dns {
    account = "333333333333"
    region  = "eu-west-1"
  }
}

account "111111111111" {
  validation_records = "create"
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  domain  = "dev.example.com"

  dns {
    zone_id = "Z0123456789ABCDEFGHIJ"
  }

  namespace "web" {}

  front_door {
    exposure = "public"

    route "web" {
      namespace = "web"
      service   = "web"
      port      = 8080

      health {
        path = "/ready"
      }
    }
  }

  router {
    evacuation {
      region     = "eu-central-1"
      principals = ["arn:aws:iam::111111111111:role/operations"]
    }
  }

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
  tenants     = ["coop-north"]
}
"#;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = routes();
    cases.extend(registration());
    cases
}

/// The fleet with parts replaced.
pub(crate) fn edited(name: &'static str, edits: &[(&str, &str)]) -> Case {
    let mut text = FLEET.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{name}: nothing to replace: {from}");
        text = text.replacen(from, to, 1);
    }
    Case::hcl(name, text)
}

fn routes() -> Vec<Case> {
    let route = FLEET.find("    route \"web\"").zip(FLEET.find("  router {"));
    let (first, end) = route.expect("the fleet has a route and a router");
    let route = FLEET.get(first..end).expect("both are in the fleet").trim_end().trim_end_matches('}').trim_end();
    vec![
        edited(
            "route-by-path-and-host",
            &[("port      = 8080\n", "port      = 8080\n      path      = \"/web\"\n      host      = \"web\"\n")],
        ),
        edited("front-door-without-routes", &[(route, "")]),
    ]
}

/// The fleet with more in its environment.
fn with(name: &'static str, lines: &str) -> Case {
    edited(name, &[("  namespace \"web\" {}\n", &format!("  namespace \"web\" {{}}\n\n{lines}"))])
}

fn registration() -> Vec<Case> {
    let controller = |lines: &str| format!("  application \"aws-load-balancer-controller\" {{\n{lines}  }}\n");
    let gates = "    values = {\n      controllerConfig = { featureGates = { EnableServiceController = true } }\n      ingressClass = \"\"\n    }\n";
    let ports: Vec<String> = (9001..=9024).map(|port| port.to_string()).collect();
    let ports = format!("    exposure = \"public\"\n    ports    = [{}]\n", ports.join(", "));
    let external_dns = "  application \"external-dns\" {\n    zones = [\"Z0123456789ABCDEFGHIJ\"]\n  }\n";
    vec![
        with("front-door-without-controller", &controller("    enabled = false\n")),
        with("front-door-controller-makes-load-balancers", &controller(gates)),
        with("front-door-with-idle-external-dns", external_dns),
        edited(
            "front-door-and-load-balancers-on-too-many-ports",
            &[("  namespace \"web\" {}\n", &format!("  namespace \"web\" {{\n{ports}  }}\n"))],
        ),
    ]
}
