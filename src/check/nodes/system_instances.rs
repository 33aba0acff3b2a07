//! System nodes are plain machines that keep their speed.
//!
//! ## Why
//! The system tier runs day and night for the cluster's own controllers. GPUs and other accelerators stay idle there
//! and need another image, and a whole machine (`metal`) is slower to start: a warning. Burstable types (`t3`,
//! `t4g`) earn credits for CPU time; without credits CoreDNS answers slowly and names stop resolving (EC2 user guide,
//! "Burstable performance instances"): fine in development, a warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "system" {
//!     instance_types = ["t3.large"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   node_tier "system" {
//!     instance_types = ["m7g.large"]
//!   }
//! }
//! ```

use crate::catalog::instance_types;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SYSTEM_INSTANCES;
use crate::model::{Class, Environment};
use crate::source::Spanned;
use crate::values::{InstanceType, Profile};

/// EC2's category of burstable instances.
const BURSTABLE: &str = "t";

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        let types = class.system.instance_types.iter();
        diagnostics.extend(types.filter_map(|kind| special(kind).or_else(|| burstable(environment, class, kind))));
    }
}

fn special(kind: &Spanned<InstanceType>) -> Option<Diagnostic> {
    let facts = instance_types::get(&kind.to_string())?;
    let label = match (facts.accelerator.is_some(), facts.is_bare_metal()) {
        (true, _) => "has accelerators",
        (_, true) => "a whole machine",
        _ => return None,
    };
    let headline = format!("system nodes need no `{}`", kind.value);
    let warning = Diagnostic::warning(SYSTEM_INSTANCES, kind.span, headline).label(label);
    Some(warning.help("take a general type such as `m7g.large`, and make a tier of its own for such machines"))
}

fn burstable(environment: &Environment, class: &Class, kind: &Spanned<InstanceType>) -> Option<Diagnostic> {
    (kind.category() == BURSTABLE && environment.profile != Profile::Development).then(|| {
        let headline = format!("system nodes of {} run out of CPU credits", class.title());
        let finding = Diagnostic::of_profile(environment.profile, SYSTEM_INSTANCES, kind.span, headline);
        finding.label("burstable").help("take a type with steady speed, such as `m7g.large`")
    })
}
