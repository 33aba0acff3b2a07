//! Environments that share the cells of another.

use super::case::{Case, GOOD};

const SCOPED: &str = "access \"testers\" {\n    principal  = \"arn:aws:iam::111111111111:role/tester\"\n    \
                      policy     = \"edit\"\n    namespaces = [\"payments-staging\"]\n  }";

/// A sharing environment with one namespace and these lines.
fn guest(name: &str, lines: &str) -> String {
    format!(
        "environment \"{name}\" {{\n  shares = \"dev\"\n\n  namespace \"payments-{name}\" {{}}\n{}}}\n",
        lines.lines().fold(String::new(), |text, line| format!("{text}\n  {line}\n"))
    )
}

fn case(name: &'static str, lines: &str) -> Case {
    Case::appended(name, &guest("staging", lines))
}

/// With a namespace and more in the host.
fn with_host(name: &'static str, host: &str, lines: &str) -> Case {
    case(name, lines).with("\"eu-west-1\"\n", &format!("\"eu-west-1\"\n\n  {host}\n"))
}

pub(crate) fn cases() -> Vec<Case> {
    // Without a repository no namespace has a meaning, which is another rule's finding.
    let git =
        "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";
    [hosts(), contents(), access()].into_iter().flatten().map(|case| case.with("\"CC-1\"\n", git)).collect()
}

fn hosts() -> Vec<Case> {
    let cell = |name: &str, number: u8, environment: &str| {
        format!("\ncell \"{name}\" {{\n  environment = \"{environment}\"\n  cidr        = \"10.{number}.0.0/16\"\n}}\n")
    };
    let prod = "environment \"staging\" {\n  shares = \"prod\"\n\n  namespace \"payments\" {\n    connection \"x\" {\n      to    = \"nowhere\"\n      ports = [80]\n    }\n  }\n}\n";
    vec![
        // The namespaces, access entries and cells of an environment whose host is unknown are no news.
        Case::appended("shares-unknown", &guest("staging", SCOPED).replace("\"dev\"", "\"dve\"")),
        Case::appended("shares-unlike-any", &guest("staging", "").replace("\"dev\"", "\"integration\"")),
        case("shares-misspelled", "").with("shares =", "share ="),
        case("shares-not-a-name", "").with("shares = \"dev\"", "shares = true"),
        case("shares-null", "").with("shares = \"dev\"", "shares = null").finds(2),
        Case::appended("shares-itself", &(guest("staging", "").replace("\"dev\"", "\"staging\"") + &cell("beta", 1, "staging"))),
        Case::appended(
            "shares-of-one-that-shares",
            &(guest("test", "") + &guest("staging", "nat = \"none\"").replace("\"dev\"", "\"test\"")),
        ),
        Case::appended(
            "shares-in-a-circle",
            &(guest("test", "").replace("\"dev\"", "\"staging\"") + &guest("staging", "").replace("\"dev\"", "\"test\"")),
        )
        .finds(2),
        Case::hcl("shares-host-unreadable", GOOD.replace("\"111111111111\"", "111") + &guest("staging", SCOPED)),
        Case::appended("shares-production", prod)
            .with("environment \"dev\" {", "environment \"prod\" {")
            .with("environment = \"dev\"", "environment = \"prod\"")
            .with(
                "\"CC-1\"\n",
                "\"CC-1\"\n\n  terraform {\n    required_version = \">= 1.10\"\n    backend \"s3\" {\n      bucket         = \"acme-state\"\n      region         = \"eu-west-1\"\n    }\n  }\n",
            ),
        Case::appended("shares-as-production", &guest("prod", "")),
        case("shares-as-production-by-profile", "profile = \"production\""),
        Case::appended("shares-as-nobody-knows-what", &guest("integration", "")),
        Case::appended("shares-called-production", &guest("prod", "profile = \"development\"")),
        Case::appended("shares-with-a-cell", &(guest("staging", "") + &cell("beta", 1, "staging"))),
        Case::appended(
            "shares-with-cells",
            &(guest("staging", "") + &cell("beta", 1, "staging") + &cell("gamma", 2, "staging")),
        ),
        // The host has no cells: one finding, at the host.
        Case::hcl("shares-without-any-cell", GOOD.split("cell \"alpha\"").next().unwrap().to_owned() + &guest("staging", "")),
    ]
}

