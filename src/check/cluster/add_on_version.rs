//! Every add-on has a version: without one, EKS would keep the old one through an upgrade of the cluster.
//!
//! ## Why
//! An add-on without a version gets EKS's default when it is made and then stays there, while the cluster moves on.
//! `catalog/add_ons.json` names a version for the minors that it knows; for others the spec must: an error.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.37"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.35"
//! }
//! ```

use super::kubernetes_version::{is_gone, is_unknown};
use crate::catalog::add_ons;
use crate::check::Context;
use crate::diagnostic::codes::ADD_ON_VERSION;
use crate::diagnostic::{Diagnostic, listing};

pub(super) fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A version that EKS does not run, or that nobody knows, is another rule's finding.
    let classes = model.classes().map(|(_, class)| class);
    for class in classes.filter(|class| !is_gone(class, *as_of) && !is_unknown(class)) {
        let unknown = class.add_ons.iter().filter(|(_, add_on)| add_on.version.is_none());
        let unknown: Vec<&str> = unknown.map(|(name, _)| name.as_str()).collect();
        let Some(first) = unknown.first() else { continue };
        let version = &class.kubernetes;
        let names = listing(unknown.iter().copied(), "and");
        let headline = format!("not every add-on has a known version for Kubernetes {}", version.value);
        diagnostics.push(
            Diagnostic::error(ADD_ON_VERSION, version.span, headline)
                .label(format!("none for {names}"))
                .note(format!("the table is of {}; an add-on without a version stays behind when the cluster moves", add_ons::as_of()))
                .help(format!("ask `aws eks describe-addon-versions`, then add `add_on \"{first}\" {{ version = \"…\" }}` for each")),
        );
    }
}
