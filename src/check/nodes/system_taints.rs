//! The system tier has no taint that what must run there does not tolerate.
//!
//! ## Why
//! Karpenter makes every node but the system ones, so it must start on those. Its chart tolerates `CriticalAddonsOnly` and
//! nothing else; with a further `NoSchedule` or `NoExecute` taint it stays pending, and no other node ever comes: a bootstrap
//! deadlock. CoreDNS and the EBS CSI driver get their tolerations from cellc, and so does Karpenter in a fleet with a `git` block,
//! where this is no finding. Without one, Karpenter is installed by other means; an `allow` block says that these tolerate it.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     taint "node-role" {
//!       value  = "system"
//!       effect = "NoSchedule"
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     labels = { node-role = "system" }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SYSTEM_TAINTS;
use crate::model::CRITICAL_TAINT;
use crate::values::TaintEffect;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // The values that cellc writes tolerate every taint of the system tier.
    if model.fleet.git.is_some() {
        return;
    }
    for (_, class) in model.classes() {
        let keeps_out = class.system.taints.iter().filter(|taint| taint.effect != TaintEffect::PreferNoSchedule);
        for taint in keeps_out.filter(|taint| taint.key.as_str() != CRITICAL_TAINT) {
            let headline = format!("Karpenter does not tolerate the taint `{}` of the system tier", taint.key.value);
            let error =
                Diagnostic::error(SYSTEM_TAINTS, taint.key.span, headline).label("nothing starts before Karpenter");
            let error = error.note("its chart tolerates `CriticalAddonsOnly`, which system nodes have anyway");
            diagnostics.push(error.help("remove the taint, or use a label to select the nodes").unless_helped());
        }
    }
}
