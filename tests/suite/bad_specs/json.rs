//! JSON: strict, and with the messages of HCL.

use super::case::Case;

const GOOD: &str = r#"{
  "fleet": { "demo": { "owner": "platform", "cost_centre": "CC-1" } },
  "environment": {
    "dev": {
      "account": "111111111111",
      "region": "eu-west-1",
      "access": {
        "platform": { "principal": "arn:aws:iam::111111111111:role/platform-engineer", "policy": "cluster-admin" }
      }
    }
  },
  "cell": {
    "alpha": { "environment": "dev", "cidr": "10.0.0.0/16" }
  }
}
"#;

pub(crate) fn edited(name: &'static str, from: &str, to: &str) -> Case {
    assert!(GOOD.contains(from), "{name}: nothing to replace: {from}");
    Case::json(name, GOOD.replacen(from, to, 1))
}

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::json("json-empty-file", ""),
        Case::json("json-root-list", "[]\n"),
        Case::json("json-root-string", "\"fleet\"\n"),
        Case::json("json-empty-object", "{}\n"),
        edited("json-comment", "  \"cell\"", "  // the cells\n  \"cell\""),
        edited("json-trailing-comma", "\"10.0.0.0/16\" }", "\"10.0.0.0/16\" },"),
        edited("json-missing-comma", "\"111111111111\",", "\"111111111111\""),
        edited("json-single-quotes", "\"dev\",", "'dev',"),
        edited("json-bare-key", "\"cidr\"", "cidr"),
        edited("json-unclosed", "  }\n}\n", "  }\n"),
        edited("json-unclosed-string", "\"10.0.0.0/16\" }", "\"10.0.0.0/16 }"),
        edited("json-text-after-the-end", "  }\n}\n", "  }\n}\n{}\n"),
        edited("json-duplicate-key", "\"region\"", "\"account\": \"222222222222\",\n      \"region\""),
        edited(
            "json-duplicate-label",
            "\"10.0.0.0/16\" }",
            "\"10.0.0.0/16\" },\n    \"alpha\": { \"environment\": \"dev\", \"cidr\": \"10.1.0.0/16\" }",
        ),
        edited("json-number-for-account", "\"111111111111\"", "111111111111"),
        edited("json-null-for-required", "\"eu-west-1\"", "null"),
        edited("json-unknown-key", "\"cidr\"", "\"cdir\": 1, \"cidr\""),
        edited("json-list-of-blocks", "{ \"environment\": \"dev\", \"cidr\": \"10.0.0.0/16\" }", "[]"),
        Case::json(
            "json-terraform-style-list",
            GOOD.replace("\"cell\": {\n    \"alpha\": {", "\"cell\": [\n    {")
                .replace("\"10.0.0.0/16\" }\n  }", "\"10.0.0.0/16\" }\n  ]"),
        ),
        edited(
            "json-block-without-label",
            "\"alpha\": { \"environment\": \"dev\", \"cidr\": \"10.0.0.0/16\" }",
            "\"environment\": \"dev\", \"cidr\": \"10.0.0.0/16\"",
        ),
        edited(
            "json-float-for-count",
            "\"access\"",
            "\"encryption\": { \"deletion_window_days\": 7.5 },\n      \"access\"",
        ),
        edited("json-bad-escape", "\"platform\"", "\"plat\\qform\""),
        edited(
            "json-not-a-number",
            "\"access\"",
            "\"encryption\": { \"deletion_window_days\": NaN },\n      \"access\"",
        ),
        edited(
            "json-backend-without-label",
            "\"owner\"",
            "\"terraform\": { \"backend\": { \"bucket\": \"acme\", \"region\": \"eu-west-1\" } }, \"owner\"",
        ),
    ]
}
