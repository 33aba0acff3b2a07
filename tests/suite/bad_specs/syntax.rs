//! Text that is not HCL.

use super::case::{Case, GOOD};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::hcl("syntax-empty-file", ""),
        Case::hcl("syntax-only-comments", "# Nothing yet.\n// Here neither.\n/* Nor here. */\n"),
        Case::edited(
            "syntax-unclosed-block",
            &[("  cidr        = \"10.0.0.0/16\"\n}", "  cidr        = \"10.0.0.0/16\"\n")],
        ),
        Case::edited("syntax-unclosed-inner-block", &[("\"cluster-admin\"\n  }", "\"cluster-admin\"\n")]),
        Case::edited("syntax-unclosed-string", &[("\"platform\"\n", "\"platform\n")]),
        Case::hcl("syntax-unclosed-string-at-the-end", format!("{GOOD}owner = \"platform")),
        Case::environment("syntax-unclosed-list", "zones = [\"a\", \"b\""),
        Case::environment("syntax-unclosed-object", "endpoint = { public = false"),
        Case::hcl("syntax-unclosed-comment", format!("{GOOD}/* the rest is a comment\n")),
        Case::fleet("syntax-unclosed-heredoc", "domain = <<EOT\nexample.com"),
        Case::hcl("syntax-stray-brace", format!("{GOOD}}}\n")),
        Case::hcl("syntax-stray-text", format!("{GOOD}this is not HCL\n")),
        Case::hcl("syntax-stray-word", format!("{GOOD}cell\n")),
        Case::hcl("syntax-prose", "Dear compiler, please make me a cluster.\n"),
        Case::environment("syntax-one-line-block", "endpoint { public = true, cidrs = [\"203.0.113.0/24\"] }"),
        Case::environment("syntax-one-line-block-without-comma", "endpoint { public = false cidrs = [] }"),
        Case::edited("syntax-missing-equals", &[("region  = \"eu-west-1\"", "region \"eu-west-1\"")]),
        Case::edited("syntax-missing-value", &[("= \"platform\"\n", "=\n")]),
        Case::edited("syntax-colon-for-equals", &[("owner       = ", "owner: ")]),
        Case::edited("syntax-comma-after-attribute", &[("\"platform\"\n", "\"platform\",\n")]),
        Case::edited("syntax-single-quotes", &[("\"platform\"\n", "'platform'\n")]),
        Case::edited("syntax-curly-quotes", &[("\"platform\"\n", "“platform”\n")]),
        Case::edited("syntax-two-attributes-on-a-line", &[("\"platform\"\n  cost", "\"platform\" cost")]),
        Case::edited("syntax-brace-on-next-line", &[("cell \"alpha\" {", "cell \"alpha\"\n{")]),
        Case::edited("syntax-unquoted-cidr", &[("\"10.0.0.0/16\"", "10.0.0.0/16")]),
        Case::edited("syntax-bad-escape", &[("\"platform\"\n", "\"plat\\form \\q\"\n")]),
        Case::environment("syntax-missing-comma-in-list", "zones = [\"a\" \"b\"]"),
        Case::edited("syntax-hyphen-in-key", &[("cost_centre", "cost centre")]),
        Case::folder("syntax-one-file-of-two", &[("cells.hcl", "cell \"beta\" {\n"), ("fleet.hcl", GOOD)]),
        Case::folder(
            "syntax-two-files",
            &[("a.hcl", "cell \"beta\" {\n"), ("b.json", "{ \"cell\": "), ("c.hcl", GOOD)],
        )
        .finds(2),
        Case::nothing("unreadable-no-spec", None),
        Case::nothing("unreadable-missing-file", Some("missing.hcl")),
        Case::folder("unreadable-folder-without-spec", &[("README.md", "Soon.\n")]),
    ]
}
