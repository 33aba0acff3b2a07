//! Names of service accounts.

use super::checked_text::{Remedy, checked_text, is_lower};

checked_text! {
    /// The name of a service account in Kubernetes: a DNS subdomain (Kubernetes, "Object Names and IDs").
    ServiceAccountName: "the name of a service account", 1..=253,
    |text| text.split('.').all(|label| is_lower(label, "-")),
    "up to 253 lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part",
    pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$", examples: ["scoring"],
    remedy: in_lower_case
}

fn in_lower_case(input: &str) -> Option<Remedy> {
    let name = input.to_ascii_lowercase().replace(['_', ' '], "-");
    (name != input && name.parse::<ServiceAccountName>().is_ok()).then_some(Remedy::Value(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn names_are_subdomains() {
        let rule = "is not the name of a service account: up to 253 lower-case letters, digits, hyphens and dots, with a letter \
                    or digit at both ends of each part";
        check::<ServiceAccountName>(&[
            ("scoring", Ok("scoring")),
            ("team.scoring-v2", Ok("team.scoring-v2")),
            ("Scoring_V2", Err(&format!("`Scoring_V2` {rule} | write `scoring-v2`"))),
            ("scoring.", Err(&format!("`scoring.` {rule} | write one such as `scoring`"))),
        ]);
    }
}
