//! Kubecost.

use serde_json::json;

use super::Wave;
use super::chart::Release;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::base::STORAGE_CLASS;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let values = json!({
        "global": {
            "clusterId": context.cell.cluster,
            "defaultStorageClass": STORAGE_CLASS,
            "platforms": { "cicd": { "enabled": true, "skipSanityChecks": true } },
        },
        "networkCosts": { "enabled": false },
        "mcp": { "enabled": false },
    });
    Release {
        because: &[
            "The chart would look into the cluster while it is rendered, which Argo CD does elsewhere: `cicd` says so.",
        ],
        ..Release::new(Wave::Rest, values)
    }
}
