//! Routers that could not lead anybody to a cell.

use super::case::Case;
use super::entry_points::edited;

pub(crate) fn cases() -> Vec<Case> {
    [switches(), names(), buckets()].concat()
}

/// The router of the fleet that cases change.
const ROUTER: &str = r#"  router {
    evacuation {
      region     = "eu-central-1"
      principals = ["arn:aws:iam::111111111111:role/operations"]
    }
  }"#;

/// The front door of the fleet, without which the router leads nowhere.
const FRONT_DOOR: &str = r#"  front_door {
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
"#;

/// The end of [`ROUTER`], where more of it can be written.
const END_OF_ROUTER: &str = "role/operations\"]\n    }\n";

fn in_router(name: &'static str, lines: &str) -> Case {
    edited(name, &[(END_OF_ROUTER, &format!("{END_OF_ROUTER}    {lines}\n"))])
}

fn switches() -> Vec<Case> {
    let principals = "[\"arn:aws:iam::111111111111:role/operations\"]\n    }\n  }";
    let internal = ("exposure = \"public\"", "exposure = \"internal\"");
    let peers =
        ("  domain  = \"dev.example.com\"\n", "  domain  = \"dev.example.com\"\n  peers   = [\"192.168.0.0/16\"]\n");
    vec![
        edited("router-switch-in-the-region-of-its-cell", &[("\"eu-central-1\"", "\"eu-west-1\"")]),
        edited("router-switch-that-nobody-may-use", &[(principals, "[]\n    }\n  }")]),
        edited("router-switch-in-another-partition", &[("\"eu-central-1\"", "\"cn-north-1\"")]),
        edited(
            "router-switch-for-another-partition",
            &[(
                "[\"arn:aws:iam::111111111111:role/operations\"]",
                "[\"arn:aws-cn:iam::111111111111:role/operations\"]",
            )],
        ),
        edited("router-without-switches", &[(ROUTER, "  router {}")]),
        edited("router-internal-without-switches", &[(ROUTER, "  router {}"), internal, peers]),
        edited("router-internal", &[internal, peers]),
        edited("router-path-of-no-route", &[("port      = 8080\n", "port      = 8080\n      path      = \"/web\"\n")]),
        edited(
            "router-path-of-a-host",
            &[
                ("port      = 8080\n", "port      = 8080\n      host      = \"web\"\n"),
                (END_OF_ROUTER, &format!("{END_OF_ROUTER}    health_path = \"/ready\"\n")),
            ],
        ),
        edited(
            "router-without-a-zone",
            &[("  dns {\n    zone_id = \"Z0123456789ABCDEFGHIJ\"\n  }\n\n  namespace", "  namespace")],
        ),
        edited("router-without-a-front-door", &[(FRONT_DOOR, "")]),
        in_router("router-interval", "interval_seconds = 15"),
        in_router("router-failures", "failures = 11"),
        in_router("router-ttl", "ttl_seconds = 0"),
    ]
}

/// As many tenants in cell `alpha`.
fn tenants(count: usize) -> String {
    let names: Vec<String> = (0..count).map(|number| format!("\"coop-{number:05}\"")).collect();
    format!("tenants     = [{}]", names.join(", "))
}

fn names() -> Vec<Case> {
    let listed = "tenants     = [\"coop-north\"]";
    let long = "a23456789.b23456789.c23456789.d23456789.e23456789.f23456789.g23456789.h23456789.i23456789.j23456789.";
    let long_domain = format!("{long}{long}example.com");
    vec![
        edited("router-many-records", &[(listed, &tenants(301))]),
        edited("router-more-records-than-a-zone", &[(listed, &tenants(9_995))]),
        edited(
            "router-home-without-a-cell",
            &[
                (listed, "tenants     = []"),
                ("cell \"alpha\"", "tenant \"coop-north\" {\n  home \"dev\" {}\n}\n\ncell \"alpha\""),
            ],
        ),
        edited("router-cell-called-like-a-bucket", &[("cell \"alpha\"", "cell \"b0042\"")]),
        edited(
            "router-name-too-long",
            &[
                ("\"dev.example.com\"", &format!("\"dev.{long_domain}\"")),
                (listed, "tenants     = [\"coop-north-of-the-long-river-that-no-map-has-a-name-for\"]"),
            ],
        ),
        edited(
            "router-more-checks-than-the-account-has",
            &[("namespace \"web\" {}", "namespace \"web\" {}\n\n  quotas = { health-checks = 2 }")],
        ),
    ]
}

/// The fleet with a second cell, and a router with these lines.
fn shared(name: &'static str, lines: &str) -> Case {
    let second = "cell \"beta\" {\n  environment = \"dev\"\n  cidr        = \"10.64.0.0/16\"\n}\n\ncell \"alpha\"";
    let router = format!("{END_OF_ROUTER}    tenants = \"buckets\"\n    {lines}\n");
    edited(name, &[("cell \"alpha\"", second), (END_OF_ROUTER, &router)])
}

fn buckets() -> Vec<Case> {
    let all = "buckets \"0000-0255\" {\n      cell = \"alpha\"\n    }";
    let standby = |standby: &str| all.replace("\"alpha\"\n", &format!("\"alpha\"\n      standby = \"{standby}\"\n"));
    let two = |first: &str, second: &str| {
        format!(
            "buckets \"{first}\" {{\n      cell = \"alpha\"\n    }}\n    buckets \"{second}\" {{\n      cell = \"beta\"\n    }}"
        )
    };
    vec![
        shared("buckets-without-ranges", ""),
        shared("buckets-with-a-gap", &two("0000-0127", "0129-0255")),
        shared("buckets-with-an-end-too-early", &two("0000-0127", "0128-0254")),
        shared("buckets-twice", &two("0000-0128", "0128-0255")),
        shared("buckets-beyond-the-count", &two("0000-0127", "0128-0256")),
        shared("buckets-of-a-cell-that-is-not-there", &all.replace("alpha", "omega")),
        shared("buckets-with-their-own-cell-as-standby", &standby("alpha")),
        shared("buckets-with-a-standby-beside-their-cell", &standby("beta")),
        shared("buckets-with-a-count-of-none", &format!("bucket_count = 0\n    {all}")),
        in_router("buckets-beside-names", all),
        shared("buckets-and-a-standby-of-a-home", all).with(
            "cell \"alpha\" {",
            "tenant \"coop-south\" {\n  home \"dev\" {\n    standby = \"beta\"\n  }\n}\n\ncell \"alpha\" {",
        ),
        shared("buckets-in-another-number", &format!("bucket_count = 128\n    {}", all.replace("0255", "0127")))
            .with_lock("{\n  \"format\": 1,\n  \"buckets dev\": 256\n}\n"),
    ]
}
