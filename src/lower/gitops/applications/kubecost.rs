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
        "clusterController": { "enabled": false },
        "finopsagent": { "rbac": { "clusterRole": { "allowKubeProxy": false } } },
        "networkCosts": { "enabled": false },
        "mcp": { "enabled": false },
    });
    Release {
        because: &[
            "By default the chart brings a cluster controller that may delete every namespace and patch every workload, and an",
            "agent that may run commands in every pod through the kubelets. Both rights are off: this one only counts.",
            "The chart would look into the cluster while it is rendered, which Argo CD does elsewhere: `cicd` says so.",
        ],
        ..Release::new(Wave::Rest, values)
    }
}
