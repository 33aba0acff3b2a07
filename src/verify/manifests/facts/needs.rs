//! What objects and kustomizations refer to.

use serde_json::Value;

use super::fields::{all, at, text};
use super::provided::port_of;
use super::things::{NAME_LABEL, Need, Thing};
use super::{pods, things};
use crate::kubernetes::Object;

/// Inside the specification of a pod: path, kind, and whether objects of the kind are in no namespace.
const OF_PODS: [(&str, &str, bool); 11] = [
    ("serviceAccountName", "ServiceAccount", false),
    ("priorityClassName", "PriorityClass", true),
    ("imagePullSecrets.*.name", "Secret", false),
    ("volumes.*.persistentVolumeClaim.claimName", "PersistentVolumeClaim", false),
    ("volumes.*.configMap.name", "ConfigMap", false),
    ("volumes.*.secret.secretName", "Secret", false),
    ("volumes.*.projected.sources.*.configMap.name", "ConfigMap", false),
    ("volumes.*.projected.sources.*.secret.name", "Secret", false),
    ("volumes.*.ephemeral.volumeClaimTemplate.spec.storageClassName", "StorageClass", true),
    ("containers.*.envFrom.*.configMapRef.name", "ConfigMap", false),
    ("containers.*.envFrom.*.secretRef.name", "Secret", false),
];

/// Where a container takes the value of a variable from: the reference, and the kinds of the object and of a key of it.
const OF_VARIABLES: [(&str, &str, Option<&str>); 2] = [
    ("containers.*.env.*.valueFrom.configMapKeyRef", "ConfigMap", Some("ConfigMapKey")),
    ("containers.*.env.*.valueFrom.secretKeyRef", "Secret", None),
];

/// Kind, path, kind that is meant, and whether objects of that kind are in no namespace.
const OF_OBJECTS: [(&str, &str, &str, bool); 15] = [
    ("Application", "spec.project", "AppProject", false),
    ("Application", "spec.destination.namespace", "Namespace", true),
    ("AppProject", "spec.destinations.*.namespace", "Namespace", true),
    ("Ingress", "spec.ingressClassName", "IngressClass", true),
    ("Ingress", "spec.rules.*.http.paths.*.backend.service.name", "Service", false),
    ("Ingress", "spec.defaultBackend.service.name", "Service", false),
    ("Ingress", "spec.tls.*.secretName", "Secret", false),
    ("HTTPRoute", "spec.rules.*.backendRefs.*.name", "Service", false),
    ("HTTPRoute", "spec.parentRefs.*.name", "Gateway", false),
    ("PersistentVolumeClaim", "spec.storageClassName", "StorageClass", true),
    ("ServiceAccount", "imagePullSecrets.*.name", "Secret", false),
    ("StatefulSet", "spec.serviceName", "Service", false),
    ("StatefulSet", "spec.volumeClaimTemplates.*.spec.storageClassName", "StorageClass", true),
    ("ValidatingAdmissionPolicyBinding", "spec.policyName", "ValidatingAdmissionPolicy", true),
    ("ResourceQuota", "spec.scopeSelector.matchExpressions.*.values.*", "PriorityClass", true),
];

/// Kind, path to an object with `kind`, `name` and perhaps `namespace`, the kind where none is written, and whether it is in no
/// namespace.
const BY_KIND: [(&str, &str, &str, bool); 10] = [
    ("RoleBinding", "roleRef", "Role", false),
    ("RoleBinding", "subjects.*", "", false),
    ("ClusterRoleBinding", "roleRef", "ClusterRole", true),
    ("ClusterRoleBinding", "subjects.*", "", false),
    ("NodePool", "spec.template.spec.nodeClassRef", "EC2NodeClass", true),
    ("SecretStore", "spec.provider.aws.auth.jwt.serviceAccountRef", "ServiceAccount", false),
    ("ClusterSecretStore", "spec.provider.aws.auth.jwt.serviceAccountRef", "ServiceAccount", false),
    ("ExternalSecret", "spec.secretStoreRef", "SecretStore", false),
    ("ExternalSecret", "spec.dataFrom.*.sourceRef.storeRef", "SecretStore", false),
    ("HorizontalPodAutoscaler", "spec.scaleTargetRef", "", false),
];

/// Where an Ingress or a route names a port of a Service: the path to its name and that to the port beside it.
const OF_PORTS: [(&str, &str, &[&str]); 3] = [
    ("spec.rules.*.http.paths.*.backend.service", "name", &["port.name", "port.number"]),
    ("spec.defaultBackend.service", "name", &["port.name", "port.number"]),
    ("spec.rules.*.backendRefs.*", "name", &["port"]),
];

