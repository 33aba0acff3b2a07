//! Domains, and the zones of Route 53 that hold them.

use super::checked_text::{Remedy, checked_text, is_lower};

checked_text! {
    /// A DNS domain. Limits: RFC 1035, labels of 63 characters, 253 in all.
    DomainName: "a domain name", 1..=253,
    |text| text.contains('.') && text.split('.').all(|label| is_lower(label, "-") && label.len() <= 63),
    "lower-case labels with dots between them, none longer than 63 characters",
    pattern: "^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+$", examples: ["delivery.example.com"],
    remedy: bare_domain
}

/// Without what addresses and zone files add to a domain.
fn bare_domain(input: &str) -> Option<Remedy> {
    let bare = input.strip_prefix("https://").or_else(|| input.strip_prefix("http://")).unwrap_or(input);
    let bare = bare.trim_end_matches('/').trim_end_matches('.').trim_start_matches("*.").to_ascii_lowercase();
    (bare != input && bare.parse::<DomainName>().is_ok()).then_some(Remedy::Value(bare))
}

checked_text! {
    /// The id of a hosted zone in Route 53 (API reference, `HostedZone`: 32 characters at most).
    HostedZoneId: "the id of a hosted zone", 2..=32,
    |text| text.starts_with('Z') && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()),
    "`Z` and up to 31 capital letters and digits", pattern: "^Z[A-Z0-9]{1,31}$", examples: ["Z0123456789ABCDEFGHIJ"],
    remedy: bare_zone_id
}

/// The API of Route 53 and its command line write the path in front of it.
fn bare_zone_id(input: &str) -> Option<Remedy> {
    let is_arn = |text: &str| text.starts_with("arn:") && text.ends_with(":::");
    let (_, id) =
        input.split_once("hostedzone/").filter(|(before, _)| matches!(*before, "" | "/") || is_arn(before))?;
    id.parse::<HostedZoneId>().is_ok().then(|| Remedy::Value(id.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn domains_have_two_labels_at_least() {
        check::<DomainName>(&[
            ("delivery.example.com", Ok("delivery.example.com")),
            (
                "example",
                Err("`example` is not a domain name: lower-case labels with dots between them, none longer than 63 \
                     characters | write one such as `delivery.example.com`"),
            ),
        ]);
    }

    #[test]
    fn the_path_before_the_id_of_a_zone_is_not_part_of_it() {
        let zone = "is not the id of a hosted zone: `Z` and up to 31 capital letters and digits";
        check::<HostedZoneId>(&[(
            "/hostedzone/Z0123456789ABCDEFGHIJ",
            Err(&format!("`/hostedzone/Z0123456789ABCDEFGHIJ` {zone} | write `Z0123456789ABCDEFGHIJ`")),
        )]);
    }
}
