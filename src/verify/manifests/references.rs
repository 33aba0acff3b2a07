//! What objects refer to by name, and whether it is there.

use std::collections::BTreeSet;

use serde_json::Value;

use super::fields::{at, text};
use super::things::{Need, Thing};
use super::{Cell, Placed};
use crate::kubernetes::Object;
use crate::verify::context::suggestion;

/// What Kubernetes and EKS bring into every cluster: kind, namespace, name.
const BUILT_IN: [(&str, &str, &str); 11] = [
    ("Namespace", "", "default"),
    ("Namespace", "", "kube-node-lease"),
    ("Namespace", "", "kube-public"),
    ("Namespace", "", "kube-system"),
    ("PriorityClass", "", "system-cluster-critical"),
    ("PriorityClass", "", "system-node-critical"),
    ("ClusterRole", "", "admin"),
    ("ClusterRole", "", "cluster-admin"),
    ("ClusterRole", "", "edit"),
    ("ClusterRole", "", "system:auth-delegator"),
    ("ClusterRole", "", "view"),
];

/// Kinds that hold a pod template, and where the specification of the pod is.
const POD_SPECS: [(&str, &str); 6] = [
    ("Pod", "spec"),
    ("Deployment", "spec.template.spec"),
    ("StatefulSet", "spec.template.spec"),
    ("DaemonSet", "spec.template.spec"),
    ("Job", "spec.template.spec"),
    ("CronJob", "spec.jobTemplate.spec.template.spec"),
];

/// Inside the specification of a pod: path, kind, and whether objects of the kind are in no namespace.
const OF_PODS: [(&str, &str, bool); 14] = [
    ("serviceAccountName", "ServiceAccount", false),
    ("priorityClassName", "PriorityClass", true),
    ("volumes.*.persistentVolumeClaim.claimName", "PersistentVolumeClaim", false),
    ("volumes.*.configMap.name", "ConfigMap", false),
    ("volumes.*.secret.secretName", "Secret", false),
    ("containers.*.envFrom.*.configMapRef.name", "ConfigMap", false),
    ("containers.*.envFrom.*.secretRef.name", "Secret", false),
    ("containers.*.env.*.valueFrom.configMapKeyRef.name", "ConfigMap", false),
    ("containers.*.env.*.valueFrom.secretKeyRef.name", "Secret", false),
    ("initContainers.*.envFrom.*.configMapRef.name", "ConfigMap", false),
    ("initContainers.*.envFrom.*.secretRef.name", "Secret", false),
    ("initContainers.*.env.*.valueFrom.configMapKeyRef.name", "ConfigMap", false),
    ("initContainers.*.env.*.valueFrom.secretKeyRef.name", "Secret", false),
    ("imagePullSecrets.*.name", "Secret", false),
];

/// Kind, path, kind that is meant, and whether objects of that kind are in no namespace.
const OF_OBJECTS: [(&str, &str, &str, bool); 13] = [
    ("Application", "spec.project", "AppProject", false),
    ("Application", "spec.destination.namespace", "Namespace", true),
    ("AppProject", "spec.destinations.*.namespace", "Namespace", true),
    ("Ingress", "spec.ingressClassName", "IngressClass", true),
    ("Ingress", "spec.rules.*.http.paths.*.backend.service.name", "Service", false),
    ("Ingress", "spec.tls.*.secretName", "Secret", false),
    ("HTTPRoute", "spec.rules.*.backendRefs.*.name", "Service", false),
    ("HTTPRoute", "spec.parentRefs.*.name", "Gateway", false),
    ("PersistentVolumeClaim", "spec.storageClassName", "StorageClass", true),
    ("StatefulSet", "spec.serviceName", "Service", false),
    ("StatefulSet", "spec.volumeClaimTemplates.*.spec.storageClassName", "StorageClass", true),
    ("ValidatingAdmissionPolicyBinding", "spec.policyName", "ValidatingAdmissionPolicy", true),
    ("ResourceQuota", "spec.scopeSelector.matchExpressions.*.values.*", "PriorityClass", true),
];

