//! No namespace of a domain is one of the cluster or the platform.
//!
//! ## Why
//! Kubernetes keeps the prefix `kube-` for itself (Kubernetes, "Namespaces"), and the platform installs its own applications:
//! Argo CD, certificates, secrets, monitoring. A quota and a denial of all traffic there would stop what every other
//! namespace needs. `default` is where everything lands that names no namespace.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "monitoring" {}
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "fleet-monitoring" {}
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::RESERVED_NAMESPACE;
use crate::values::taken_namespaces;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, namespace) in model.namespaces() {
        let name = &namespace.name;
        if let Some(whose) = whose(name.as_str()) {
            let headline = format!("the namespace `{}` is not free", name.value);
            let error = Diagnostic::error(RESERVED_NAMESPACE, name.span, headline).label(whose);
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
