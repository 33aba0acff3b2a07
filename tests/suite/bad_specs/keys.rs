//! Keys that nobody reads, keys that are missing, and keys that are set again and again.

use super::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = unknown();
    cases.extend(missing());
    cases.extend(repeated());
    cases
}

fn repeated() -> Vec<Case> {
    let repeated = "  cidr = \"10.1.0.0/16\"\n".repeat(22);
    vec![Case::appended(
        "keys-repeated-many-times",
        &format!("\ncell \"beta\" {{\n  environment = \"dev\"\n{repeated}}}\n"),
    )]
}

fn unknown() -> Vec<Case> {
    vec![
        Case::fleet("unknown-key-in-fleet", "ownr = \"platform\""),
        Case::environment("unknown-key-far-from-any", "autopilot = true"),
        Case::environment("unknown-key-hyphen", "service-cidr = \"172.20.0.0/16\""),
        Case::environment("unknown-key-plural", "tag = { A = \"b\" }"),
        Case::cell("unknown-key-in-cell", "tenant = [\"coop-north\"]"),
        Case::cell("unknown-key-of-another-block", "kubernetes = \"1.35\""),
        Case::appended("unknown-block", "vpc \"main\" {\n  cidr = \"10.0.0.0/16\"\n}\n"),
        Case::appended(
            "unknown-block-near",
            "cells \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}\n",
        ),
        Case::appended("unknown-attribute-at-root", "region = \"eu-west-1\"\n"),
        Case::environment(
            "unknown-inner-block",
            "acess \"second\" {\n  principal = \"arn:aws:iam::111111111111:role/x\"\n}",
        ),
        Case::environment("unknown-key-in-object", "endpoint = { publc = true }"),
        Case::environment(
            "unknown-key-in-taint",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  taint \"a\" {\n    effect = \"PreferNoSchedule\"\n    key    = \"a\"\n  }\n}",
        ),
        Case::environment("unknown-key-american", "cost_center = \"CC-2\""),
        Case::fleet(
            "unknown-key-in-backend",
            "terraform {\n  backend \"s3\" {\n    bucket = \"acme-state\"\n    region = \"eu-west-1\"\n    dynamodb_table = \"acme-locks\"\n    use_lock_file = true\n  }\n}",
        ),
    ]
}

fn missing() -> Vec<Case> {
    let without = |name, line: &str| Case::edited(name, &[(line, "")]);
    vec![
        without("missing-owner", "  owner       = \"platform\"\n"),
        without("missing-cost-centre", "  cost_centre = \"CC-1\"\n"),
        without("missing-account", "  account = \"111111111111\"\n"),
        without("missing-region", "  region  = \"eu-west-1\"\n"),
        without("missing-environment", "  environment = \"dev\"\n"),
        without("missing-cidr", "  cidr        = \"10.0.0.0/16\"\n"),
        without("missing-principal", "    principal = \"arn:aws:iam::111111111111:role/platform-engineer\"\n"),
        Case::appended("missing-everything-of-a-cell", "cell \"beta\" {}\n"),
        Case::environment("missing-effect", "node_tier \"spot\" {\n  capacity = \"spot\"\n  taint \"a\" {}\n}"),
        Case::environment(
            "missing-memory-limit",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits   = { cpu = 8 }\n}",
        ),
        Case::environment("missing-bucket-null", "tags = null\naccess \"second\" {\n  principal = null\n}"),
        Case::fleet("missing-bucket", "terraform {\n  backend \"s3\" {\n    region = \"eu-west-1\"\n  }\n}"),
        Case::environment("missing-keys-of-workload-identity", "workload_identity \"scoring\" {}").finds(3),
    ]
}
