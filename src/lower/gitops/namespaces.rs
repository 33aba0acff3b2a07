//! `namespaces/<name>.yaml`: a namespace with everything that keeps it to itself.

use k8s_openapi::api::core::v1 as core;

use super::names::{in_namespace, label_value, labels, pod_security_of};
use super::network_policies::Incoming;
use super::{CellContext, network_policies, quotas, service_accounts};
use crate::kubernetes::argo_cd::SYNC_OPTIONS;
use crate::kubernetes::external_secrets::SecretStore;
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Namespace;
use crate::platform::ApplicationName;

/// One file a namespace.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    let namespaces = &context.environment.namespaces;
    let incoming = network_policies::incoming(namespaces);
    namespaces.iter().map(|namespace| file(context, namespace, &incoming)).collect()
}

fn file(context: &CellContext<'_>, namespace: &Namespace, incoming: &Incoming<'_>) -> ManifestFile {
    let object = Object::new(&definition(context, namespace))
        .because("With a namespace goes everything in it: Argo CD waits until somebody confirms.");
    let mut objects = vec![object];
    objects.extend(quotas::objects(namespace));
    objects.extend(service_accounts::objects(context, namespace));
    objects.extend(secret_store(context, namespace));
    objects.extend(network_policies::objects(context, namespace, incoming));
    let purpose = format!("Namespace {}: who owns it, what it may have, whom it talks to.", namespace.name.value);
    let path = format!("namespaces/{}.yaml", namespace.name.value);
    context.file_of(&namespace.environment, &path, &purpose, objects)
}

fn definition(context: &CellContext<'_>, namespace: &Namespace) -> core::Namespace {
    // Kubecost, split cost allocation and Prometheus read labels; the exact texts are annotations.
    let own = [
        ("cellc.io/cost-centre", label_value(namespace.cost_centre.as_str())),
        ("cellc.io/domain", namespace.domain.to_string()),
        ("cellc.io/environment", namespace.environment.to_string()),
        ("cellc.io/owner", label_value(namespace.owner.as_str())),
    ];
    let security = pod_security_of(namespace.pod_security.value, context.class.kubernetes.value);
    let own = own.into_iter().chain(readiness_gates(context, namespace));
    let own = own.map(|(key, value)| (key.to_owned(), value));
    let annotations = [
        (SYNC_OPTIONS, "Prune=confirm,Delete=confirm".to_owned()),
        ("cellc.io/cost-centre", namespace.cost_centre.to_string()),
        ("cellc.io/owner", namespace.owner.to_string()),
    ];
    let mut object = core::Namespace::default();
    object.metadata.name = Some(namespace.name.to_string());
    object.metadata.labels = Some(labels().into_iter().chain(own).chain(security).collect());
    object.metadata.annotations = Some(annotations.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
    object
}

/// A pod behind the front door is ready when its target is: without that, an update would take away old pods before the load
/// balancer knows the new ones. The controller's webhook reads the label; while it does not answer, pods start without a gate.
fn readiness_gates(context: &CellContext<'_>, namespace: &Namespace) -> Option<(&'static str, String)> {
    let door = context.environment.front_door.as_ref()?;
    door.routes_to(&namespace.name.value).next()?;
    Some(("elbv2.k8s.aws/pod-readiness-gate-inject", "enabled".to_owned()))
}

/// The role of the controller reads the secrets of the whole cell, so that the store must be the narrower one.
fn secret_store(context: &CellContext<'_>, namespace: &Namespace) -> Option<Object> {
    let cell = context.cell;
    let prefix = format!("{}/{}/", cell.cluster, namespace.name.value);
    let because =
        format!("Every key gets the prefix, so that the team reads its own secrets: `{prefix}db` is `db` here.");
    let store = SecretStore::secrets_manager(in_namespace(namespace, "aws"), cell.region.to_string(), prefix);
    let object = Object::new(&store).because(because);
    context.environment.runs(ApplicationName::ExternalSecrets).then_some(object)
}
