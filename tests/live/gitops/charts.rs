//! What the charts of the platform may do in a cell, judged from `catalog/charts/*.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use cellc::pipeline::Output;
use serde::Deserialize;
use serde_json::{Value, json};

use super::compile;
use super::emitted::objects;

#[derive(Deserialize)]
pub(super) struct Facts {
    as_of: String,
    pub(super) chart: String,
    version: String,
    rendered_version: String,
    source: String,
    values: Value,
    #[serde(default)]
    pub(super) kinds: Vec<String>,
    roles: Vec<Role>,
    webhooks: Vec<Webhook>,
    pods: Vec<Value>,
}

#[derive(Deserialize)]
struct Role {
    kind: String,
    name: String,
    #[serde(default)]
    namespace: String,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct Rule {
    groups: Vec<String>,
    resources: Vec<String>,
    names: Vec<String>,
    urls: Vec<String>,
    verbs: Vec<String>,
}

#[derive(Deserialize)]
struct Webhook {
    name: String,
    failure_policy: String,
    matches: Vec<String>,
    namespaces: Value,
    objects: Value,
    replicas: u64,
}

#[derive(Deserialize)]
struct Reviewed {
    rights: Vec<Right>,
}

/// Rights with the reason why a chart may have them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Right {
    chart: String,
    role: String,
    resources: Vec<String>,
    verbs: Vec<String>,
    reason: String,
}

pub(super) fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog").join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pinned version of each chart, and of Argo CD.
fn pins() -> Vec<(String, String)> {
    let catalog: Value = serde_json::from_str(&read("applications.json")).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let charts = catalog["applications"].as_array().unwrap().iter();
    let mut pins: Vec<_> = charts.map(|chart| (text(&chart["chart"]), text(&chart["version"]))).collect();
    let karpenter = pins.iter().find(|(chart, _)| chart == "karpenter").unwrap().1.clone();
    pins.extend([
        ("argo-cd".to_owned(), text(&catalog["argo_cd"]["version"])),
        ("karpenter-crd".to_owned(), karpenter),
    ]);
    pins
}

pub(super) fn facts() -> Vec<Facts> {
    pins().iter().map(|(chart, _)| serde_json::from_str(&read(&format!("charts/{chart}.json"))).unwrap()).collect()
}

fn reviewed() -> Vec<Right> {
    serde_json::from_str::<Reviewed>(&read("charts/reviewed_roles.json")).unwrap().rights
}

/// Facts of one chart with one role or one webhook, to show the judges something wrong.
fn made_up(roles: &Value, webhooks: &Value) -> Facts {
    let facts = json!({
        "as_of": "2026-11-21", "chart": "demo", "version": "1.0.0", "rendered_version": "1.0.0", "source": "none",
        "values": {}, "roles": roles, "webhooks": webhooks, "pods": [],
    });
    serde_json::from_value(facts).unwrap()
}

/// Core resources that hold pods, fence them, or are identities.
const CORE: [&str; 8] = [
    "limitranges",
    "namespaces",
    "nodes",
    "persistentvolumes",
    "pods",
    "podtemplates",
    "replicationcontrollers",
    "resourcequotas",
];
/// Groups of which writing anything is mighty.
const GROUPS: [&str; 9] = [
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "apps",
    "argoproj.io",
    "batch",
    "certificates.k8s.io",
    "rbac.authorization.k8s.io",
    "scheduling.k8s.io",
];
/// What leads into pods, whichever verb is granted.
const INTO_PODS: [&str; 6] =
    ["nodes/proxy", "pods/attach", "pods/exec", "pods/portforward", "pods/proxy", "services/proxy"];

fn is_mighty(group: &str, resource: &str, verb: &str, is_named: bool) -> bool {
    let writes = !["get", "list", "watch"].contains(&verb);
    let kind = resource.split('/').next().unwrap();
    let everything = group == "*" || resource == "*";
    match group {
        _ if verb == "impersonate" => true,
        "" if kind == "secrets" => !is_named,
        "" if INTO_PODS.contains(&resource) => true,
        "" if kind == "serviceaccounts" || CORE.contains(&kind) => writes,
        "networking.k8s.io" if kind == "networkpolicies" => writes,
        _ => writes && (everything || GROUPS.contains(&group)),
    }
}

