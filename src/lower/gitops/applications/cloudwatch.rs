//! The CloudWatch agent with Fluent Bit.

use serde_json::json;

use super::Wave;
use super::chart::{Release, own_certificate};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::placement::{on_system_nodes, with};
use crate::values::ApplicationName;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let has_certificates = context.class.runs(ApplicationName::CertManager);
    let values = json!({
        "clusterName": context.cell.cluster,
        "region": context.cell.region.value,
        "containerLogs": { "enabled": true },
        "applicationSignals": { "enabled": false },
        "otelContainerInsights": { "enabled": false },
        "manager": on_system_nodes(context.class),
    });
    let webhooks = json!({ "autoGenerateCert": { "enabled": false }, "certManager": { "enabled": true } });
    let values = if has_certificates { with(values, "admissionWebhooks", webhooks) } else { values };
    Release {
        // The agent's own certificates are the chart's in any case.
        ignored: own_certificate(),
        because: &[
            "Daemons on every node write to the log groups that Terraform has made. Application Signals would change the pods",
            "of others, and the OpenTelemetry pipeline would collect everything twice: both are off.",
        ],
        ..Release::new(Wave::Rest, values)
    }
}
