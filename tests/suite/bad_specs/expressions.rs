//! A specification is data.

use super::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    let owner = |name, to: &str| Case::edited(name, &[("\"platform\"\n", &format!("{to}\n"))]);
    vec![
        owner("expression-function", "lower(\"PLATFORM\")"),
        owner("expression-reference", "var.owner"),
        owner("expression-bare-word", "platform"),
        owner("expression-interpolation", "\"team-${var.owner}\""),
        owner("expression-directive", "\"%{ if true }platform%{ endif }\""),
        owner("expression-heredoc-interpolation", "<<EOT\nteam ${owner}\nEOT"),
        owner("expression-conditional", "true ? \"a\" : \"b\""),
        owner("expression-parentheses", "(\"platform\")"),
        owner("expression-index", "local.teams[0]"),
        Case::environment("expression-operator", "encryption = { deletion_window_days = 7 * 2 }"),
        Case::environment("expression-negation", "endpoint = { public = !true }"),
        Case::environment("expression-for", "zones = [for letter in [\"a\", \"b\"] : letter]"),
        Case::environment("expression-bare-word-in-list", "zones = [a, \"b\"]"),
        Case::environment("expression-computed-key", "tags = { (var.key) = \"x\" }"),
        Case::edited("expression-bare-reference-to-environment", &[("environment = \"dev\"", "environment = dev")]),
        Case::environment("expression-negative-number", "encryption = { deletion_window_days = -7 }"),
        owner("heredoc-with-line-end", "<<EOT\nplatform\nEOT"),
    ]
}
