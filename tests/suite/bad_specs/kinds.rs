//! Strings where numbers are wanted, and the like.

use super::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::edited("kind-number-for-string", &[("\"CC-1\"", "17")]),
        Case::edited("kind-bool-for-string", &[("\"CC-1\"", "true")]),
        Case::edited("kind-list-for-string", &[("\"10.0.0.0/16\"", "[\"10.0.0.0/16\"]")]),
        Case::edited("kind-object-for-string", &[("\"eu-west-1\"", "{ name = \"eu-west-1\" }")]),
        Case::environment("kind-string-for-list", "zones = \"a\""),
        Case::environment("kind-number-for-list", "node_tier \"spot\" {\n  capacity = \"spot\"\n  cpus     = 4\n}"),
        Case::environment("kind-object-for-list", "zones = { a = true, b = true }"),
        Case::environment("kind-string-for-number", "encryption = { deletion_window_days = \"30\" }"),
        Case::environment("kind-word-for-number", "encryption = { deletion_window_days = \"thirty\" }"),
        Case::environment("kind-string-for-bool", "endpoint = { public = \"true\" }"),
        Case::environment("kind-word-for-bool", "endpoint = { public = \"yes\" }"),
        Case::environment("kind-number-for-bool", "endpoint = { public = 1 }"),
        Case::environment("kind-bool-for-object", "endpoint = true"),
        Case::environment("kind-string-for-object", "logs = \"all\""),
        Case::environment("kind-list-for-object", "tags = [\"a\"]"),
        Case::environment("kind-block-for-list", "zones {\n  a = true\n}"),
        Case::environment("kind-attribute-for-block", "node_tier = \"spot\""),
        Case::environment("kind-list-for-block", "node_tier = [{ capacity = \"spot\" }]"),
        Case::edited(
            "kind-wrong-elements",
            &[("\"eu-west-1\"\n", "\"eu-west-1\"\n  zones   = [\"a\", 2, true, null]\n")],
        )
        .finds(3),
        Case::environment("kind-nested-list", "zones = [[\"a\", \"b\"]]"),
        Case::environment(
            "kind-quoted-quantity",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits   = { cpu = true, memory = \"8Gi\" }\n}",
        ),
    ]
}
