//! `base/`: what every workload of a cell may rely on.

use std::collections::BTreeMap;

use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::api::storage::v1::StorageClass;

use super::CellContext;
use super::names::named;
use crate::kubernetes::{Document, ManifestFile};

/// Name, value, description. Kubernetes keeps values above one thousand million for itself.
const PRIORITIES: [(&str, i32, &str); 3] = [
    ("platform", 1_000_000, "What the platform runs, apart from what the cluster itself needs."),
    ("business-critical", 100_000, "Workloads that take the place of others when nodes are scarce."),
    ("batch", -1_000, "Workloads that wait, and make room."),
];

/// One file each for storage and for priorities.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    vec![storage(context), priorities(context)]
}

fn storage(context: &CellContext<'_>) -> ManifestFile {
    let mut metadata = named("gp3");
    let is_default = ("storageclass.kubernetes.io/is-default-class".to_owned(), "true".to_owned());
    metadata.annotations = Some(BTreeMap::from([is_default]));
    let parameters = [("type", "gp3".to_owned()), ("encrypted", "true".to_owned()), ("kmsKeyId", context.key())];
    let class = StorageClass {
        metadata,
        provisioner: "ebs.csi.aws.com".to_owned(),
        parameters: Some(parameters.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        reclaim_policy: Some("Delete".to_owned()),
        allow_volume_expansion: Some(true),
        volume_binding_mode: Some("WaitForFirstConsumer".to_owned()),
        ..StorageClass::default()
    };
    let document = Document::new(&class).because("A volume is made in the zone of the pod that waits for it.");
    context.file("base/storage.yaml", "Volumes: encrypted with the cell's own key.", vec![document])
}

fn priorities(context: &CellContext<'_>) -> ManifestFile {
    let class = |(name, value, description): (&str, i32, &str)| {
        let class = PriorityClass {
            metadata: named(name),
            value,
            description: Some(description.to_owned()),
            ..PriorityClass::default()
        };
        Document::new(&class)
    };
    let documents = PRIORITIES.map(class).into();
    context.file(
        "base/priorities.yaml",
        "Who gives way when nodes are scarce. Without a class the priority is 0.",
        documents,
    )
}
