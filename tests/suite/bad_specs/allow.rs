//! `allow` blocks: findings that their owner accepts, and blocks that accept nothing.

use super::case::Case;

const OPEN: &str = "endpoint = { public = true, cidrs = [\"0.0.0.0/0\"] }";

fn open_with(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &format!("{OPEN}\n{lines}"))
}

pub(crate) fn cases() -> Vec<Case> {
    let until =
        |day: &str| format!("allow \"CELL0411\" {{\n  reason = \"pilot without customers\"\n  until  = \"{day}\"\n}}");
    vec![
        open_with("allow-without-reason", "allow \"CELL0411\" {}"),
        open_with("allow-reason-too-short", "allow \"CELL0411\" { reason = \"ok\" }"),
        Case::environment("allow-of-files-on-disk", "allow \"CELL1015\" { reason = \"as agreed with the team\" }"),
        open_with("allow-no-such-day", &until("2027-02-30")),
        open_with("allow-expired", &until("2026-11-20")).finds(2),
        open_with("allow-unknown-rule", "allow \"CELL9999\" { reason = \"pilot without customers\" }").finds(2),
        open_with("allow-not-a-code", "allow \"endpoint\" { reason = \"pilot without customers\" }").finds(2),
        open_with("allow-code-of-reading", "allow \"CELL0204\" { reason = \"pilot without customers\" }").finds(2),
        open_with("allow-misspelled", "alow \"CELL0411\" { reason = \"pilot without customers\" }").finds(2),
        Case::environment("allow-unused", "allow \"CELL0411\" { reason = \"pilot without customers\" }"),
        Case::cell("allow-of-what-fails", "allow \"CELL0401\" { reason = \"pilot without customers\" }")
            .with("10.0.0.0/16", "10.0.0.0/8")
            .finds(2),
        Case::cell("allow-elsewhere", "allow \"CELL0411\" { reason = \"pilot without customers\" }")
            .with("region  = \"eu-west-1\"\n", &format!("region  = \"eu-west-1\"\n  {OPEN}\n"))
            .finds(2),
        open_with(
            "allow-not-judged-with-errors",
            "allow \"CELL0307\" { reason = \"pilot without customers\" }\nnat = 3",
        )
        .finds(2),
    ]
}
