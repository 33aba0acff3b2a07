//! What one object says by itself: what it provides, what it refers to, and what is wrong with it whatever else there is.
//! No file of this folder knows the cell that the object is in, so that what is found can be kept for all cells that have it.

mod amounts;
mod application;
mod chart;
mod expressions;
mod fields;
mod labels;
mod names;
mod needs;
mod pods;
mod ports;
mod project;
mod provided;
mod scope;
mod selectors;
mod things;

use serde_json::Value;

use crate::kubernetes::Object;
pub(super) use amounts::{Amounts, Numbers, Range, Says, Uses};
pub(super) use application::Application;
pub(super) use chart::Chart;
pub(super) use pods::{Labels, Pods};
pub(super) use project::Project;
pub(super) use selectors::{OfNamespaces, Selection};
use things::NAME_LABEL;
pub(super) use things::{FILE, Identity, Need, Thing};

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
    pub(super) amounts: Option<Amounts>,
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
        let needs = if is_kustomization { needs::of_kustomization(body) } else { Vec::new() };
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
        faults.extend(scope::check(object));
        faults.extend(labels::check(body));
        faults.extend(ports::check(object, body));
        faults.extend(selectors::check(object, body));
        faults.extend(expressions::check(body));
        faults.extend(amounts::check(object, body));
        Self {
            provides: provided::provided(object, body),
            needs: needs::needed(object, body),
            pods: Pods::of(object, body),
            selects: Selection::of(object, body),
            namespace: namespace(object, body),
            selected_namespaces: OfNamespaces::of(body),
            application: Application::of(object, body),
            project: Project::of(object, body),
            chart: None,
            amounts: Amounts::of(object, body),
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
