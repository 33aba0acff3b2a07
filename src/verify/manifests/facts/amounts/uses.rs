//! What objects take out of the quota of their namespace.

use serde_json::Value;

use super::numbers::{Numbers, numbers, thousandths};
use super::range::Range;
use crate::kubernetes::Object;
use crate::verify::manifests::facts::fields::{all, text};
use crate::verify::manifests::facts::pods;

/// Kinds of which a quota counts the objects, and by which key.
const COUNTED: [(&str, &str); 4] = [
    ("ConfigMap", "configmaps"),
    ("PersistentVolumeClaim", "persistentvolumeclaims"),
    ("Secret", "secrets"),
    ("Service", "services"),
];

/// What an object takes out of a quota.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Uses {
    pub(in crate::verify::manifests) kind: String,
    pub(in crate::verify::manifests) name: String,
    replicas: u32,
    /// Whether it makes pods.
    has_pods: bool,
    containers: Vec<Container>,
    /// What it takes whatever its containers say, with one replica.
    others: Numbers,
}

#[derive(Debug)]
struct Container {
    name: String,
    /// Whether it ends before the others start.
    is_first: bool,
    limits: Numbers,
    requests: Numbers,
}

impl Uses {
    /// [`None`] for what no quota counts.
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let template = pods::template(object, body);
        let spec = template.and_then(|template| template.get("spec"));
        let containers = |path: &'static str, is_first| {
            spec.into_iter().flat_map(move |spec| all(spec, path)).map(move |it| Container::of(it, is_first))
        };
        let uses = Self {
            kind: object.kind.to_string(),
            name: object.name.clone(),
            replicas: pods::replicas(body),
            has_pods: template.is_some(),
            containers: containers("containers.*", false).chain(containers("initContainers.*", true)).collect(),
            others: others(object, body),
        };
        (uses.has_pods || !uses.others.is_empty()).then_some(uses)
    }

    /// What it takes at most, by the keys of a quota.
    pub(in crate::verify::manifests) fn total(&self, scaled: Option<u32>, range: Option<&Range>) -> Numbers {
        let replicas = i128::from(scaled.unwrap_or(self.replicas));
        let mut total: Numbers = self.others.iter().map(|(key, amount)| (key.clone(), amount * replicas)).collect();
        if self.has_pods {
            total.insert("pods".to_owned(), replicas * 1_000);
        }
        for part in ["limits", "requests"] {
            for resource in ["cpu", "ephemeral-storage", "memory"] {
                total.insert(format!("{part}.{resource}"), self.of_pod(part, resource, range) * replicas);
            }
        }
        total
    }

    /// Containers that start before the others count only where they take more than these together.
    fn of_pod(&self, part: &str, resource: &str, range: Option<&Range>) -> i128 {
        let default = range.and_then(|range| range.default(part, resource)).copied().unwrap_or_default();
        let (mut together, mut alone) = (0, 0);
        for container in &self.containers {
            let amount = container.amount(part, resource).unwrap_or(default);
            if container.is_first {
                alone = amount.max(alone);
            } else {
                together += amount;
            }
        }
        together.max(alone)
    }

    /// Containers with a limit that no container of the namespace may have.
    pub(in crate::verify::manifests) fn containers_above(&self, most: &Numbers) -> Vec<String> {
        let above = |container: &Container| {
            let limits = container.limits.iter();
            let above = limits.filter(|(resource, limit)| most.get(*resource).is_some_and(|most| *limit > most));
            let message = |resource| {
                format!("container `{}`: its limit of {resource} is above that of the LimitRange", container.name)
            };
            above.map(|(resource, _)| message(resource)).collect::<Vec<_>>()
        };
        self.containers.iter().flat_map(above).collect()
    }
}

impl Container {
    fn of(container: &Value, is_first: bool) -> Self {
        let of = |part: &str| numbers(container.pointer(&format!("/resources/{part}")));
        Self { name: text(container, "name").to_owned(), is_first, limits: of("limits"), requests: of("requests") }
    }

    /// Without a request of its own, a container requests what its limit is.
    fn amount(&self, part: &str, resource: &str) -> Option<i128> {
        let limit = self.limits.get(resource);
        let amount = if part == "limits" { limit } else { self.requests.get(resource).or(limit) };
        amount.copied()
    }
}

/// Objects, volumes and ports.
fn others(object: &Object, body: &Value) -> Numbers {
    let mut others = Numbers::new();
    let mut add = |key: &str, amount: i128| *others.entry(key.to_owned()).or_default() += amount;
    if let Some((_, key)) = COUNTED.iter().find(|(kind, _)| *kind == object.kind && object.group().is_empty()) {
        add(key, 1_000);
    }
    let claims = match &*object.kind {
        "PersistentVolumeClaim" => vec![body],
        "StatefulSet" => all(body, "spec.volumeClaimTemplates.*").collect(),
        _ => Vec::new(),
    };
    for claim in claims {
        if object.kind == "StatefulSet" {
            add("persistentvolumeclaims", 1_000);
        }
        add("requests.storage", claim.pointer("/spec/resources/requests/storage").and_then(thousandths).unwrap_or(0));
    }
    if object.kind == "Service" {
        let ports = i128::try_from(all(body, "spec.ports.*").count()).unwrap_or(i128::MAX) * 1_000;
        let is_balancer = text(body, "spec.type") == "LoadBalancer";
        // A load balancer takes ports of nodes, too, unless it is told not to.
        let takes_ports =
            is_balancer && body.pointer("/spec/allocateLoadBalancerNodePorts").and_then(Value::as_bool) != Some(false);
        if is_balancer {
            add("services.loadbalancers", 1_000);
        }
        if takes_ports || text(body, "spec.type") == "NodePort" {
            add("services.nodeports", ports);
        }
    }
    others
}