/// Every powerful right of a chart, as `chart, role: verb resource.group`.
fn mighty(facts: &Facts) -> BTreeSet<String> {
    let reaches_others =
        |role: &&Role| role.kind == "ClusterRole" || ["argocd", "kube-system"].contains(&role.namespace.as_str());
    let mut rights = BTreeSet::new();
    for role in facts.roles.iter().filter(reaches_others) {
        for rule in &role.rules {
            for (group, resource) in
                rule.groups.iter().flat_map(|group| rule.resources.iter().map(move |one| (group, one)))
            {
                let dot = if group.is_empty() { "" } else { "." };
                let is_named = !rule.names.is_empty();
                let verbs = rule.verbs.iter().filter(|verb| is_mighty(group, resource, verb, is_named));
                rights
                    .extend(verbs.map(|verb| format!("{}, {}: {verb} {resource}{dot}{group}", facts.chart, role.name)));
            }
        }
    }
    rights
}

/// The rights of the list in the same words.
fn accepted(list: &[Right]) -> BTreeSet<String> {
    let mut rights = BTreeSet::new();
    for Right { chart, role, resources, verbs, .. } in list {
        for verb in verbs {
            rights.extend(resources.iter().map(|resource| format!("{chart}, {role}: {verb} {resource}")));
        }
    }
    rights
}

#[test]
fn every_pinned_chart_has_facts_with_a_source() {
    for (facts, (chart, version)) in facts().iter().zip(pins()) {
        assert_eq!((&facts.chart, &facts.version), (&chart, &version), "render {chart} again");
        assert!(!facts.as_of.is_empty() && !facts.source.is_empty(), "{chart}");
        let minor = |version: &str| version.trim_start_matches('v').split('.').next().unwrap().parse::<u32>().unwrap();
        assert!(minor(&facts.rendered_version) <= minor(&facts.version), "{chart}");
        assert!(!facts.pods.is_empty() || chart == "karpenter-crd", "{chart}");
    }
}

/// The values that a cell gives each chart: in the Application that names the chart, or in a folder of the cell with a chart
/// that consists of the publisher's.
pub(crate) fn values_by_chart(output: &Output, cell: &str) -> BTreeMap<String, Value> {
    let mut values = BTreeMap::new();
    for application in objects(output, &format!("{cell}/applications/")) {
        let source = &application["spec"]["source"];
        if let Some(chart) = source["chart"].as_str() {
            values.insert(chart.to_owned(), source["helm"].get("valuesObject").cloned().unwrap_or_else(|| json!({})));
        }
    }
    for file in objects(output, &format!("{cell}/charts/")) {
        if let Some(parts) = file["dependencies"].as_array() {
            let names = parts.iter().filter_map(|part| part["name"].as_str());
            names.for_each(|name| _ = values.entry(name.to_owned()).or_insert_with(|| json!({})));
        } else {
            values.extend(file.as_object().unwrap().clone());
        }
    }
    values
}

/// Facts of other values would say nothing about a cell.
#[test]
fn charts_were_rendered_with_the_values_that_cellc_sets() {
    let values = values_by_chart(&compile(&read("charts/fleet.hcl")), "gitops/prod/alpha");
    assert_eq!(values.len(), pins().len() - 1, "all but Argo CD itself");
    for facts in facts().iter().filter(|facts| facts.chart != "argo-cd") {
        let chart = &facts.chart;
        assert_eq!(facts.values, values[chart], "{chart}: render it again, as catalog/charts/README.md says");
    }
}

/// Neither may a chart have a right that nobody has reviewed, nor the list a right that no chart has.
#[test]
fn every_mighty_right_of_a_chart_has_a_reason() {
    let rights: BTreeSet<String> = facts().iter().flat_map(mighty).collect();
    let list = reviewed();
    for right in &list {
        assert!(right.reason.len() > 30, "{}, {}: no reason", right.chart, right.role);
    }
    let accepted = accepted(&list);
    assert_eq!(rights.difference(&accepted).collect::<Vec<_>>(), Vec::<&String>::new(), "rights without a reason");
    assert_eq!(accepted.difference(&rights).collect::<Vec<_>>(), Vec::<&String>::new(), "reasons without a right");
}

