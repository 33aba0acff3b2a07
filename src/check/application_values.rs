//! Values of a chart leave alone what its identity and its place rest on.
//!
//! ## Why
//! The role of an application in AWS is bound to one service account of one cluster, and its pods tolerate the taint of the
//! system nodes. Values that name another service account, another cluster or other tolerations take that away: the
//! application would start without permissions, work on another cell, or not start before Karpenter does.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "aws-load-balancer-controller" {
//!     values = {
//!       clusterName = "delivery-prod-beta"
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "aws-load-balancer-controller" {
//!     values = {
//!       logLevel = "debug"
//!     }
//!   }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::APPLICATION_VALUES;
use crate::model::Application;
use crate::values::ApplicationName;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        for application in &class.applications {
            diagnostics.extend(taken_away(application));
        }
    }
}

fn taken_away(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let path = kept(name).iter().find(|path| values.get(path).is_some())?;
    let headline = format!("`{}` of `{name}` is cellc's own", path.join("."));
    let error = Diagnostic::error(APPLICATION_VALUES, values.span, headline).label("sets it");
    Some(error.note("the application's role and its place in this cell rest on it").help("leave it out of `values`"))
}

/// Values that must be those that cellc writes, as paths of keys.
const fn kept(name: ApplicationName) -> &'static [&'static [&'static str]] {
    match name {
        ApplicationName::LoadBalancerController => &[
            &["clusterName"],
            &["region"],
            &["vpcId"],
            &["vpcTags"],
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["nodeSelector"],
            &["tolerations"],
        ],
        ApplicationName::CertManager => &[&["tolerations"], &["webhook", "tolerations"], &["cainjector", "tolerations"]],
        ApplicationName::CloudWatch => &[&["clusterName"], &["region"], &["manager", "tolerations"]],
        ApplicationName::ExternalDns => &[
            &["domainFilters"],
            &["provider"],
            &["registry"],
            &["txtOwnerId"],
            &["txtPrefix"],
            &["txtSuffix"],
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["tolerations"],
        ],
        ApplicationName::ExternalSecrets => {
            &[&["global", "tolerations"], &["tolerations"], &["serviceAccount", "name"], &["serviceAccount", "create"]]
        }
        ApplicationName::Karpenter => &[
            &["settings", "clusterName"],
            &["settings", "interruptionQueue"],
            &["settings", "isolatedVPC"],
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["nodeSelector"],
            &["tolerations"],
        ],
        ApplicationName::Kubecost => &[&["global", "clusterId"]],
        ApplicationName::MetricsServer => &[&["tolerations"]],
        ApplicationName::Prometheus => &[],
    }
}