fn contents() -> Vec<Case> {
    let connection = |to: &str| format!("connection \"out\" {{\n      to    = \"{to}\"\n      ports = [8080]\n    }}");
    vec![
        case("shares-with-a-key-of-cells", "nat = \"per-zone\""),
        case(
            "shares-with-keys-of-cells",
            "account = \"111111111111\"\nregion  = \"eu-west-1\"\nnode_tier \"spot\" {\n  capacity = \"spot\"\n}\ntags    = { Team = \"payments\", CellID = \"x\" }",
        ),
        case("shares-with-a-wrong-key-of-cells", "account = 3"),
        with_host("shares-namespace-twice", "namespace \"payments-staging\" {}", ""),
        Case::appended(
            "shares-namespace-of-two-guests",
            &(guest("staging", "") + &guest("test", "").replace("payments-test", "payments-staging")),
        ),
        case("shares-access-name-twice", &SCOPED.replace("\"testers\"", "\"platform\"")),
        with_host(
            "shares-connection-to-host",
            "namespace \"ledger\" {}",
            &format!("namespace \"cards-staging\" {{\n    {}\n  }}", connection("ledger")),
        ),
        with_host(
            "shares-connection-from-host",
            &format!("namespace \"ledger\" {{\n    {}\n  }}", connection("payments-staging")),
            "",
        ),
        with_host(
            "shares-exposure-through-endpoints",
            "interface_endpoints = [\"ecr.api\"]",
            "namespace \"cards-staging\" {\n    exposure = \"internal\"\n    ports    = [443, 8443]\n  }",
        )
        .with("  access \"platform\"", "  namespace \"payments\" {}\n\n  access \"platform\""),
        with_host(
            "shares-exposure-through-egress",
            "namespace \"payments\" {\n    exposure = \"internal\"\n    ports    = [8443]\n  }",
            "namespace \"cards-staging\" {\n    egress \"offices\" {\n      cidrs = [\"10.0.0.0/8\"]\n      ports = [8443]\n    }\n  }",
        )
        .finds(2),
        // Near is only what it can lead to.
        with_host(
            "shares-connection-misspelled",
            "namespace \"payments\" {}",
            &format!("namespace \"cards-staging\" {{\n    {}\n  }}", connection("payment")),
        ),
        case("shares-privileged", "namespace \"agents-staging\" {\n    pod_security = \"privileged\"\n  }"),
        case(
            "shares-user",
            &SCOPED.replace("role/tester", "user/tester"),
        ),
        Case::appended(
            "shares-connection-between-guests",
            &(guest("staging", "")
                + &guest(
                    "test",
                    &format!("namespace \"cards-test\" {{\n    {}\n  }}", connection("payments-staging")),
                )),
        ),
    ]
}

fn access() -> Vec<Case> {
    let scope = |to: &str| SCOPED.replace("[\"payments-staging\"]", to);
    let whole = |policy: &str| SCOPED.replace("namespaces = [\"payments-staging\"]", "").replace("edit", policy);
    let wide = |grant: &str| {
        format!("access \"wide\" {{\n    principal = \"arn:aws:iam::111111111111:role/wide\"\n    {grant}\n  }}")
    };
    let grouped = |policy: &str| policy.replace("policy ", "groups     = [\"testers\"]\n    policy ");
    vec![
        with_host("shares-reached-by-viewers", &wide("role      = \"viewer\""), ""),
        with_host("shares-reached-by-policy", &wide("policy    = \"view\""), ""),
        with_host("shares-reached-by-platform", &wide("role      = \"platform-admin\""), ""),
        with_host("shares-reached-by-release-managers", &wide("role      = \"release-manager\""), ""),
        // That it changes workloads everywhere is a finding by itself.
        with_host("shares-reached-by-developers", &wide("role      = \"developer\""), "").finds(2),
        with_host(
            "shares-reached-by-custom-role",
            &format!(
                "role \"debugger\" {{\n    rule \"shell\" {{\n      api_groups = [\"\"]\n      resources  = [\"pods/exec\"]\n      \
                 verbs      = [\"create\", \"get\"]\n    }}\n  }}\n\n  {}",
                wide("role      = \"debugger\"")
            ),
            "",
        )
        .finds(2),
        case("shares-access-to-everything", &whole("edit")),
        case("shares-access-of-administrator", &whole("cluster-admin")),
        case("shares-access-of-confined-administrator", &SCOPED.replace("edit", "cluster-admin")),
        case(
            "shares-access-to-nothing",
            "access \"testers\" {\n    principal = \"arn:aws:iam::111111111111:role/tester\"\n  }",
        ),
        with_host("shares-access-to-host", "namespace \"payments\" {}", &scope("[\"payments-staging\", \"payments\"]")),
        with_host("shares-access-by-pattern", "namespace \"payments\" {}", &scope("[\"payments*\"]")),
        case("shares-access-to-the-system", &scope("[\"kube-*\"]")),
        case("shares-access-to-nowhere", &scope("[\"cards-staging\"]")),
        Case::appended(
            "shares-access-without-namespaces",
            &guest("staging", SCOPED).replace("  namespace \"payments-staging\" {}\n", ""),
        ),
        with_host(
            "shares-access-from-host",
            &scope("[\"payments-*\"]").replace("/tester", "/developer").replace("\"testers\"", "\"developers\""),
            "",
        ),
        with_host(
            "shares-access-of-one-group",
            &format!(
                "namespace \"payments\" {{}}\n\n  {}",
                grouped(
                    &scope("[\"payments\"]")
                        .replace("/tester", "/developer")
                        .replace("access \"testers\"", "access \"developers\"")
                )
            ),
            &grouped(SCOPED),
        ).finds(3),
        case("shares-access-of-one-principal", &SCOPED.replace("role/tester", "role/platform-engineer")),
        // What could not be read may be the namespace that is meant.
        case(
            "shares-access-to-unreadable",
            &format!("namespace \"cards-staging\" {{ ports = 3 }}\n{}", scope("[\"cards-staging\"]")),
        ),
    ]
}
