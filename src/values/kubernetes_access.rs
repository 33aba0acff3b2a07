//! The words of roles inside Kubernetes.

use super::checked_text::{Remedy, checked_text, is_lower};

checked_text! {
    /// A group of Kubernetes users. EKS refuses groups of Kubernetes itself in access entries.
    KubernetesGroup: "a group for an access entry", 1..=63,
    |text| !text.starts_with("system:") && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.:@/-".contains(c)),
    "1 to 63 letters, digits and `_.:@/-`, not beginning with `system:`",
    pattern: "^[A-Za-z0-9_.:@/-]{1,63}$", examples: ["platform-viewers"], remedy: group_remedy
}

fn group_remedy(input: &str) -> Option<Remedy> {
    let words = "remove it, and write `policy = \"cluster-admin\"`: EKS refuses groups of Kubernetes in access entries";
    (input == "system:masters").then(|| Remedy::Words(words.to_owned()))
}

checked_text! {
    /// An API group of Kubernetes in the rule of a role: empty for the core group, `*` for all.
    ApiGroup: "an API group", 0..=253,
    |text| text.is_empty() || text == "*" || text != "core" && is_lower(text, ".-"),
    "a lower-case DNS name, `*`, or the empty string for the core group",
    pattern: "^([*]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)?$", examples: ["apps"], remedy: group_of_version
}

/// `apiVersion` of an object is a group and a version; a rule has the group alone.
fn group_of_version(input: &str) -> Option<Remedy> {
    if matches!(input, "core" | "v1" | "core/v1") {
        return Some(Remedy::Named("write `\"\"`, the core group", String::new()));
    }
    let (group, _) = input.split_once("/v").filter(|(group, _)| group.parse::<ApiGroup>().is_ok())?;
    Some(Remedy::Named("write the group without its version", group.to_owned()))
}

checked_text! {
    /// A kind of objects in the rule of a role: its plural in lower case, with a subresource behind a slash, or `*`.
    KubernetesResource: "a resource", 1..=253,
    |text| {
        let is_part = |part: &str| part == "*" || is_lower(part, "-");
        text.split_once('/').map_or(is_part(text), |(kind, subresource)| is_part(kind) && is_part(subresource))
    },
    "a plural in lower case, maybe with `/` and a subresource, or `*`",
    pattern: "^([*]|[a-z0-9-]+)(/([*]|[a-z0-9-]+))?$", examples: ["pods/log"], remedy: lower_plural
}

/// `Pods`, and the kind of a manifest: `Pod`, `NetworkPolicy`.
fn lower_plural(input: &str) -> Option<Remedy> {
    let lower = input.to_ascii_lowercase();
    if lower == input || lower.parse::<KubernetesResource>().is_err() {
        return None;
    }
    Some(match lower.strip_suffix('y') {
        _ if lower.contains('/') || lower.ends_with('s') => Remedy::Value(lower),
        Some(stem) => Remedy::Value(format!("{stem}ies")),
        None => Remedy::Value(format!("{lower}s")),
    })
}

checked_text! {
    /// The name of an object in the rule of a role, or of whom one acts as. Kubernetes compares it as it is: `*` is no
    /// pattern there.
    ResourceName: "the name of an object", 1..=253,
    |text| text.chars().all(|c| c.is_ascii_alphanumeric() || "._:@/+=,-".contains(c)),
    "1 to 253 letters, digits and `._:@/+=,-`, and no pattern, since roles know none",
    pattern: "^[A-Za-z0-9._:@/+=,-]{1,253}$", examples: ["payments-settings"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn groups_of_kubernetes_itself_are_refused() {
        check::<KubernetesGroup>(&[
            ("viewers", Ok("viewers")),
            (
                "system:masters",
                Err("`system:masters` is not a group for an access entry: 1 to 63 letters, digits and `_.:@/-`, not \
                     beginning with `system:` | remove it, and write `policy = \"cluster-admin\"`: EKS refuses \
                     groups of Kubernetes in access entries"),
            ),
        ]);
    }

    #[test]
    fn rules_of_roles_are_in_the_words_of_kubernetes() {
        check::<ApiGroup>(&[
            ("", Ok("")),
            ("*", Ok("*")),
            ("rbac.authorization.k8s.io", Ok("rbac.authorization.k8s.io")),
            (
                "core",
                Err(
                    "`core` is not an API group: a lower-case DNS name, `*`, or the empty string for the core group | \
                     write `\"\"`, the core group",
                ),
            ),
            (
                "apps/v1",
                Err(
                    "`apps/v1` is not an API group: a lower-case DNS name, `*`, or the empty string for the core group | \
                     write the group without its version",
                ),
            ),
        ]);
        check::<KubernetesResource>(&[
            ("pods", Ok("pods")),
            ("pods/log", Ok("pods/log")),
            ("*/scale", Ok("*/scale")),
            (
                "Pod",
                Err(
                    "`Pod` is not a resource: a plural in lower case, maybe with `/` and a subresource, or `*` | write \
                     `pods`",
                ),
            ),
            (
                "NetworkPolicy",
                Err(
                    "`NetworkPolicy` is not a resource: a plural in lower case, maybe with `/` and a subresource, or `*` \
                     | write `networkpolicies`",
                ),
            ),
        ]);
        check::<ResourceName>(&[
            ("system:coredns", Ok("system:coredns")),
            (
                "team-*",
                Err(
                    "`team-*` is not the name of an object: 1 to 253 letters, digits and `._:@/+=,-`, and no pattern, \
                     since roles know none | write one such as `payments-settings`",
                ),
            ),
        ]);
    }
}
