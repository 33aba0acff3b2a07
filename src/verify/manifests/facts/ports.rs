//! Names and numbers of ports, and which port names which (Kubernetes API reference, "`ContainerPort`", "`ServicePort`" and
//! "`NetworkPolicyPort`").

use serde_json::Value;

use super::fields::{all, at, text};
use super::pods;
use crate::kubernetes::Object;

/// Characters of a port's name (RFC 6335, "Service Name Syntax").
const MOST_CHARACTERS: usize = 15;
/// Where objects name ports, or give their numbers.
const PORTS: [(&str, &[&str]); 2] = [
    ("Service", &["spec.ports.*.port", "spec.ports.*.targetPort"]),
    ("NetworkPolicy", &["spec.ingress.*.ports.*.port", "spec.egress.*.ports.*.port"]),
];

/// Where a container names one of its own ports.
const USES: [&str; 8] = [
    "livenessProbe.httpGet",
    "livenessProbe.tcpSocket",
    "readinessProbe.httpGet",
    "readinessProbe.tcpSocket",
    "startupProbe.httpGet",
    "startupProbe.tcpSocket",
    "lifecycle.postStart.httpGet",
    "lifecycle.preStop.httpGet",
];

/// What is wrong with the ports of an object.
pub(super) fn check(object: &Object, body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let paths = PORTS.iter().filter(|(kind, _)| *kind == object.kind).flat_map(|(_, paths)| *paths);
    for (path, port) in paths.flat_map(|path| at(body, path)) {
        faults.extend(of_port(&path, port));
    }
    if object.kind == "Service" {
        faults.extend(of_service(body));
    }
    if let Some(template) = pods::template(object, body) {
        faults.extend(of_pods(template.get("spec").unwrap_or(&Value::Null)));
    }
    faults
}

fn of_port(path: &str, port: &Value) -> Option<String> {
    let fits = match port {
        Value::String(name) => is_name(name),
        port => port.as_u64().is_some_and(|port| (1..=65_535).contains(&port)),
    };
    (!fits).then(|| format!("`{path}`: {port} is not a valid port"))
}

/// Lower case, digits and single hyphens, with at least one letter.
fn is_name(name: &str) -> bool {
    let is_inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=MOST_CHARACTERS).contains(&name.len())
        && name.bytes().all(is_inside)
        && name.bytes().any(|byte| byte.is_ascii_lowercase())
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}

/// With several ports each has a name of its own, a DNS label.
fn of_service(body: &Value) -> Vec<String> {
    let names: Vec<Option<&str>> =
        all(body, "spec.ports.*").map(|port| port.get("name").and_then(Value::as_str)).collect();
    let is_doubled = |index: usize, name: &str| names.iter().take(index).any(|other| *other == Some(name));
    let mut faults = Vec::new();
    for (index, name) in names.iter().enumerate() {
        match name {
            None if names.len() > 1 => faults.push(format!("`spec.ports[{index}]`: one of several ports needs a name")),
            Some(name) if is_doubled(index, name) => {
                faults.push(format!("`spec.ports[{index}]`: another port has the name `{name}`"));
            }
            _ => {}
        }
    }
    faults
}

fn of_pods(spec: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, port) in at(spec, "containers.*.ports.*.containerPort") {
        faults.extend(of_port(&path, port));
    }
    for (path, name) in at(spec, "containers.*.ports.*.name") {
        faults.extend(of_port(&path, name));
    }
    faults.extend(doubled(spec));
    faults.extend(unknown(spec));
    faults
}

/// A pod has a port of each name once.
fn doubled(spec: &Value) -> Vec<String> {
    let mut seen = Vec::new();
    let mut faults = Vec::new();
    for port in all(spec, "containers.*.ports.*.name").filter_map(Value::as_str) {
        if seen.contains(&port) {
            faults.push(format!("two ports of a pod have the name `{port}`"));
        }
        seen.push(port);
    }
    faults
}

/// The ports that probes and hooks of a container name and that it does not have.
fn unknown(spec: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for container in all(spec, "containers.*") {
        let own: Vec<&str> = all(container, "ports.*.name").filter_map(Value::as_str).collect();
        for path in USES {
            let used = text(container, &format!("{path}.port"));
            if !used.is_empty() && !own.contains(&used) {
                faults.push(format!("`{path}.port`: container `{}` has no port `{used}`", text(container, "name")));
            }
        }
    }
    faults
}
