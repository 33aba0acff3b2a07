//! Add-ons have only the settings that they know, and kube-proxy has the minor version of the cluster.
//!
//! ## Why
//! Only the VPC CNI hands out addresses, so only `vpc-cni` knows prefix delegation. kube-proxy belongs to the minor
//! version of its cluster: EKS refuses to install another (EKS user guide, "Manage kube-proxy in Amazon EKS
//! clusters").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   add_on "coredns" {
//!     prefix_delegation = true
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   add_on "vpc-cni" {
//!     prefix_delegation = true
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ADD_ON_SETTINGS;
use crate::model::Class;
use crate::values::AddOnName;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes() {
        prefix_delegation(class, diagnostics);
        kube_proxy(class, diagnostics);
    }
}

fn prefix_delegation(class: &Class, diagnostics: &mut Vec<Diagnostic>) {
    for (name, add_on) in &class.add_ons {
        if *name != AddOnName::VpcCni && add_on.prefix_delegation.value {
            let headline = format!("`prefix_delegation` has no meaning for `{name}`");
            let error = Diagnostic::error(ADD_ON_SETTINGS, add_on.prefix_delegation.span, headline);
            diagnostics.push(error.label("only `vpc-cni` gives out addresses").help("move it to `add_on \"vpc-cni\"`"));
        }
    }
}

/// kube-proxy's minor version must be the cluster's (EKS user guide, "Managing kube-proxy").
fn kube_proxy(class: &Class, diagnostics: &mut Vec<Diagnostic>) {
    let version = class.add_ons.get(&AddOnName::KubeProxy).and_then(|add_on| add_on.version.as_ref());
    let Some(version) = version.filter(|version| version.minor() != u32::from(class.kubernetes.minor())) else {
        return;
    };
    let headline = format!("kube-proxy {} does not fit Kubernetes {}", version.value, class.kubernetes.value);
    let error = Diagnostic::error(ADD_ON_SETTINGS, version.span, headline).label("another minor version");
    let help = format!("write a version that starts with `v{}.`, or leave it out", class.kubernetes.value);
    diagnostics.push(error.also(class.kubernetes.span, "the cluster's version").help(help));
}
