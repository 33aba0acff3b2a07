//! What an API server refuses and no schema says: names, values of labels, quantities, defaults above their bounds, objects in
//! namespaces that nothing makes, objects twice. By the validation of Kubernetes (`pkg/apis/core/validation`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::manifests::trees::Emitted;

/// The namespace that every cluster has and something is put into.
const GIVEN: &str = "kube-system";

/// What is wrong with the objects of these files.
pub(crate) fn faults(files: &[Emitted]) -> Vec<String> {
    let mut made: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files {
        made.entry(cell(file)).or_default().extend(file.objects.iter().filter_map(makes));
    }
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.kubernetes.is_some()) {
        for object in file.objects.iter().filter(|object| object["kind"] != "Kustomization") {
            let mut found = of_object(object);
            let namespace = object["metadata"]["namespace"].as_str();
            let is_known = |name: &str| name == GIVEN || made[cell(file)].contains(name);
            if let Some(namespace) = namespace.filter(|name| !is_known(name)) {
                found.push(format!("there is no namespace `{namespace}`"));
            }
            let identity = (object["apiVersion"].as_str(), object["kind"].as_str(), namespace, name(object));
            if !seen.insert((cell(file), identity)) {
                found.push("an object of this name is there twice".to_owned());
            }
            faults.extend(
                found.iter().map(|fault| format!("{}: {} {}: {fault}", file.path, object["kind"], name(object))),
            );
        }
    }
    faults
}

/// Specification, environment and cell: a cluster.
fn cell(file: &Emitted) -> &str {
    let slashes = file.path.match_indices('/').map(|(at, _)| at);
    let start = file.path.find("gitops/").unwrap_or_default();
    slashes.filter(|at| *at > start).nth(2).map_or(&file.path, |end| &file.path[..end])
}

/// The namespace that an object is, or that Argo CD makes for it.
fn makes(object: &Value) -> Option<&str> {
    match object["kind"].as_str()? {
        "Namespace" => object["metadata"]["name"].as_str(),
        "Application" => object["spec"]["destination"]["namespace"].as_str(),
        _ => None,
    }
}

fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

fn of_object(object: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let is_rbac =
        object["apiVersion"].as_str().is_some_and(|version| version.starts_with("rbac.authorization.k8s.io/"));
    if !(is_name(name(object)) || is_rbac && is_path_segment(name(object))) {
        faults.push(format!("`{}` is no name", name(object)));
    }
    let wrong = strings(&object["metadata"]["labels"]).into_iter().filter(|(_, value)| !is_label_value(value));
    faults.extend(wrong.map(|(_, value)| format!("`{value}` is no value of a label")));
    match object["kind"].as_str() {
        Some("ResourceQuota") => faults.extend(no_quantities(&object["spec"]["hard"])),
        Some("LimitRange") => {
            faults.extend(object["spec"]["limits"].as_array().into_iter().flatten().flat_map(of_limits));
        }
        Some("NetworkPolicy") => faults.extend(of_policy(&object["spec"])),
        _ => {}
    }
    faults
}

fn of_limits(item: &Value) -> Vec<String> {
    let mut faults: Vec<String> =
        ["default", "defaultRequest", "max"].iter().flat_map(|part| no_quantities(&item[part])).collect();
    for (lower, upper, what) in [("default", "max", "the most"), ("defaultRequest", "default", "the limit")] {
        for (resource, amount) in strings(&item[lower]) {
            let bound = item[upper][&resource].as_str().and_then(quantity);
            if quantity(&amount).zip(bound).is_some_and(|(amount, bound)| amount > bound) {
                faults.push(format!("`{lower}` of {resource} is more than {what}"));
            }
        }
    }
    faults
}

fn of_policy(spec: &Value) -> Vec<String> {
    let types = spec["policyTypes"].as_array().map_or(&[][..], Vec::as_slice);
    let mut faults = Vec::new();
    if types.iter().enumerate().any(|(index, direction)| types[..index].contains(direction)) {
        faults.push("a policy type is there twice".to_owned());
    }
    let peers = [("ingress", "from"), ("egress", "to")].into_iter().flat_map(|(rules, peers)| {
        let rules = spec[rules].as_array().into_iter().flatten();
        rules.flat_map(move |rule| rule[peers].as_array().into_iter().flatten())
    });
    for block in peers.filter_map(|peer| peer.get("ipBlock")) {
        let network = |value: &Value| value.as_str().and_then(|text| text.parse::<ipnet::Ipv4Net>().ok());
        let Some(outer) = network(&block["cidr"]) else {
            faults.push(format!("{} is no network", block["cidr"]));
            continue;
        };
        let is_inside = |value: &Value| network(value).is_some_and(|inner| outer.contains(&inner) && inner != outer);
        if !block["except"].as_array().into_iter().flatten().all(is_inside) {
            faults.push(format!("an exception is not inside {outer}"));
        }
    }
    faults
}

fn no_quantities(amounts: &Value) -> Vec<String> {
    let wrong = strings(amounts).into_iter().filter(|(_, text)| quantity(text).is_none());
    wrong.map(|(_, text)| format!("`{text}` is no quantity")).collect()
}

/// A quantity in thousandths.
fn quantity(text: &str) -> Option<u128> {
    const UNITS: [(&str, u128); 11] = [
        ("m", 1),
        ("Ki", 1000 << 10),
        ("Mi", 1000 << 20),
        ("Gi", 1000 << 30),
        ("Ti", 1000 << 40),
        ("k", 1_000_000),
        ("M", 1_000_000_000),
        ("G", 1_000_000_000_000),
        ("T", 1_000_000_000_000_000),
        ("P", 1_000_000_000_000_000_000),
        ("", 1000),
    ];
    let (digits, scale) = UNITS.iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, scale)))?;
    digits.parse::<u128>().ok()?.checked_mul(*scale)
}

/// A name of a role or a binding: whatever can stand between the slashes of a path.
fn is_path_segment(text: &str) -> bool {
    !["", ".", ".."].contains(&text) && !text.contains(['/', '%'])
}

/// A name as in DNS, which every kind takes; most take no other.
fn is_name(text: &str) -> bool {
    let is_part = |part: &str| {
        let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        !part.is_empty() && !part.starts_with('-') && !part.ends_with('-') && part.chars().all(is_inner)
    };
    text.len() <= 253 && text.split('.').all(is_part)
}

/// At most 63 letters, digits, `-`, `_` and `.`, with a letter or a digit at both ends; or nothing.
pub(crate) fn is_label_value(text: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    let is_inner = |c: char| c.is_ascii_alphanumeric() || ['-', '_', '.'].contains(&c);
    text.len() <= 63 && is_end(text.chars().next()) && is_end(text.chars().last()) && text.chars().all(is_inner)
}

/// The fields of an object that are strings.
pub(crate) fn strings(fields: &Value) -> Vec<(String, String)> {
    let fields = fields.as_object().into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}
