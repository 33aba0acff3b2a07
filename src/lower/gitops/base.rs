//! `base/`: what every workload of a cell may rely on.

use std::collections::BTreeMap;

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::names::{in_argo_cd, named};
use super::{CellContext, ClassContext};
use crate::kubernetes::argo_cd::SYNC_OPTIONS;
use crate::kubernetes::{ManifestFile, Object};
use crate::platform::PLATFORM_PRIORITY;
use crate::values::Profile;

/// The class of volumes that ask for none.
pub(super) const STORAGE_CLASS: &str = "gp3";
/// The pods of Argo CD, by the only label that the templates of all of them carry.
const ARGO_CD_PODS: [&str; 4] =
    ["argocd-application-controller", "argocd-applicationset-controller", "argocd-redis", "argocd-repo-server"];
/// Name, value, description. Kubernetes keeps values above one thousand million for itself.
const PRIORITIES: [(&str, i32, &str); 3] = [
    (PLATFORM_PRIORITY, 1_000_000, "What the platform runs, apart from what the cluster itself needs."),
    ("business-critical", 100_000, "Workloads that take the place of others when nodes are scarce."),
    ("batch", -1_000, "Workloads that wait, and make room."),
];

/// One file each for priorities and for what a drain may take away.
pub(super) fn files_of_class(context: &ClassContext<'_>) -> Vec<ManifestFile> {
    vec![priorities(context), disruption_budgets(context)]
}

/// The charts bring budgets of their own; Argo CD has none.
fn disruption_budgets(context: &ClassContext<'_>) -> ManifestFile {
    let pods = LabelSelectorRequirement {
        key: "app.kubernetes.io/name".to_owned(),
        operator: "In".to_owned(),
        values: Some(ARGO_CD_PODS.map(str::to_owned).into()),
    };
    let budget = PodDisruptionBudget {
        metadata: in_argo_cd("argocd"),
        spec: Some(PodDisruptionBudgetSpec {
            max_unavailable: Some(IntOrString::Int(1)),
            selector: Some(LabelSelector { match_expressions: Some(vec![pods]), ..LabelSelector::default() }),
            // One that never becomes ready must not hold up the drain of a node.
            unhealthy_pod_eviction_policy: Some("AlwaysAllow".to_owned()),
            ..PodDisruptionBudgetSpec::default()
        }),
        ..PodDisruptionBudget::default()
    };
    let object = Object::new(&budget).because("The charts of the controllers bring budgets of their own.");
    context.file("base/disruption-budgets.yaml", "What a drain may take away of Argo CD at once.", vec![object])
}

/// Volumes: encrypted with the key of the cell.
pub(super) fn storage(context: &CellContext<'_>) -> ManifestFile {
    let mut metadata = named(STORAGE_CLASS);
    let is_default = ("storageclass.kubernetes.io/is-default-class".to_owned(), "true".to_owned());
    let made_again = (SYNC_OPTIONS.to_owned(), "Force=true,Replace=true".to_owned());
    metadata.annotations = Some(BTreeMap::from([is_default, made_again]));
    let parameters = [("type", "gp3".to_owned()), ("encrypted", "true".to_owned()), ("kmsKeyId", context.key())];
    let (reclaim_policy, because) = match context.environment.profile {
        Profile::Production => ("Retain", "A volume outlives its claim: somebody looks before it is deleted."),
        Profile::Development | Profile::Staging => ("Delete", "A volume goes with its claim."),
    };
    let class = StorageClass {
        metadata,
        provisioner: "ebs.csi.aws.com".to_owned(),
        parameters: Some(parameters.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        reclaim_policy: Some(reclaim_policy.to_owned()),
        allow_volume_expansion: Some(true),
        volume_binding_mode: Some("WaitForFirstConsumer".to_owned()),
        ..StorageClass::default()
    };
    let object =
        Object::new(&class)
            .because(format!("A volume is made in the zone of the pod that waits for it. {because}"))
            .because("Kubernetes refuses to change these settings, so a sync replaces the class; existing volumes keep the policy that they have.");
    context.file("base/storage.yaml", "Volumes: encrypted with the cell's own key.", vec![object])
}

fn priorities(context: &ClassContext<'_>) -> ManifestFile {
    let class = |(name, value, description): (&str, i32, &str)| {
        let class = PriorityClass {
            metadata: named(name),
            value,
            description: Some(description.to_owned()),
            ..PriorityClass::default()
        };
        Object::new(&class)
    };
    let objects = PRIORITIES.map(class).into();
    context.file(
        "base/priorities.yaml",
        "Who gives way when nodes are scarce. Without a class the priority is 0.",
        objects,
    )
}
