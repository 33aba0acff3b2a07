//! An Application that installs a pinned chart.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Wave, metadata, removable};
use crate::catalog::applications::chart;
use crate::kubernetes::argo_cd::{
    API_VERSION, Application, ApplicationSpec, Destination, Helm, IN_CLUSTER, IgnoredDifference, NamespaceMetadata,
    Source,
};
use crate::kubernetes::{Document, ManifestFile};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::names::{PLATFORM, pod_security};
use crate::lower::gitops::placement::with;
use crate::lower::gitops::root::sync_policy;
use crate::model;
use crate::values::{ApplicationName, ChartValues, PodSecurity};

/// The chart that brings Karpenter's definitions, since Helm never updates those of the controller's own chart.
const KARPENTER_DEFINITIONS: &str = "karpenter-crd";

/// What is special about a chart.
pub(super) struct Release {
    /// When it is synced.
    pub(super) wave: Wave,
    /// What it needs to know of this cell, and where its pods run.
    pub(super) values: Value,
    /// What its controllers write themselves.
    pub(super) ignored: Vec<IgnoredDifference>,
    /// Whether another Application brings its definitions.
    pub(super) skip_crds: bool,
    /// Arguments that hold beside those of the user's `extraArgs`, which would replace a list: name → values.
    pub(super) arguments: Vec<(&'static str, Vec<String>)>,
    /// What a reviewer would ask about its values.
    pub(super) because: &'static [&'static str],
}

impl Release {
    /// A chart about which there is nothing to say but its values.
    pub(super) const fn new(wave: Wave, values: Value) -> Self {
        Self { wave, values, ignored: Vec::new(), skip_crds: false, arguments: Vec::new(), because: &[] }
    }
}

/// What a chart writes anew whenever it is rendered that makes the certificate of its webhooks itself: its pods would go on
/// with the old one.
pub(super) fn own_certificate() -> Vec<IgnoredDifference> {
    let webhook = |kind| webhook(kind, &[".webhooks[].clientConfig.caBundle"]);
    vec![webhook("MutatingWebhookConfiguration"), webhook("ValidatingWebhookConfiguration"), own_secrets()]
}

/// Secrets that a chart writes anew whenever it is rendered.
pub(super) fn own_secrets() -> IgnoredDifference {
    IgnoredDifference {
        group: String::new(),
        kind: "Secret".to_owned(),
        json_pointers: vec!["/data".to_owned()],
        jq_path_expressions: Vec::new(),
    }
}

/// Fields of the webhooks of a chart that something in the cluster fills in.
pub(super) fn webhook(kind: &str, fields: &[&str]) -> IgnoredDifference {
    IgnoredDifference {
        group: "admissionregistration.k8s.io".to_owned(),
        kind: kind.to_owned(),
        json_pointers: Vec::new(),
        jq_path_expressions: fields.iter().map(|field| (*field).to_owned()).collect(),
    }
}

/// What the pods in the namespace of an application need; [`None`] for a namespace that the cluster brings.
const fn security_of(name: ApplicationName) -> Option<PodSecurity> {
    match name {
        ApplicationName::LoadBalancerController | ApplicationName::Karpenter | ApplicationName::MetricsServer => None,
        ApplicationName::CertManager | ApplicationName::ExternalDns | ApplicationName::ExternalSecrets => {
            Some(PodSecurity::Restricted)
        }
        ApplicationName::Kubecost => Some(PodSecurity::Baseline),
        ApplicationName::CloudWatch | ApplicationName::Prometheus => Some(PodSecurity::Privileged),
    }
}

/// The Application of a chart.
pub(super) fn file(context: &CellContext<'_>, application: &model::Application, release: Release) -> ManifestFile {
    let name = application.name.value;
    let own = application.values.as_ref().map(|values| &values.value);
    let values = own.unwrap_or(&ChartValues::default()).over(release.values);
    let values = with_arguments(values, &release.arguments);
    let helm = Helm { release_name: name.to_string(), skip_crds: release.skip_crds, values_object: values };
    let mut spec = spec(context, application, &chart(name).chart, helm);
    if !release.ignored.is_empty() {
        spec.sync_policy.sync_options.push("RespectIgnoreDifferences=true".to_owned());
        spec.ignore_differences = release.ignored;
    }
    let metadata = if leaves_nothing(name) {
        removable(name.as_str(), release.wave)
    } else {
        metadata(name.as_str(), release.wave)
    };
    let mut document = Document::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec });
    for line in release.because {
        document = document.because(*line);
    }
    context.file(&format!("applications/{name}.yaml"), &purpose(application), vec![document])
}

