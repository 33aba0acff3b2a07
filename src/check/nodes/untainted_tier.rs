//! Ordinary pods have a node tier to run on.
//!
//! ## Why
//! A pod without tolerations runs only on nodes without `NoSchedule` and `NoExecute` taints. System nodes have one; when every
//! Karpenter tier has one too, such pods stay pending: jobs of charts, webhooks, anything whose author did not know. A warning, and
//! an error where cells run an application with such pods, Prometheus or Kubecost.
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

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::UNTAINTED_TIER;
use crate::model::KarpenterTier;
use crate::values::ApplicationName;

/// Applications with pods that cellc gives no tolerations: they wait for ordinary nodes.
const ANYWHERE: [ApplicationName; 2] = [ApplicationName::Kubecost, ApplicationName::Prometheus];

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        let Some(first) = class.karpenter.first() else { continue };
        if *is_whole && class.karpenter.iter().all(KarpenterTier::keeps_pods_out) {
            let headline = format!("pods without tolerations have nowhere to run in {}", class.title());
            let anywhere = ANYWHERE.iter().find(|name| environment.runs(**name) && model.fleet.git.is_some());
            let finding = match anywhere {
                Some(_) => Diagnostic::error(UNTAINTED_TIER, first.name.span, headline),
                None => Diagnostic::warning(UNTAINTED_TIER, first.name.span, headline),
            };
            let finding = finding.label("every Karpenter tier is tainted, and the system tier too");
            let finding = anywhere.into_iter().fold(finding, |finding, name| {
                finding.note(format!("the application `{name}` has pods without tolerations, and never gets healthy"))
            });
            diagnostics.push(finding.help("add a tier without a taint, or make one `PreferNoSchedule`"));
        }
    }
}
