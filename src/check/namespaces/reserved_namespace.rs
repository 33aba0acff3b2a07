use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::taken_namespaces;

/// A namespace of the cluster or the platform.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0640"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("reserved_namespace.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, namespace) in model.namespaces() {
        let name = &namespace.name;
        if let Some(whose) = whose(name.as_str()) {
            let headline = format!("the namespace `{}` is not free", name.value);
            let error = RULE.finding(name.span, headline).label(whose);
            diagnostics.push(error.help("call it after the business domain that it is for"));
        }
    }
}

/// Who has a namespace that no domain may have.
pub(in crate::check) fn whose(name: &str) -> Option<&'static str> {
    match name {
        "default" => Some("what names no namespace lands here"),
        _ if name.starts_with("kube-") => Some("Kubernetes keeps names with `kube-`"),
        _ if taken_namespaces().any(|taken| taken == name) => Some("the platform's own"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_the_cluster_and_the_platform_are_kept() {
        for (name, is_kept) in [
            ("kube-system", true),
            ("kube-x", true),
            ("default", true),
            ("argocd", true),
            ("kubernetes", false),
            ("fraud", false),
        ] {
            assert_eq!(super::whose(name).is_some(), is_kept, "{name}");
        }
    }
}
