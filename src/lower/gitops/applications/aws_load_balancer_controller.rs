//! The AWS Load Balancer Controller.

use serde_json::json;

use super::Wave;
use super::chart::{Release, own_certificate};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::placement::{with, with_placement};
use crate::values::ApplicationName;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let (class, cell) = (context.class, context.cell);
    let has_certificates = context.environment.runs(ApplicationName::CertManager);
    let values = json!({
        "clusterName": cell.cluster,
        "region": cell.region.value,
        "vpcTags": { "Name": cell.cluster },
        "replicaCount": 2,
        "podDisruptionBudget": { "maxUnavailable": 1 },
        "serviceAccount": { "name": ApplicationName::LoadBalancerController.service_account() },
        "defaultTags": context.aws_tags(),
        "defaultTargetType": "ip",
        "disableIngressGroupNameAnnotation": true,
        "enableCertManager": has_certificates,
        "enableServiceMutatorWebhook": false,
        "enableShield": false,
        "enableWaf": false,
    });
    // The firewall has no endpoint inside a VPC.
    let values = if class.is_isolated() { with(values, "enableWafv2", false) } else { values };
    Release {
        ignored: own_certificate(),
        because: &[
            "It finds its VPC by tag: the id is known only after the apply, and pods do not reach the metadata service.",
            "Without the mutating webhook for Services a cell can start while the controller is not there yet. No Ingress joins the",
            "load balancer of another namespace by an annotation: the IngressClass says what is shared.",
        ],
        ..Release::new(Wave::Controllers, with_placement(class, values))
    }
}
