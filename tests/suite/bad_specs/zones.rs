//! Zones that hold the names of somebody else, and certificates that nobody proves.

use super::case::Case;
use super::entry_points::edited;

/// A line of the fleet that every edit below keeps, with room for another environment before it.
const ENVIRONMENT: &str = "environment \"dev\" {\n  account = \"111111111111\"\n";
const ZONE: &str = "    zone_id = \"Z0123456789ABCDEFGHIJ\"\n";
const ACCOUNT: &str = "account \"111111111111\" {\n  validation_records = \"create\"\n}\n\n";

pub(crate) fn cases() -> Vec<Case> {
    [domains(), zones(), records(), names()].concat()
}

/// An environment with one cell, before that of the fleet.
fn environment(name: &str, account: &str, lines: &str) -> String {
    format!(
        r#"environment "{name}" {{
  account = "{account}"
  region  = "eu-west-1"
{lines}
  access "platform" {{
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }}
}}

cell "gamma" {{
  environment = "{name}"
  cidr        = "10.2.0.0/16"
}}

"#
    )
}

/// Another environment with a zone.
fn beside(domain: &str, zone: &str) -> String {
    let lines = format!("  domain  = \"{domain}\"\n\n  dns {{\n    zone_id = \"{zone}\"\n  }}\n");
    format!("{}{ENVIRONMENT}", environment("test", "111111111111", &lines))
}

fn domains() -> Vec<Case> {
    let other = "Z0123456789ABCDEFGHIK";
    vec![
        edited("zone-with-the-domain-of-another-one", &[(ENVIRONMENT, &beside("dev.example.com", other))]),
        edited("zone-inside-another-one", &[(ENVIRONMENT, &beside("test.dev.example.com", other))]),
    ]
}

fn zones() -> Vec<Case> {
    let parent = |id: &str| format!("{ZONE}    parent_zone_id = \"{id}\"\n");
    let role = "    region  = \"eu-west-1\"\n  }\n}\n\naccount";
    let foreign = role.replacen("  }\n", "    deploy_role = \"arn:aws:iam::444444444444:role/terraform\"\n  }\n", 1);
    let elsewhere = beside("test.example.com", "Z0123456789ABCDEFGHIK");
    vec![
        edited("zone-of-two-environments", &[(ENVIRONMENT, &beside("test.example.com", "Z0123456789ABCDEFGHIJ"))]),
        edited("zone-that-is-its-own-parent", &[(ZONE, &parent("Z0123456789ABCDEFGHIJ"))]),
        edited("zone-under-a-zone-beside-it", &[(ZONE, &parent("Z0123456789ABCDEFGHIK")), (ENVIRONMENT, &elsewhere)]),
        edited(
            "zone-in-another-partition",
            &[
                ("    region  = \"eu-west-1\"", "    region  = \"cn-north-1\""),
                ("\"eu-central-1\"", "\"cn-northwest-1\""),
                ("arn:aws:iam::111111111111:role/operations", "arn:aws-cn:iam::111111111111:role/operations"),
            ],
        ),
        edited("zone-with-a-foreign-role", &[(role, &foreign)]),
    ]
}

fn records() -> Vec<Case> {
    let tenant =
        "tenant \"river-bank\" {\n  certificate = \"own\"\n\n  home \"dev\" {\n    cell = \"alpha\"\n  }\n}\n\n";
    let idle = "account \"444444444444\" {\n  validation_records = \"exists\"\n}\n\n";
    let idle = format!("{idle}{}", environment("qa", "444444444444", "  profile = \"development\"\n"));
    let here = "    account = \"333333333333\"\n";
    let external = |zone: &str| {
        format!(
            "  namespace \"web\" {{\n    exposure = \"public\"\n    ports    = [8080]\n  }}\n\n  application \"external-dns\" {{\n    zones = [\"{zone}\"]\n  }}\n"
        )
    };
    let (own, other) = (external("Z0123456789ABCDEFGHIJ"), external("Z0123456789ABCDEFGHIK"));
    let namespace = "  namespace \"web\" {}\n";
    vec![
        edited("validation-records-unsaid", &[(ACCOUNT, "")]),
        edited(
            "validation-records-unsaid-in-block",
            &[("  validation_records = \"create\"\n", "  spot_role = \"exists\"\n")],
        ),
        edited("validation-records-for-nothing", &[(ACCOUNT, &format!("{ACCOUNT}{idle}"))]),
        edited("own-certificate-of-a-tenant-that-shares", &[("cell \"alpha\"", &format!("{tenant}cell \"alpha\""))]),
        edited("external-dns-in-another-zone", &[(here, "    account = \"111111111111\"\n"), (namespace, &other)]),
        edited("external-dns-in-another-account", &[(namespace, &own)]),
    ]
}

fn names() -> Vec<Case> {
    vec![edited(
        "role-after-role-with-an-old-provider",
        &[(ENVIRONMENT, &format!("{ENVIRONMENT}  deploy_role = \"arn:aws:iam::111111111111:role/terraform\"\n"))],
    )]
}
