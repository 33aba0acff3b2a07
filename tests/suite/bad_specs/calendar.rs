//! Versions that were right once. Cases are judged on 2026-11-21.

use super::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::environment("calendar-nearly-extended", "kubernetes = \"1.34\""),
        Case::environment("calendar-extended", "kubernetes = \"1.33\""),
        Case::environment("calendar-extended-in-two-cells", "kubernetes = \"1.32\"\nclass \"large\" {}")
            .with("cell \"alpha\" {\n", "cell \"beta\" {\n  environment = \"dev\"\n  class = \"large\"\n  cidr = \"10.1.0.0/16\"\n}\n\ncell \"alpha\" {\n"),
        Case::environment("gate-upgrade-policy", "upgrade_policy = \"standard\""),
        Case::environment("gate-zonal-shift", "zonal_shift = true").with(
            "cost_centre = \"CC-1\"\n",
            "cost_centre = \"CC-1\"\n  terraform {\n    aws_provider = \"~> 5.61\"\n  }\n",
        ),
        Case::environment("calendar-last-days", "kubernetes = \"1.31\""),
    ]
}