/// The chart takes its arguments as a list of texts or as an object, by name.
fn with_arguments(mut values: Value, arguments: &[(&'static str, Vec<String>)]) -> Value {
    let texts =
        || arguments.iter().flat_map(|(name, values)| values.iter().map(move |value| format!("--{name}={value}")));
    match values.get_mut("extraArgs") {
        Some(Value::Object(own)) => {
            own.extend(arguments.iter().map(|(name, values)| ((*name).to_owned(), json!(values))));
        }
        Some(Value::Array(own)) => drop(own.splice(..0, texts().map(Value::from))),
        _ if arguments.is_empty() => {}
        _ => return with(values, "extraArgs", texts().collect::<Vec<_>>()),
    }
    values
}

/// Whether nothing that it has made outlives an application, so that it may go when it leaves the specification. Without
/// the others, nodes, load balancers, Secrets and certificates would go, or stay behind with nobody who looks after them.
const fn leaves_nothing(name: ApplicationName) -> bool {
    match name {
        ApplicationName::CloudWatch
        | ApplicationName::ExternalDns
        | ApplicationName::Kubecost
        | ApplicationName::MetricsServer
        | ApplicationName::Prometheus => true,
        ApplicationName::CertManager
        | ApplicationName::ExternalSecrets
        | ApplicationName::Karpenter
        | ApplicationName::LoadBalancerController => false,
    }
}

/// The Application of Karpenter's definitions. It stays when Karpenter goes, and prunes nothing: with the definition of
/// pools, all nodes would go at once.
pub(super) fn definitions(context: &CellContext<'_>, karpenter: &model::Application) -> ManifestFile {
    let helm = Helm { release_name: KARPENTER_DEFINITIONS.to_owned(), skip_crds: false, values_object: Value::Null };
    let mut spec = spec(context, karpenter, KARPENTER_DEFINITIONS, helm);
    if let Some(automated) = &mut spec.sync_policy.automated {
        automated.prune = false;
    }
    let metadata = metadata(KARPENTER_DEFINITIONS, Wave::Definitions);
    let document = Document::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec })
        .because(
            "A chart of its own, because Helm never updates the definitions of the controller's chart. No finalizer:",
        )
        .because("with the definitions of pools, every node of a pool would go.");
    let path = format!("applications/{KARPENTER_DEFINITIONS}.yaml");
    context.file(&path, "The kinds that Karpenter knows: NodePool, NodeClaim, EC2NodeClass.", vec![document])
}

fn purpose(application: &model::Application) -> String {
    let what = match application.name.value {
        ApplicationName::LoadBalancerController => "Load balancers for Ingresses and Services of this cell.",
        ApplicationName::CertManager => "Certificates inside the cell.",
        ApplicationName::CloudWatch => "Logs and metrics of nodes and containers in CloudWatch.",
        ApplicationName::ExternalDns => "Names of this cell in Route 53.",
        ApplicationName::ExternalSecrets => "Secrets of this cell in AWS as Kubernetes Secrets.",
        ApplicationName::Karpenter => "Nodes for every tier but `system`.",
        ApplicationName::Kubecost => "Cost by namespace.",
        ApplicationName::MetricsServer => "CPU and memory of pods, for autoscalers and `kubectl top`.",
        ApplicationName::Prometheus => "Prometheus, its operator and Alertmanager.",
    };
    what.to_owned()
}

fn spec(context: &CellContext<'_>, application: &model::Application, chart: &str, helm: Helm) -> ApplicationSpec {
    let name = application.name.value;
    let security = security_of(name);
    let further: &[&str] = if security.is_some() { &["CreateNamespace=true"] } else { &[] };
    let mut sync_policy = sync_policy(context, further);
    sync_policy.managed_namespace_metadata = security.map(|level| NamespaceMetadata {
        labels: super::labels().into_iter().chain(pod_security(level)).collect::<BTreeMap<_, _>>(),
    });
    ApplicationSpec {
        project: PLATFORM.to_owned(),
        source: Source {
            repository: application.repository.to_string(),
            target_revision: application.version.to_string(),
            path: None,
            chart: Some(chart.to_owned()),
            helm: Some(helm),
        },
        destination: Destination { server: IN_CLUSTER, namespace: name.namespace().to_owned() },
        ignore_differences: Vec::new(),
        sync_policy,
    }
}
