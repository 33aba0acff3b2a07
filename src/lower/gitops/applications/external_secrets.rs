//! External Secrets.

use serde_json::json;

use super::Wave;
use super::chart::Release;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::base::PLATFORM_PRIORITY;
use crate::lower::gitops::placement::on_system_nodes;
use crate::values::ApplicationName;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let budget = json!({ "enabled": true, "minAvailable": 1 });
    let values = json!({
        "global": on_system_nodes(context.class),
        "replicaCount": 2,
        "leaderElect": true,
        "podDisruptionBudget": budget,
        "processClusterExternalSecret": false,
        "rbac": { "serviceAccountTokenCreate": false },
        "serviceAccount": { "name": ApplicationName::ExternalSecrets.service_account() },
        "priorityClassName": PLATFORM_PRIORITY,
        "webhook": { "replicaCount": 2, "podDisruptionBudget": budget, "priorityClassName": PLATFORM_PRIORITY },
        "certController": { "priorityClassName": PLATFORM_PRIORITY },
    });
    Release {
        because: &[
            "It reads secrets and parameters below the cluster's name, and no others.",
            "It cannot make tokens of service accounts: with Argo CD's it would be an administrator. It makes no ExternalSecrets in",
            "other namespaces, and changes no namespace: each ExternalSecret stands where its Secret goes.",
        ],
        ..Release::new(Wave::Controllers, values)
    }
}
