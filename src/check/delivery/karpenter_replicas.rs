//! Every replica of Karpenter has a system node.
//!
//! ## Why
//! Replicas of Karpenter refuse to share a node, and they run on system nodes only, because what starts nodes cannot wait for one.
//! Nothing makes a managed node group larger by itself: where it may be smaller than the number of replicas, some of them stay
//! pending, Argo CD calls Karpenter unhealthy, and what is installed after it is not.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   application "karpenter" {
//!     values = { replicas = 3 }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   node_tier "system" {
//!     min = 3
//!   }
//!   application "karpenter" {
//!     values = { replicas = 3 }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::KARPENTER_REPLICAS;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::{Class, Environment};
use crate::values::ApplicationName;

/// A class with a system tier of its own may differ from its environment: the first finding is enough.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::BTreeSet::new();
    for (environment, class) in model.classes() {
        diagnostics.extend(check_class(environment, class).filter(|_| seen.insert(&environment.name.value)));
    }
}

fn check_class(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let values = environment.application(ApplicationName::Karpenter)?.values.as_ref()?;
    let replicas = values.get(&["replicas"])?.as_u64()?;
    let min = &class.system.min;
    if replicas <= u64::from(min.value) {
        return None;
    }
    let headline =
        format!("{replicas} replicas of Karpenter have {} to run on", plural(usize::try_from(min.value).ok()?, "node"));
    let error = Diagnostic::error(KARPENTER_REPLICAS, values.span, headline).label(format!("`replicas` is {replicas}"));
    let by_default = if min.is_written() { "" } else { ", by default" };
    let error = error.also(min.span, format!("the system tier has {} at least{by_default}", min.value));
    Some(
        error
            .note("they refuse to share a node")
            .help(format!("raise `min` of the tier `system` to {replicas}, or leave `replicas` out")),
    )
}
