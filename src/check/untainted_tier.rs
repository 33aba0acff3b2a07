//! Ordinary pods have a node tier to run on.
//!
//! ## Why
//! A pod without tolerations runs only on nodes without `NoSchedule` and `NoExecute` taints. System nodes have one; when every
//! Karpenter tier has one too, such pods stay pending: jobs of charts, webhooks, anything whose author did not know.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "batch" {
//!     capacity = "spot"
//!     taint "workload-type" {
//!       value  = "batch"
//!       effect = "NoSchedule"
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "batch" {
//!     capacity = "spot"
//!     taint "workload-type" {
//!       value  = "batch"
//!       effect = "NoSchedule"
//!     }
//!   }
//!   node_tier "spot" {
//!     capacity = "spot"
//!   }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::UNTAINTED_TIER;
use crate::model::KarpenterTier;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in &model.classes {
        let Some(first) = class.karpenter.first() else { continue };
        if *is_whole && class.karpenter.iter().all(KarpenterTier::keeps_pods_out) {
            let headline = format!("pods without tolerations have nowhere to run in {}", class.title());
            let warning = Diagnostic::warning(UNTAINTED_TIER, first.name.span, headline);
            let warning = warning.label("every Karpenter tier is tainted, and the system tier too");
            diagnostics.push(warning.help("add a tier without a taint, or make one `PreferNoSchedule`"));
        }
    }
}
