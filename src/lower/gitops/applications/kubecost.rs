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
            "It counts and changes nothing: by default its cluster controller may delete every namespace and patch every workload, and",
            "its agent may reach every pod through the kubelets. The agent asks the kubelets themselves, for metrics only.",
            "The chart would look into the cluster while it is rendered, which Argo CD does elsewhere: `cicd` says so.",
        ],
        ..Release::new(Wave::Rest, values)
    }
}
