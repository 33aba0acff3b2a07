//! Karpenter.

use serde_json::json;

use super::Wave;
use super::chart::Release;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::placement::{with, with_placement};
use crate::model::KARPENTER_REPLICAS;
use crate::model::names::QUEUE;
use crate::values::ApplicationName;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let (class, cluster) = (context.class, &context.cell.cluster);
    let settings = json!({ "clusterName": cluster, "interruptionQueue": QUEUE.of(cluster) });
    // The price list has no endpoint inside a VPC.
    let settings = if class.is_isolated() { with(settings, "isolatedVPC", true) } else { settings };
    let values = json!({
        "replicas": KARPENTER_REPLICAS.min(class.system.min.value.max(1)),
        "settings": settings,
        "serviceAccount": { "name": ApplicationName::Karpenter.service_account() },
        "controller": {
            "resources": {
                "requests": { "cpu": "250m", "memory": "1Gi" },
                "limits": { "memory": "1Gi" },
            },
        },
    });
    Release {
        skip_crds: true,
        because: &["On the system nodes: it refuses to run on nodes that it has made itself."],
        ..Release::new(Wave::Controllers, with_placement(class, values))
    }
}
