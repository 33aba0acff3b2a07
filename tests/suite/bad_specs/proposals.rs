//! Mistakes with a certain remedy, in both languages: help and edits are in the language of the file.

use super::case::Case;
use super::json::edited;

pub(crate) fn cases() -> Vec<Case> {
    hcl().into_iter().chain(json()).collect()
}

fn hcl() -> Vec<Case> {
    vec![
        Case::cell("proposal-same-key-twice", "environment = \"dev\""),
        Case::environment("proposal-unused-allow", "allow \"CELL0411\" {\n  reason = \"pilot without customers\"\n}"),
        Case::environment("proposal-key-of-another-tier", "node_tier \"system\" {\n  capacity = \"spot\" # why\n}"),
        Case::environment("proposal-tags", "tags = { CellID = \"a\", Team = \"b\" }"),
        Case::cell("proposal-element-twice", "tenants = [\n  \"coop-north\",\n  \"coop-north\",\n]"),
        Case::cell("proposal-one-in-brackets", "region = [ # why\n  \"eu-west-1\"\n]"),
        Case::cell("proposal-key-is-there-already", "cdir = \"10.1.0.0/16\""),
        Case::cell("proposal-meant-twice", "tenant = [\"a\"]\n  tenantss = [\"b\"]").finds(2),
        Case::environment("proposal-key-with-label", "acess \"b\" {\n  policy = \"view\"\n}"),
        Case::cell("proposal-heredoc-for-word", "region = <<-EOT\n  eu-west-1\n  EOT"),
        Case::cell("proposal-heredoc-for-list", "tenants = <<-EOT\n  coop-north\n  EOT"),
    ]
}

fn json() -> Vec<Case> {
    vec![
        edited("json-unknown-key-near", "\"cidr\"", "\"tennants\": [\"coop-north\"], \"cidr\""),
        edited("json-word-near", "\"cluster-admin\"", "\"cluster_admin\""),
        edited("json-reference-near", "\"environment\": \"dev\"", "\"environment\": \"dve\""),
        edited("json-host-bits", "10.0.0.0/16", "10.0.0.1/16"),
        edited("json-number-for-string", "\"CC-1\"", "17"),
        edited(
            "json-string-for-number",
            "\"access\"",
            "\"encryption\": { \"deletion_window_days\": \"7\" },\n      \"access\"",
        ),
        edited("json-one-for-list", "\"cidr\"", "\"tenants\": \"coop-north\", \"cidr\""),
        edited("json-list-for-one", "\"10.0.0.0/16\"", "[\"10.0.0.0/16\"]"),
        edited("json-element-twice", "\"cidr\"", "\"tenants\": [\"coop-north\", \"coop-north\"], \"cidr\""),
        edited("json-same-key-twice", "\"region\"", "\"account\": \"111111111111\",\n      \"region\""),
        edited("json-object-for-string", "\"cidr\"", "\"class\": { \"name\": \"a\" }, \"cidr\""),
        edited("json-string-for-object", "\"access\"", "\"endpoint\": \"public\",\n      \"access\""),
        edited("json-rule-with-attribute", "\"access\"", "\"endpoint\": { \"public\": true },\n      \"access\""),
        edited(
            "json-key-of-another-tier",
            "\"access\"",
            "\"node_tier\": { \"system\": { \"capacity\": \"spot\", \"min\": 2 } },\n      \"access\"",
        ),
        edited(
            "json-unused-allow",
            "\"access\"",
            "\"allow\": {\n        \"CELL0411\": {\n          \"reason\": \"pilot without customers\"\n        }\n      },\n      \"access\"",
        ),
    ]
}
