//! Front doors that AWS would refuse, that nobody reaches, or that lead nowhere.

use super::case::Case;
use super::entry_points::FLEET;

const ROUTE: &str = "    route \"web\" {\n";
const PORT: &str = "      port      = 8080\n";
const HEALTH: &str = "        path = \"/ready\"\n";
const EXPOSURE: &str = "    exposure = \"public\"\n";
const ZONE: &str = "    zone_id = \"Z0123456789ABCDEFGHIJ\"\n";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = names();
    cases.extend(routes());
    cases.extend(listeners());
    cases.extend(surroundings());
    cases
}

/// The fleet without its router, with parts replaced.
fn door(name: &'static str, edits: &[(&str, &str)]) -> Case {
    let (before, rest) = FLEET.split_once("  router {\n").expect("the fleet has a router");
    let (_, after) = rest.split_once("\n  }\n").expect("its block ends");
    let mut text = format!("{before}{}", after.trim_start_matches('\n'));
    for (from, to) in edits {
        assert!(text.contains(from), "{name}: nothing to replace: {from}");
        text = text.replacen(from, to, 1);
    }
    Case::hcl(name, text)
}

/// The same with one more route in front of the one that takes the rest.
fn beside(name: &'static str, label: &str, lines: &str, own: &str) -> Case {
    let route = format!(
        "    route \"{label}\" {{\n      namespace = \"web\"\n      service   = \"{label}\"\n{PORT}{lines}\n      health {{\n{HEALTH}      }}\n    }}\n\n"
    );
    door(name, &[(PORT, &format!("{PORT}{own}")), (ROUTE, &format!("{route}{ROUTE}"))])
}

fn names() -> Vec<Case> {
    let long = "cell \"alpha-of-the-northern-region\"";
    let domain = "\"a-domain-that-is-longer-than-certificates-take.shops.example.com\"";
    vec![
        door("load-balancer-name-too-long", &[("cell \"alpha\"", long)]),
        door("load-balancer-name-of-aws", &[("fleet \"demo\"", "fleet \"internal\"")]),
        door("route-name-too-long", &[("route \"web\"", "route \"payments-and-refunds\"")]),
        door("certificate-name-of-a-cell", &[("\"dev.example.com\"", domain)]),
        door(
            "certificate-name-of-a-tenant",
            &[
                ("  tenants     = [\"coop-north\"]\n", ""),
                (
                    "cell \"alpha\"",
                    "tenant \"the-agricultural-cooperative-of-the-north-and-the-east\" {\n  certificate = \"own\"\n  dedicated   = true\n\n  home \"dev\" {\n    cell = \"alpha\"\n  }\n}\n\ncell \"alpha\"",
                ),
            ],
        ),
    ]
}

fn routes() -> Vec<Case> {
    let health = |lines: &str| format!("{HEALTH}{lines}");
    let guest = "environment \"demo-team\" {\n  shares  = \"dev\"\n  profile = \"staging\"\n\n  namespace \"shop\" {}\n}\n\ncell \"alpha\"";
    vec![
        door("route-health-out-of-bounds", &[(HEALTH, &health("        interval_seconds = 3\n"))]),
        door(
            "route-health-too-patient",
            &[(HEALTH, &health("        interval_seconds = 10\n        timeout_seconds  = 10\n"))],
        ),
        door("route-keeps-connections", &[(PORT, &format!("{PORT}      deregistration_seconds = 4000\n"))]),
        beside("routes-of-one-path", "shop", "      path      = \"/shop/\"\n", "      path      = \"/shop\"\n"),
        beside("routes-of-one-host", "shop", "      host      = \"shop\"\n", "      host      = \"shop\"\n"),
        beside("routes-that-take-the-rest", "shop", "", "      path      = \"/\"\n"),
        beside(
            "routes-of-one-priority",
            "bread-web",
            "      path      = \"/bakery\"\n",
            "      path      = \"/orders\"\n",
        )
        .with("route \"web\"", "route \"orders\""),
        door("route-to-no-namespace", &[("namespace = \"web\"", "namespace = \"wbe\"")]),
        door(
            "route-to-a-namespace-of-a-guest",
            &[("namespace = \"web\"", "namespace = \"shop\""), ("cell \"alpha\"", guest)],
        ),
    ]
}

fn listeners() -> Vec<Case> {
    let listener = |line: &str| format!("{EXPOSURE}{line}\n");
    let policy = |name, policy: &str| door(name, &[(EXPOSURE, &listener(&format!("    tls_policy = \"{policy}\"")))]);
    vec![
        policy("tls-policy-too-weak", "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"),
        policy("tls-policy-misspelt", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-9"),
        policy("tls-policy-unknown", "ELBSecurityPolicy-Modern"),
        door("firewall-rate-too-low", &[(EXPOSURE, &listener("    waf        = [\"rate\"]\n    rate_limit = 5"))]),
    ]
}

fn surroundings() -> Vec<Case> {
    let dns = "  dns {\n    account = \"333333333333\"\n    region  = \"eu-west-1\"\n  }\n";
    let zone = format!("  dns {{\n{ZONE}  }}\n\n");
    vec![
        door("front-door-without-dns", &[(dns, "")]),
        door("front-door-without-domain", &[("  domain  = \"dev.example.com\"\n", "")]),
        door("front-door-without-zone", &[(&zone, "")]),
        door("front-door-without-zone-id", &[(ZONE, "")]),
        door("front-door-of-nobody", &[("\"public\"", "\"internal\"")]),
        door(
            "front-door-in-isolated-cells",
            &[("\"eu-west-1\"\n  domain", "\"eu-west-1\"\n  nat     = \"none\"\n  domain")],
        )
        .finds(2),
    ]
}