/// Kind, path to an object with `kind` and `name`, the kind where none is written, and whether it is in no namespace.
const BY_KIND: [(&str, &str, &str, bool); 6] = [
    ("RoleBinding", "roleRef", "Role", false),
    ("RoleBinding", "subjects.*", "", false),
    ("ClusterRoleBinding", "roleRef", "ClusterRole", true),
    ("NodePool", "spec.template.spec.nodeClassRef", "EC2NodeClass", true),
    ("ExternalSecret", "spec.secretStoreRef", "SecretStore", false),
    ("HorizontalPodAutoscaler", "spec.scaleTargetRef", "", false),
];

/// Where selectors name namespaces.
const NAMESPACE_SELECTORS: [&str; 3] = [
    "spec.ingress.*.from.*.namespaceSelector",
    "spec.egress.*.to.*.namespaceSelector",
    "spec.matchResources.namespaceSelector",
];
const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// What an object provides: itself, and for Argo CD the namespace and the definitions that a sync makes.
pub(super) fn provided(object: &Object, body: &Value) -> Vec<Thing> {
    let namespace = object.namespace.as_deref().unwrap_or_default();
    let mut things = vec![Thing::new(&object.kind, namespace, &object.name)];
    if object.kind == "Application" {
        let options = at(body, "spec.syncPolicy.syncOptions.*");
        if options.iter().any(|(_, option)| option.as_str() == Some("CreateNamespace=true")) {
            things.push(Thing::new("Namespace", "", text(body, "spec.destination.namespace")));
        }
    }
    if object.kind == "Service" {
        for (_, port) in at(body, "spec.ports.*") {
            let ports = port.get("name").into_iter().chain(port.get("port"));
            things.extend(ports.map(|port| Thing::new("ServicePort", namespace, &of_service(&object.name, port))));
        }
    }
    things
}

fn of_service(service: &str, port: &Value) -> String {
    port.as_str().map_or_else(|| format!("{service}:{port}"), |name| format!("{service}:{name}"))
}

/// What an object refers to.
pub(super) fn needed(object: &Object, body: &Value) -> Vec<Need> {
    let mut needs = Needs { object, needs: Vec::new() };
    let own = object.namespace.iter().map(|namespace| ("metadata.namespace".to_owned(), namespace.as_str()));
    own.for_each(|(path, namespace)| needs.push(path, "Namespace", true, namespace));
    for (_, path, meant, is_global) in OF_OBJECTS.into_iter().filter(|(kind, ..)| *kind == object.kind) {
        at(body, path).iter().for_each(|(path, name)| needs.named(path.clone(), meant, is_global, name));
    }
    for (_, prefix) in POD_SPECS.into_iter().filter(|(kind, _)| *kind == object.kind) {
        for (path, meant, is_global) in OF_PODS {
            let found = at(body, &format!("{prefix}.{path}"));
            found.iter().for_each(|(path, name)| needs.named(path.clone(), meant, is_global, name));
        }
    }
    for (_, path, default, is_global) in BY_KIND.into_iter().filter(|(kind, ..)| *kind == object.kind) {
        at(body, path).iter().for_each(|(path, reference)| needs.by_kind(path, default, is_global, reference));
    }
    for (path, service) in at(body, "spec.rules.*.http.paths.*.backend.service") {
        let port = service.get("port").and_then(|port| port.get("name").or_else(|| port.get("number")));
        let name = service.get("name").and_then(Value::as_str).unwrap_or_default();
        port.iter().for_each(|port| needs.push(format!("{path}.port"), "ServicePort", false, &of_service(name, port)));
    }
    for (path, selector) in NAMESPACE_SELECTORS.into_iter().flat_map(|path| at(body, path)) {
        named_namespaces(selector).for_each(|name| needs.push(path.clone(), "Namespace", true, name));
    }
    needs.needs
}

