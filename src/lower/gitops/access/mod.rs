//! `access/`: what people may do inside the cell.
//!
//! An access entry with a role joins a Kubernetes group of its own (`access.tf` of the module); here is what the group is
//! bound to. `roles.yaml` holds the roles that some entry uses, `<entry>.yaml` the bindings of one entry.
//! `break-glass` is not here: it is a policy of EKS, so that it works when these objects do not.

mod bindings;
mod custom_resources;
mod grant;
mod rule;
mod rules;

use std::collections::BTreeSet;

use grant::Grant;
use k8s_openapi::api::rbac::v1::{ClusterRole, Role};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::ClassContext;
use super::names::{labels, named};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Environment;

/// One file for all roles in use and one for each entry that has one.
pub(super) fn files(context: &ClassContext<'_>) -> Vec<ManifestFile> {
    let used: BTreeSet<Grant<'_>> =
        context.environment.access.iter().flat_map(|entry| grant::grants(context.environment, entry)).collect();
    let mut files = Vec::new();
    if !used.is_empty() {
        files.push(roles(context, &used));
    }
    files.extend(context.environment.access.iter().filter_map(|entry| bindings::file(context, entry)));
    files
}

fn roles(context: &ClassContext<'_>, used: &BTreeSet<Grant<'_>>) -> ManifestFile {
    let purpose = "What the roles of people allow; the other files say who has them, and where.";
    let objects = used.iter().map(|grant| role(context.environment, grant)).collect();
    context.file_of_all("access/roles.yaml", purpose, objects)
}

fn role(environment: &Environment, grant: &Grant<'_>) -> Object {
    let metadata = global(&grant.role_name());
    let rules = Some(grant.rules(environment));
    let object = match grant.namespace() {
        Some(namespace) => Object::new(&Role { metadata: in_one(namespace, metadata), rules }),
        None => Object::new(&ClusterRole { metadata, rules, aggregation_rule: None }),
    };
    grant.reasons().iter().fold(object, |object, line| object.because(*line))
}

/// The name of an object of the whole cluster, with labels.
fn global(name: &str) -> ObjectMeta {
    let part = ("app.kubernetes.io/part-of".to_owned(), "access".to_owned());
    ObjectMeta { labels: Some(labels().into_iter().chain([part]).collect()), ..named(name) }
}

/// The same in a namespace.
fn in_one(namespace: &str, metadata: ObjectMeta) -> ObjectMeta {
    ObjectMeta { namespace: Some(namespace.to_owned()), ..metadata }
}
