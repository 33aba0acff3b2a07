//! Values of a chart leave alone what its identity and its place rest on.
//!
//! ## Why
//! The role of an application in AWS is bound to one service account of one cluster, and its pods tolerate the taint of the
//! system nodes. Values that name another service account or role, another cluster, other names of objects or other tolerations, and
//! arguments of external-dns that lead it to other zones, take that away: the
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
use crate::diagnostic::codes::APPLICATION_VALUES;
use crate::diagnostic::{Diagnostic, listing, plural};
use crate::model::Application;
use crate::values::{ApplicationName, ChartValues};

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
    let paths = NAMES.iter().chain(kept(name)).filter(|path| values.replaces(path)).map(|path| path.join("."));
    let arguments = EXTERNAL_DNS_ARGUMENTS.iter().filter(|_| name == ApplicationName::ExternalDns);
    let arguments = arguments.filter(|argument| passes(values, argument)).map(|argument| format!("--{argument}"));
    let set: Vec<String> = paths.chain(arguments).collect();
    let help = if set.len() > 1 { "leave them out of `values`" } else { "leave it out of `values`" };
    let (headline, label) = match set.as_slice() {
        [] => return None,
        [one] => (format!("`{one}` of `{name}` is cellc's own"), "sets it".to_owned()),
        many => (
            format!("{} of `{name}` are cellc's own", plural(many.len(), "value")),
            format!("sets {}", listing(many.iter().map(String::as_str), "and")),
        ),
    };
    let error = Diagnostic::error(APPLICATION_VALUES, values.span, headline).label(label);
    Some(error.note("the application's role and its place in this cell rest on it").help(help))
}

/// Another role of the service account, which comes before the one that EKS Pod Identity gives.
const ROLE: &[&str] = &["serviceAccount", "annotations", "eks.amazonaws.com/role-arn"];

/// Names of objects, by which roles and other charts know them.
const NAMES: &[&[&str]] = &[&["fullnameOverride"], &["nameOverride"], &["namespaceOverride"]];

/// Arguments of external-dns that cellc sets by values of the chart.
const EXTERNAL_DNS_ARGUMENTS: [&str; 9] = [
    "aws-assume-role",
    "domain-filter",
    "exclude-domains",
    "provider",
    "registry",
    "txt-owner-id",
    "txt-prefix",
    "txt-suffix",
    "zone-id-filter",
];

/// Whether `extraArgs` has an argument: as an element of a list, `--registry=noop`, or as a key.
fn passes(values: &ChartValues, argument: &str) -> bool {
    let Some(extra) = values.get(&["extraArgs"]) else { return false };
    let is_it = |text: &str| text.trim_start_matches('-').split(['=', ' ']).next() == Some(argument);
    let in_list = extra.as_array().is_some_and(|list| list.iter().filter_map(|element| element.as_str()).any(is_it));
    in_list || extra.as_object().is_some_and(|object| object.keys().any(|key| is_it(key)))
}

/// Values that must be those that cellc writes, as paths of keys.
const fn kept(name: ApplicationName) -> &'static [&'static [&'static str]] {
    match name {
        ApplicationName::LoadBalancerController => &[
            &["clusterName"],
            &["region"],
            &["vpcId"],
            &["vpcTags"],
            &["defaultTags", "elbv2.k8s.aws/cluster"],
            ROLE,
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["nodeSelector"],
            &["tolerations"],
        ],
        ApplicationName::CertManager => {
            &[&["tolerations"], &["webhook", "tolerations"], &["cainjector", "tolerations"]]
        }
        ApplicationName::CloudWatch => &[&["clusterName"], &["region"], &["manager", "tolerations"]],
        ApplicationName::ExternalDns => &[
            &["domainFilters"],
            &["provider"],
            &["registry"],
            &["txtOwnerId"],
            &["txtPrefix"],
            &["txtSuffix"],
            ROLE,
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["tolerations"],
        ],
        ApplicationName::ExternalSecrets => &[
            &["global", "tolerations"],
            &["tolerations"],
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            ROLE,
        ],
        ApplicationName::Karpenter => &[
            &["settings", "clusterName"],
            &["settings", "interruptionQueue"],
            &["settings", "isolatedVPC"],
            ROLE,
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