/// The namespaces that a selector names.
fn named_namespaces(selector: &Value) -> impl Iterator<Item = &str> {
    let label = selector.get("matchLabels").and_then(|labels| labels.get(NAME_LABEL)).and_then(Value::as_str);
    let expressions = selector.get("matchExpressions").and_then(Value::as_array).into_iter().flatten();
    let of_name = expressions.filter(|expression| text(expression, "key") == NAME_LABEL);
    let values = of_name.filter_map(|expression| expression.get("values")?.as_array()).flatten();
    label.into_iter().chain(values.filter_map(Value::as_str))
}

struct Needs<'a> {
    object: &'a Object,
    needs: Vec<Need>,
}

impl Needs<'_> {
    fn named(&mut self, path: String, kind: &str, is_global: bool, name: &Value) {
        if let Some(name) = name.as_str() {
            self.push(path, kind, is_global, name);
        }
    }

    fn push(&mut self, path: String, kind: &str, is_global: bool, name: &str) {
        let own = self.object.namespace.as_deref().unwrap_or_default();
        let namespace = if is_global { "" } else { own };
        self.needs.push(Need { path, thing: Thing::new(kind, namespace, name) });
    }

    /// Groups and users are AWS's to know; every other subject is an object.
    fn by_kind(&mut self, path: &str, default: &str, is_global: bool, reference: &Value) {
        let kind = Some(text(reference, "kind")).filter(|kind| !kind.is_empty()).unwrap_or(default);
        if matches!(kind, "Group" | "User" | "") {
            return;
        }
        let is_global = is_global || kind.starts_with("Cluster");
        let own = self.object.namespace.as_deref().unwrap_or_default();
        let written = Some(text(reference, "namespace")).filter(|namespace| !namespace.is_empty()).unwrap_or(own);
        let thing = Thing::new(kind, if is_global { "" } else { written }, text(reference, "name"));
        self.needs.push(Need { path: path.to_owned(), thing });
    }
}

/// The files of its own folder that a kustomization reads.
pub(super) fn of_kustomization(body: &Value) -> Vec<Need> {
    let resources = at(body, "resources.*").into_iter().filter_map(|(path, value)| Some((path, value.as_str()?)));
    let files = resources.filter(|(_, resource)| !resource.contains("://"));
    files.map(|(path, file)| Need { path, thing: Thing::new("File", "", &format!("bootstrap/{file}")) }).collect()
}

/// What is wrong with the references of an object.
pub(super) fn unresolved(cell: &Cell<'_>, placed: &Placed) -> Vec<String> {
    let is_there = |thing: &Thing| {
        cell.things.contains(thing)
            || BUILT_IN.contains(&(thing.kind.as_str(), thing.namespace.as_str(), thing.name.as_str()))
            || thing.kind == "File" && cell.has_path(&thing.name)
    };
    let missing = placed.facts.needs.iter().filter(|need| !is_there(&need.thing));
    missing.map(|need| describe(cell, need)).collect()
}

fn describe(cell: &Cell<'_>, Need { path, thing }: &Need) -> String {
    let Thing { kind, namespace, name } = thing;
    let alike = cell.things.iter().filter(|other| other.kind == *kind && other.namespace == *namespace);
    let near = suggestion(name, alike.map(|other| other.name.as_str()));
    let place = if namespace.is_empty() { "this cell".to_owned() } else { format!("namespace `{namespace}`") };
    format!("`{path}`: {place} has no {kind} `{name}`{near}")
}

/// Variables that the expressions of an admission policy use and that it does not declare before.
pub(super) fn check_expressions(body: &Value) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut faults = Vec::new();
    let mut check = |path: String, expression: &str, known: &BTreeSet<&str>| {
        let used = expression.split("variables.").skip(1);
        let name =
            |rest: &str| rest.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '_').collect::<String>();
        let unknown = used.map(name).filter(|name| !known.contains(name.as_str()));
        faults.extend(unknown.map(|name| format!("`{path}`: no variable `{name}` is declared before it")));
    };
    for (path, variable) in at(body, "spec.variables.*") {
        check(path, text(variable, "expression"), &known);
        known.insert(text(variable, "name"));
    }
    for (path, validation) in at(body, "spec.validations.*") {
        check(path.clone(), text(validation, "expression"), &known);
        check(path, text(validation, "messageExpression"), &known);
    }
    faults
}
