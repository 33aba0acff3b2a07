//! What can be reached from outside that could not be before, or no longer can, in lines.

use std::fmt::Write as _;

use crate::diff::difference::{Change, Difference, Effect};

/// How many cells of a line are named.
const MOST_NAMES: usize = 6;

/// A line for each group of roots with entry points that come or go; nothing where there are none. Cells that come or go as a
/// whole are told elsewhere.
pub(super) fn entry_points(difference: &Difference) -> String {
    let mut text = String::new();
    for group in &difference.groups {
        let changes: Vec<String> = group.changes.iter().filter_map(told).collect();
        if changes.is_empty() {
            continue;
        }
        if text.is_empty() {
            text.push_str("entry points:\n");
        }
        let mut names: Vec<&str> = group.roots.iter().take(MOST_NAMES).map(|root| root.name.as_str()).collect();
        let more = group.roots.len().saturating_sub(MOST_NAMES);
        let rest = format!("{more} more");
        names.extend((more > 0).then_some(rest.as_str()));
        _ = writeln!(text, "  {}: {}", names.join(", "), changes.join("; "));
    }
    text
}

/// `route payments is added`
fn told(change: &Change) -> Option<String> {
    let what = thing(&change.address)?;
    let happens = match change.effect {
        Effect::Create => "is added",
        Effect::Destroy => "is removed",
        Effect::Replace => "is replaced",
        Effect::Abandon | Effect::Refuse | Effect::Unknown | Effect::InPlace => return None,
    };
    Some(format!("{what} {happens}"))
}

/// What a person calls it, if it is an entry point.
fn thing(address: &str) -> Option<String> {
    if let Some(file) = address.strip_prefix("gitops/front-door/") {
        return Some(format!("route {}", file.strip_suffix(".yaml")?));
    }
    let within = address.strip_prefix("module.cell.").unwrap_or(address);
    let (resource, key) =
        within.split_once("[\"").map_or((within, None), |(resource, rest)| (resource, rest.strip_suffix("\"]")));
    match (resource, key) {
        ("aws_lb.front_door", None) => Some("the front door".to_owned()),
        ("aws_route53_record.cell", None) => Some("the name of the cell".to_owned()),
        ("aws_route53_record.host", Some(host)) => Some(format!("the name {host} below that of the cell")),
        ("aws_acm_certificate.cell", None) => Some("the certificate of the cell".to_owned()),
        ("aws_acm_certificate.tenants", None) => Some("the certificate of all tenants".to_owned()),
        ("aws_acm_certificate.tenant", Some(tenant)) => Some(format!("the certificate of tenant {tenant}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entry_points_have_names_and_nothing_else_has() {
        for (address, effect, expected) in [
            ("gitops/front-door/payments.yaml", Effect::Create, Some("route payments is added")),
            ("gitops/namespaces/payments.yaml", Effect::Create, None),
            ("module.cell.aws_lb.front_door", Effect::Destroy, Some("the front door is removed")),
            ("module.cell.aws_lb.front_door", Effect::InPlace, None),
            (
                "module.cell.aws_route53_record.host[\"admin\"]",
                Effect::Create,
                Some("the name admin below that of the cell is added"),
            ),
            (
                "module.cell.aws_acm_certificate.tenant[\"coop\"]",
                Effect::Destroy,
                Some("the certificate of tenant coop is removed"),
            ),
            (
                "module.cell.aws_acm_certificate.tenants",
                Effect::Replace,
                Some("the certificate of all tenants is replaced"),
            ),
            ("module.cell.aws_acm_certificate_validation.tenants", Effect::Create, None),
        ] {
            assert_eq!(told(&Change::new(address, effect)).as_deref(), expected, "{address}");
        }
    }
}