/// Where selectors name namespaces.
const NAMESPACE_SELECTORS: [&str; 3] = [
    "spec.ingress.*.from.*.namespaceSelector",
    "spec.egress.*.to.*.namespaceSelector",
    "spec.matchResources.namespaceSelector",
];

/// What an object refers to.
pub(super) fn needed(object: &Object, body: &Value) -> Vec<Need> {
    let mut needs = Needs { object, needs: Vec::new() };
    let own = object.namespace.iter().map(|namespace| ("metadata.namespace".to_owned(), namespace.as_str()));
    own.for_each(|(path, namespace)| needs.push(path, "Namespace", true, namespace));
    for (_, path, meant, is_global) in OF_OBJECTS.into_iter().filter(|(kind, ..)| *kind == object.kind) {
        for (path, name) in &at(body, path) {
            needs.named(path.clone(), meant, is_global, name);
        }
    }
    for (_, path, default, is_global) in BY_KIND.into_iter().filter(|(kind, ..)| *kind == object.kind) {
        for (path, reference) in &at(body, path) {
            needs.by_kind(path, default, is_global, reference);
        }
    }
    needs.of_pods(body);
    needs.of_ports(body);
    for (path, selector) in NAMESPACE_SELECTORS.into_iter().flat_map(|path| at(body, path)) {
        named_namespaces(selector).for_each(|name| needs.push(path.clone(), "Namespace", true, name));
    }
    needs.needs
}

/// The namespaces that a selector names.
fn named_namespaces(selector: &Value) -> impl Iterator<Item = &str> {
    let label = selector.get("matchLabels").and_then(|labels| labels.get(NAME_LABEL)).and_then(Value::as_str);
    let of_name = all(selector, "matchExpressions.*").filter(|expression| text(expression, "key") == NAME_LABEL);
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

    /// What the pods of a workload refer to. A container that starts before the others refers to things in the same way.
    fn of_pods(&mut self, body: &Value) {
        let Some(prefix) = pods::spec_path(self.object) else { return };
        let paths = |path: &str| {
            let before = path.strip_prefix("containers.").map(|rest| format!("{prefix}.initContainers.{rest}"));
            [Some(format!("{prefix}.{path}")), before].into_iter().flatten()
        };
        for (path, meant, is_global) in OF_PODS {
            for (path, name) in paths(path).flat_map(|path| required(body, &path)) {
                self.named(path, meant, is_global, name);
            }
        }
        for (path, meant, key) in OF_VARIABLES {
            for (path, name) in paths(path).flat_map(|path| required(body, &format!("{path}.name"))) {
                self.named(path, meant, false, name);
            }
            let references = key.into_iter().flat_map(|_| paths(path)).flat_map(|path| at(body, &path));
            for (path, reference) in references.filter(|(_, reference)| !is_optional(reference)) {
                let name = format!("{}:{}", text(reference, "name"), text(reference, "key"));
                self.push(format!("{path}.key"), key.unwrap_or_default(), false, &name);
            }
        }
    }

    fn of_ports(&mut self, body: &Value) {
        for (path, name, ports) in OF_PORTS {
            for (path, service) in at(body, path) {
                let named = |port: &&str| Some(((*port).to_owned(), at(service, port).pop()?.1));
                for (field, port) in ports.iter().filter_map(named) {
                    let port = port_of(text(service, name), port);
                    self.push(format!("{path}.{field}"), "ServicePort", false, &port);
                }
            }
        }
    }
}

/// The names at a path, except for those of what may be missing.
fn required<'v>(body: &'v Value, path: &str) -> Vec<(String, &'v Value)> {
    let Some((parent, field)) = path.rsplit_once('.') else { return Vec::new() };
    let parents = at(body, parent).into_iter().filter(|(_, parent)| !is_optional(parent));
    parents.filter_map(|(path, parent)| Some((format!("{path}.{field}"), parent.get(field)?))).collect()
}

fn is_optional(reference: &Value) -> bool {
    reference.get("optional").and_then(Value::as_bool) == Some(true)
}

/// The files of its own folder that a kustomization reads.
pub(super) fn of_kustomization(body: &Value) -> Vec<Need> {
    let resources = at(body, "resources.*").into_iter().filter_map(|(path, value)| Some((path, value.as_str()?)));
    // Folders of the repository outside of the cell are not generated.
    let files = resources.filter(|(_, resource)| !resource.contains("://") && !resource.starts_with("../"));
    files.map(|(path, file)| Need { path, thing: Thing::new(things::FILE, "", file) }).collect()
}
