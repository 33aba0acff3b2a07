//! What one object says by itself: what it provides, what it refers to, and what is wrong with it whatever else there is.

use serde_json::Value;

use super::applications::{Application, Chart};
use super::pods::{self, Labels, Pods};
use super::projects::Project;
use super::selectors::{OfNamespaces, Selection};
use super::things::{Identity, NAME_LABEL, Need, Thing};
use super::{expressions, labels, names, ports, provided, quotas, references, selectors};
use crate::kubernetes::Object;

/// What one object says by itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// [`None`] for a file that no API server sees.
    pub(super) identity: Option<Identity>,
    pub(super) provides: Vec<Thing>,
    pub(super) needs: Vec<Need>,
    pub(super) pods: Option<Pods>,
    pub(super) selects: Option<Selection>,
    /// The labels of a namespace.
    pub(super) namespace: Option<Labels>,
    pub(super) selected_namespaces: Vec<OfNamespaces>,
    pub(super) application: Option<Application>,
    pub(super) project: Option<Project>,
    pub(super) chart: Option<Chart>,
    pub(super) amounts: Option<quotas::Amounts>,
    pub(super) faults: Vec<String>,
}

impl Facts {
    pub(super) fn of(object: &Object) -> Self {
        let body = object.body();
        if object.is_applied() { Self::of_object(object, &body) } else { Self::of_file(object, &body) }
    }

    /// What a file of Helm or Kustomize says, which no API server sees.
    fn of_file(object: &Object, body: &Value) -> Self {
        let is_kustomization = object.kind == "Kustomization";
        let needs = if is_kustomization { references::of_kustomization(body) } else { Vec::new() };
        Self { needs, chart: Chart::of(object, body), ..Self::default() }
    }

    fn of_object(object: &Object, body: &Value) -> Self {
        let identity = Identity {
            group: object.group().to_owned(),
            kind: object.kind.to_string(),
            namespace: object.namespace.clone(),
            name: object.name.clone(),
        };
        let mut faults = names::check(object);
        faults.extend(labels::check(body));
        faults.extend(ports::check(object, body));
        faults.extend(selectors::check(object, body));
        faults.extend(expressions::check(body));
        faults.extend(quotas::check_object(object, body));
        Self {
            provides: provided::provided(object, body),
            needs: references::needed(object, body),
            pods: Pods::of(object, body),
            selects: Selection::of(object, body),
            namespace: namespace(object, body),
            selected_namespaces: OfNamespaces::of(body),
            application: Application::of(object, body),
            project: Project::of(object, body),
            chart: None,
            amounts: quotas::Amounts::of(object, body),
            identity: Some(identity),
            faults,
        }
    }
}

/// The labels of the namespace that an object is, or that Argo CD makes for it.
fn namespace(object: &Object, body: &Value) -> Option<Labels> {
    let (name, own) = if object.kind == "Namespace" {
        (object.name.as_str(), "/metadata/labels")
    } else {
        (provided::namespace_made(object, body)?, "/spec/syncPolicy/managedNamespaceMetadata/labels")
    };
    let mut all = pods::labels(body.pointer(own));
    all.insert(NAME_LABEL.to_owned(), name.to_owned());
    Some(all)
}
