//! An Application that installs the chart in a folder of the cell.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Wave, metadata, removable};
use crate::kubernetes::argo_cd::{
    API_VERSION, Application, ApplicationSpec, Destination, Helm, IN_CLUSTER, IgnoredDifference, NamespaceMetadata,
    Source,
};
use crate::kubernetes::{ManifestFile, Object};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::charts::{FOLDER as CHARTS, KARPENTER_DEFINITIONS, OF_DEFINITIONS, VALUES, purpose};
use crate::lower::gitops::names::{PLATFORM, pod_security};
use crate::lower::gitops::root::sync_policy;
use crate::values::{ApplicationName, PodSecurity};

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
/// with the old one. Ignored also where cert-manager makes the certificate: the Application would otherwise change before the
/// chart does.
pub(super) fn own_certificate() -> Vec<IgnoredDifference> {
    let webhook = |kind| webhook(kind, &[".webhooks[].clientConfig.caBundle"]);
    vec![webhook("MutatingWebhookConfiguration"), webhook("ValidatingWebhookConfiguration"), own_secrets()]
}

/// Secrets that a chart writes anew whenever it is rendered.
fn own_secrets() -> IgnoredDifference {
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

/// The Application of a chart. The chart and its values are in a folder of the cell, so that this file changes with the
/// pin and with nothing else.
pub(super) fn file(context: &CellContext<'_>, name: ApplicationName, release: Release) -> ManifestFile {
    let helm = Helm { release_name: name.to_string(), value_files: &[VALUES], skip_crds: release.skip_crds };
    let mut spec = spec(context, name, name.as_str(), helm);
    if !release.ignored.is_empty() {
        spec.sync_policy.sync_options.push("RespectIgnoreDifferences=true".to_owned());
        spec.ignore_differences = release.ignored;
    }
    let metadata = if leaves_nothing(name) {
        removable(context, name.as_str(), release.wave)
    } else {
        metadata(context, name.as_str(), release.wave)
    };
    let object = Object::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec });
    context.file(&format!("applications/{name}.yaml"), purpose(name), vec![object])
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
pub(super) fn definitions(context: &CellContext<'_>) -> ManifestFile {
    let helm = Helm { release_name: KARPENTER_DEFINITIONS.to_owned(), value_files: &[], skip_crds: false };
    let mut spec = spec(context, ApplicationName::Karpenter, KARPENTER_DEFINITIONS, helm);
    if let Some(automated) = &mut spec.sync_policy.automated {
        automated.prune = false;
    }
    let metadata = metadata(context, KARPENTER_DEFINITIONS, Wave::Definitions);
    let object = Object::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec })
        .because(
            "A chart of its own, because Helm never updates the definitions of the controller's chart. No finalizer:",
        )
        .because("with the definitions of pools, every node of a pool would go.");
    context.file(&format!("applications/{KARPENTER_DEFINITIONS}.yaml"), OF_DEFINITIONS, vec![object])
}

fn spec(context: &CellContext<'_>, name: ApplicationName, folder: &str, helm: Helm) -> ApplicationSpec {
    let security = security_of(name);
    let further: &[&str] = if security.is_some() { &["CreateNamespace=true"] } else { &[] };
    let mut sync_policy = sync_policy(context, further);
    sync_policy.managed_namespace_metadata = security.map(|level| NamespaceMetadata {
        labels: super::labels().into_iter().chain(pod_security(level)).collect::<BTreeMap<_, _>>(),
    });
    let path = format!("{CHARTS}/{folder}");
    ApplicationSpec {
        project: PLATFORM.to_owned(),
        source: Source { helm: Some(helm), ..context.pinned(&path) },
        destination: Destination { server: IN_CLUSTER, namespace: name.namespace().to_owned() },
        ignore_differences: Vec::new(),
        sync_policy,
    }
}
