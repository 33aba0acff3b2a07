//! A namespace with `tiers` lists every tier that its pods get onto.
//!
//! ## Why
//! `tiers` works by taints: it says which of them pods may tolerate. A tier without a taint of effect `NoSchedule` or `NoExecute`
//! admits every pod, in the list or not, so that `tiers = ["spot"]` reads like "only on spot" and closes nothing. Advice, and a
//! warning in production. A taint keeps the namespace out; naming the tier says that it is meant to be open.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "on-demand" {
//!     capacity = "on-demand"
//!   }
//!   node_tier "spot" {
//!     capacity = "spot"
//!   }
//!   namespace "reports" {
//!     tiers = ["spot"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "on-demand" {
//!     capacity = "on-demand"
//!     taint "reserved" {
//!       value  = "on-demand"
//!       effect = "NoSchedule"
//!     }
//!   }
//!   node_tier "spot" {
//!     capacity = "spot"
//!   }
//!   namespace "reports" {
//!     tiers = ["spot"]
//!   }
//! }
//! ```

use super::namespace_tiers::is_there;
use crate::check::Context;
use crate::diagnostic::codes::OPEN_TIERS;
use crate::diagnostic::{Diagnostic, Severity, listing};
use crate::model::{Class, KarpenterTier, Namespace};
use crate::source::Spanned;
use crate::values::{Name, Profile};

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A tier that could not be read is not missing.
    if !is_whole {
        return;
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.classes() {
        for namespace in &environment.namespaces {
            let severity = match model.profile_of(&namespace.environment, environment) {
                Profile::Production => Severity::Warning,
                Profile::Development | Profile::Staging => Severity::Advice,
            };
            diagnostics.extend(check_namespace(class, namespace, severity));
        }
    }
}

fn check_namespace(class: &Class, namespace: &Namespace, severity: Severity) -> Option<Diagnostic> {
    let tiers = namespace.admission.tiers.as_ref()?;
    // A name that no tier has is another rule's finding, and probably one of these.
    if !tiers.iter().all(|tier| is_there(class, tier)) {
        return None;
    }
    let is_open = |tier: &&KarpenterTier| !tier.keeps_pods_out() && !is_listed(tiers, tier);
    let open: Vec<&KarpenterTier> = class.karpenter.iter().filter(is_open).collect();
    let names = || open.iter().map(|tier| tier.name.as_str());
    let [first, others @ ..] = open.as_slice() else { return None };
    let (plural, them) = if others.is_empty() { ("", "it") } else { ("s", "them") };
    let headline =
        format!("namespace `{}` gets onto node tier{plural} {} as well", namespace.name.value, listing(names(), "and"));
    let finding = Diagnostic::new(severity, OPEN_TIERS, tiers.span, headline).label("keeps nobody off");
    let finding = [first]
        .into_iter()
        .chain(others)
        .filter(|tier| tier.name.is_written())
        .fold(finding, |finding, tier| finding.also(tier.name.span, "no taint keeps anybody out"));
    Some(finding.help(format!("give {} a taint, or add {them} to `tiers`", listing(names(), "and"))))
}

fn is_listed(tiers: &Spanned<Vec<Spanned<Name>>>, tier: &KarpenterTier) -> bool {
    tiers.iter().any(|own| own.value == tier.name.value)
}
