//! `bootstrap/kustomization.yaml`: what `kubectl apply -k` installs in an empty cluster.

use serde_json::json;

use super::CellContext;
use super::names::ARGO_CD;
use crate::catalog::applications::ARGO_CD_VERSION;
use crate::kubernetes::kustomize::{Kustomization, Patch, Target};
use crate::kubernetes::{Document, ManifestFile};
use crate::model::CRITICAL_TAINT;

pub(super) fn file(context: &CellContext<'_>) -> ManifestFile {
    let install =
        format!("https://raw.githubusercontent.com/argoproj/argo-cd/{ARGO_CD_VERSION}/manifests/install.yaml");
    let resources = vec!["namespace.yaml".to_owned(), install, "projects.yaml".to_owned(), "root.yaml".to_owned()];
    let mut kustomization = Kustomization::new(ARGO_CD, resources);
    kustomization.patches = ["Deployment", "StatefulSet"].map(tolerate_system_nodes).into();
    let document = Document::new(&kustomization)
        .because("The system nodes are the only ones that there are before Argo CD has installed Karpenter, so all of")
        .because("Argo CD tolerates their taint.");
    context.file("bootstrap/kustomization.yaml", "Argo CD and the Application that finds all others.", vec![document])
}

fn tolerate_system_nodes(kind: &'static str) -> Patch {
    let toleration = json!([{ "key": CRITICAL_TAINT, "operator": "Exists" }]);
    let patch = json!([{ "op": "add", "path": "/spec/template/spec/tolerations", "value": toleration }]);
    let patch = serde_saphyr::to_string(&patch).expect("invariant: JSON is YAML");
    Patch { target: Target { kind, name: None }, patch }
}
