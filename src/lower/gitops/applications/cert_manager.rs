//! cert-manager.

use serde_json::{Value, json};

use super::Wave;
use super::chart::Release;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::base::PLATFORM_PRIORITY;
use crate::lower::gitops::placement::with_placement;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let placed = |values: Value| with_placement(context.class, values);
    let values = json!({
        "crds": { "enabled": true, "keep": true },
        "global": { "leaderElection": { "namespace": "cert-manager" }, "priorityClassName": PLATFORM_PRIORITY },
        "replicaCount": 2,
        "podDisruptionBudget": { "enabled": true, "maxUnavailable": 1 },
        "webhook": placed(json!({
            "replicaCount": 2,
            "podDisruptionBudget": { "enabled": true, "maxUnavailable": 1 },
        })),
        "cainjector": placed(json!({})),
        "startupapicheck": { "enabled": false },
    });
    Release {
        because: &[
            "Before the other controllers, whose webhooks take their certificates from it. The start-up check is a Helm",
            "hook that would run at every sync.",
        ],
        ..Release::new(Wave::Definitions, placed(values))
    }
}
