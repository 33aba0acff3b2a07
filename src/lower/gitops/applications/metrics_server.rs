//! The metrics server.

use serde_json::json;

use super::Wave;
use super::chart::Release;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::placement::with_placement;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let values = json!({
        "replicas": 2,
        "podDisruptionBudget": { "enabled": true, "maxUnavailable": 1 },
    });
    Release::new(Wave::Controllers, with_placement(context.class, values))
}
