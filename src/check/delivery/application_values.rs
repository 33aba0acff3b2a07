//! Values of a chart leave alone what its identity, its place and its start rest on.
//!
//! ## Why
//! The role of an application in AWS is bound to one service account of one cluster, and its pods tolerate the taint of the
//! system nodes. Values that name another service account or role, another cluster, other names of objects or other tolerations, and
//! arguments of external-dns that lead it to other zones, take that away: the
//! application would start without permissions, work on another cell, or not start before Karpenter does. A chart that runs its
//! pods as a service account of another application gets the role of that one.
//!
//! The policies of admission say that load balancers are internal and send to pods as long as nothing else is written. That is so by the
//! values that cellc gives the AWS Load Balancer Controller.
//!
//! The definitions of cert-manager, external-secrets and Prometheus come with their charts, and nothing else brings them into a
//! cell: without them Argo CD cannot sync what uses them. Both the old and the new name of that value make the chart of
//! cert-manager fail. A controller with no replica does nothing, and a webhook with none lets nothing of its kind be written.
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

use crate::check::Context;
use crate::diagnostic::codes::APPLICATION_VALUES;
use crate::diagnostic::{Diagnostic, listing, plural};
use crate::model::Application;
use crate::values::{ApplicationName, ChartValues};

mod accounts;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            diagnostics.extend(taken_away(application));
            diagnostics.extend(accounts::taken_over(application));
            diagnostics.extend(not_started(application));
        }
    }
}

fn taken_away(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let paths = NAMES.iter().chain(kept(name)).filter(|path| values.replaces(path)).map(|path| path.join("."));
    let arguments =
        kept_arguments(name).iter().filter(|argument| passes(values, argument)).map(|argument| format!("--{argument}"));
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

fn not_started(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let is_so = |(path, value): &&Broken| values.get(path).is_some_and(|set| value.is(set));
    let (path, value) = broken(name).iter().find(is_so)?;
    let part = if path.len() > 1 { path.first() } else { None };
    let part = part.map_or_else(String::new, |part| format!("the {part} of "));
    let path = path.join(".");
    let (headline, note) = match value {
        Breaks::AnyValue => (
            format!("`{path}` of `{name}` is the old name of `crds.enabled`"),
            "cellc sets `crds.enabled`, and the chart refuses both",
        ),
        Breaks::False => (
            format!("`{path} = false` takes the definitions out of `{name}`"),
            "nothing else brings them into a cell, and Argo CD cannot sync what uses them",
        ),
        Breaks::Zero => (
            format!("`{path} = 0` runs no replica of {part}`{name}`"),
            "Argo CD calls it healthy, and nothing does its work",
        ),
    };
    let error = Diagnostic::error(APPLICATION_VALUES, values.span, headline).label("sets it").note(note);
    Some(error.help(format!("leave `{path}` out of `values`")))
}

/// A value of a chart, as the path of its keys, and what it must not be.
type Broken = (&'static [&'static str], Breaks);

/// Which values of a key keep an application from working.
#[derive(Clone, Copy)]
enum Breaks {
    /// The key itself.
    AnyValue,
    False,
    Zero,
}

impl Breaks {
    fn is(self, value: &serde_json::Value) -> bool {
        match self {
            Self::AnyValue => true,
            Self::False => value.as_bool() == Some(false),
            Self::Zero => value.as_f64() == Some(0.0),
        }
    }
}

/// Values with which an application does not work, by the keys of the charts of the catalog.
const fn broken(name: ApplicationName) -> &'static [Broken] {
    const ONE: &[Broken] = &[(&["replicaCount"], Breaks::Zero)];
    match name {
        ApplicationName::CloudWatch | ApplicationName::ExternalDns | ApplicationName::LoadBalancerController => ONE,
        ApplicationName::CertManager => &[
            (&["installCRDs"], Breaks::AnyValue),
            (&["crds", "enabled"], Breaks::False),
            (&["replicaCount"], Breaks::Zero),
            (&["webhook", "replicaCount"], Breaks::Zero),
            (&["cainjector", "replicaCount"], Breaks::Zero),
        ],
        ApplicationName::ExternalSecrets => &[
            (&["installCRDs"], Breaks::False),
            (&["replicaCount"], Breaks::Zero),
            (&["webhook", "replicaCount"], Breaks::Zero),
            (&["certController", "replicaCount"], Breaks::Zero),
        ],
        ApplicationName::Karpenter | ApplicationName::MetricsServer => &[(&["replicas"], Breaks::Zero)],
        ApplicationName::Prometheus => &[(&["crds", "enabled"], Breaks::False)],
        ApplicationName::Kubecost => &[],
    }
}

/// Another role of the service account, which comes before the one that EKS Pod Identity gives.
const ROLE: &[&str] = &["serviceAccount", "annotations", "eks.amazonaws.com/role-arn"];

/// Names of objects, by which roles and other charts know them.
const NAMES: &[&[&str]] = &[&["fullnameOverride"], &["nameOverride"], &["namespaceOverride"]];

/// Arguments that cellc sets by values of the chart.
const fn kept_arguments(name: ApplicationName) -> &'static [&'static str] {
    match name {
        ApplicationName::ExternalDns => &[
            "aws-assume-role",
            "domain-filter",
            "exclude-domains",
            "provider",
            "registry",
            "txt-owner-id",
            "txt-prefix",
            "txt-suffix",
            "zone-id-filter",
        ],
        ApplicationName::LoadBalancerController => &[
            "aws-region",
            "aws-vpc-id",
            "aws-vpc-tags",
            "cluster-name",
            "default-load-balancer-scheme",
            "default-tags",
            "default-target-type",
            "disable-ingress-group-name-annotation",
        ],
        _ => &[],
    }
}

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
            &["defaultLoadBalancerScheme"],
            &["defaultTargetType"],
            &["disableIngressGroupNameAnnotation"],
            &["enableServiceMutatorWebhook"],
            &["ingressClassParams", "spec"],
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
        // It has no identity, and shares its namespace with those that do and with the controllers of Kubernetes.
        ApplicationName::MetricsServer => {
            &[&["serviceAccount", "name"], &["serviceAccount", "create"], &["tolerations"]]
        }
        ApplicationName::Prometheus => &[],
    }
}