#[test]
fn mighty_rights_are_told_from_others() {
    for (group, resource, verb, names, is_mighty) in [
        // Kubecost's cluster controller, as its chart has it by default.
        ("", "namespaces", "delete", &[][..], true),
        ("", "resourcequotas", "patch", &[], true),
        ("apps", "deployments", "patch", &[], true),
        ("batch", "cronjobs", "*", &[], true),
        ("", "pods", "list", &[], false),
        ("", "pods/eviction", "create", &[], true),
        ("", "pods/exec", "get", &[], true),
        ("", "pods/log", "get", &[], false),
        ("", "nodes/proxy", "get", &[], true),
        ("", "nodes/metrics", "get", &[], false),
        ("", "secrets", "get", &[], true),
        ("", "secrets", "get", &["one"], false),
        ("", "serviceaccounts/token", "create", &[], true),
        ("", "serviceaccounts", "list", &[], false),
        ("", "users", "impersonate", &[], true),
        ("*", "*", "get", &[], false),
        ("*", "*", "*", &[], true),
        ("apps", "*", "update", &[], true),
        ("rbac.authorization.k8s.io", "clusterroles", "bind", &[], true),
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "patch", &["own"], true),
        ("networking.k8s.io", "networkpolicies", "delete", &[], true),
        ("networking.k8s.io", "ingresses", "delete", &[], false),
        ("argoproj.io", "applications", "patch", &[], true),
    ] {
        let rule = json!({ "groups": [group], "resources": [resource], "names": names, "verbs": [verb] });
        let chart = |kind: &str, namespace: &str| {
            made_up(&json!([{ "kind": kind, "name": "it", "namespace": namespace, "rules": [rule] }]), &json!([]))
        };
        assert_eq!(!mighty(&chart("ClusterRole", "")).is_empty(), is_mighty, "{rule}");
        assert_eq!(!mighty(&chart("Role", "kube-system")).is_empty(), is_mighty, "{rule}");
        assert!(mighty(&chart("Role", "demo")).is_empty(), "{rule}");
    }
}

/// What a webhook must not do: hold up the API server when one pod is away, or see the pods and workloads of everybody.
fn faults(webhook: &Webhook) -> Vec<&'static str> {
    let is_of_everybody = |matched: &String| {
        let resource = matched.split(' ').nth(1).unwrap();
        let group = resource.split_once('.').map_or("", |(_, group)| group);
        let kind = resource.split(['.', '/']).next().unwrap();
        group == "*"
            || ["apps", "batch"].contains(&group)
            || (group.is_empty() && ["*", "namespaces", "pods"].contains(&kind))
    };
    let selects = |selector: &Value| selector.as_object().is_some_and(|selector| !selector.is_empty());
    let mut faults = Vec::new();
    if webhook.failure_policy != "Ignore" && webhook.replicas < 2 {
        faults.push("holds up the API server when its only pod is away");
    }
    let sees_all = webhook.matches.iter().any(is_of_everybody);
    if sees_all && !selects(&webhook.namespaces) && !selects(&webhook.objects) {
        faults.push("sees every pod, workload or namespace");
    }
    faults
}

#[test]
fn no_webhook_of_a_chart_holds_up_a_cell() {
    let mut seen = 0;
    for facts in facts() {
        for webhook in &facts.webhooks {
            assert_eq!(faults(webhook), Vec::<&str>::new(), "{}, {}", facts.chart, webhook.name);
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn dangerous_webhooks_are_told_from_others() {
    let labels = json!({ "matchLabels": { "inject": "true" } });
    for (policy, replicas, matched, selector, count) in [
        // Those of CloudWatch's chart, as it has them by default.
        ("Ignore", 1, "CREATE,UPDATE pods", json!({}), 1),
        ("Ignore", 1, "CREATE,UPDATE namespaces", json!({}), 1),
        ("Ignore", 1, "CREATE,UPDATE deployments.apps", json!({}), 1),
        ("Fail", 1, "CREATE pods", json!({}), 2),
        ("Fail", 1, "CREATE pods", labels.clone(), 1),
        ("Fail", 2, "CREATE pods", labels, 0),
        ("Fail", 0, "CREATE certificates.cert-manager.io", json!({}), 1),
        ("Fail", 2, "CREATE certificates.cert-manager.io", json!({}), 0),
        ("Ignore", 2, "CREATE */*.*", json!({}), 1),
    ] {
        let webhook = json!({
            "name": "it", "failure_policy": policy, "matches": [matched], "namespaces": selector, "objects": {},
            "replicas": replicas,
        });
        let facts = made_up(&json!([]), &json!([webhook]));
        assert_eq!(faults(&facts.webhooks[0]).len(), count, "{webhook}");
    }
}
