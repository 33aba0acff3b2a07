//! Every judge finds what it is there for: right objects of the repository, each with one fault.

use serde_json::{Value, json};

use crate::harness::tools;
use crate::manifests::trees::{self, Emitted};
use crate::manifests::{api_server, judges, karpenter};

type Judge = fn(&[Emitted]) -> Option<Vec<String>>;

/// Kind, pointer, wrong value there, part of the fault. A wrong value of `null` takes the field away.
type Control = (&'static str, &'static str, fn() -> Value, &'static str);

#[test]
fn the_schemas_of_kubernetes_find_wrong_and_unknown_fields() {
    const CONTROLS: [Control; 6] = [
        ("NetworkPolicy", "/spec/podSelectors", || json!({}), "podSelectors"),
        ("NetworkPolicy", "/spec/policyTypes", || json!("Ingress"), "policyTypes"),
        ("Namespace", "/metadata/labels/x", || json!(true), "labels/x"),
        ("LimitRange", "/spec/limits", || Value::Null, "'limits' is a required property"),
        ("StorageClass", "/allowVolumeExpansion", || json!("true"), "allowVolumeExpansion"),
        ("PriorityClass", "/kind", || json!("PriorityKlass"), "Couldn't find schema"),
    ];
    find(&CONTROLS, judges::kubernetes);
}

#[test]
fn a_version_without_a_schema_is_a_fault() {
    let mut file = of_kind("Namespace");
    file.kubernetes = Some("1.99".to_owned());
    let Some(faults) = judges::kubernetes(&[file]) else { return tools::skip_without_judges() };
    assert!(faults[0].contains("no schema of Kubernetes 1.99"), "{faults:?}");
}

#[test]
fn the_reader_of_yaml_1_1_finds_what_is_not_quoted() {
    let file = |text: &str, object: Value| Emitted {
        path: text.to_owned(),
        text: text.to_owned(),
        objects: vec![object],
        kubernetes: None,
    };
    let files = [
        file("a: no\n", json!({ "a": "no" })),
        file("a: 0755\n", json!({ "a": "0755" })),
        file("a: 1\n", json!({ "a": true })),
        file("a: 1\nb: 2\n", json!({ "b": 2, "a": 1 })),
        file("a: 1\n---\nb: 2\n", json!({ "a": 1 })),
        file("a: 'x\n", json!({ "a": "x" })),
    ];
    let Some(faults) = judges::kubernetes(&files) else { return tools::skip_without_judges() };
    assert_eq!(faults.len(), files.len(), "{faults:#?}");
}

#[test]
fn the_schemas_of_custom_resources_find_wrong_and_unknown_fields() {
    const CONTROLS: [Control; 12] = [
        ("NodePool", "/spec/disruption/budgets/0/nodes", || json!("101%"), "must match pattern"),
        ("NodePool", "/spec/disruption/budgets/0/schedul", || json!("@daily"), "'\"schedul\"' does not exist"),
        ("NodePool", "/spec/weight", || json!(101), "must be <= 100"),
        ("NodePool", "/spec/template/spec/nodeClassRef", || Value::Null, "nodeClassRef"),
        ("EC2NodeClass", "/spec/metadataOptions/httpTokens", || json!("require"), "httpTokens"),
        ("EC2NodeClass", "/spec/blockDeviceMappings/0/ebs/kmsKeyId", || json!("x"), "'\"kmsKeyId\"' does not exist"),
        ("Application", "/spec/source/repoURL", || Value::Null, "repoURL"),
        ("Application", "/spec/syncPolicy/automate", || json!({}), "'\"automate\"' does not exist"),
        ("AppProject", "/spec/sourceRepos", || json!("*"), "sourceRepos"),
        ("SecretStore", "/spec/provider/aws/region", || Value::Null, "region"),
        ("SecretStore", "/spec/provider/aws/service", || json!("SecretManager"), "service"),
        ("SecretStore", "/spec/provider/aws/prefixes", || json!("x"), "'\"prefixes\"' does not exist"),
    ];
    find(&CONTROLS, judges::custom_resources);
}

#[test]
fn the_conditions_of_karpenter_are_found_to_be_broken() {
    const CONTROLS: [Control; 13] = [
        ("NodePool", "/spec/disruption/budgets/0/schedule", || json!("@daily"), "without the other"),
        ("NodePool", "/spec/template/metadata/labels/karpenter.sh~1nodepool", || json!("x"), "karpenter.sh/nodepool"),
        ("NodePool", "/spec/template/metadata/labels/kubernetes.io~1hostname", || json!("x"), "kubernetes.io/hostname"),
        ("NodePool", "/spec/template/metadata/labels/x", || json!("a b"), "`a b`"),
        ("NodePool", "/spec/template/spec/requirements/0/values", || json!([]), "has no values"),
        ("NodePool", "/spec/template/spec/requirements/0/operator", || json!("Gt"), "one whole number"),
        ("NodePool", "/spec/template/spec/requirements/0/key", || json!("karpenter.sh/x"), "karpenter.sh/x"),
        ("EC2NodeClass", "/spec/instanceProfile", || json!("x"), "exactly one of `role` and `instanceProfile`"),
        ("EC2NodeClass", "/spec/amiSelectorTerms/0/alias", || json!("al2023@latest"), "pinned"),
        ("EC2NodeClass", "/spec/subnetSelectorTerms", || json!([]), "subnetSelectorTerms"),
        ("EC2NodeClass", "/spec/securityGroupSelectorTerms/0/tags/x", || json!(""), "securityGroupSelectorTerms"),
        ("EC2NodeClass", "/spec/tags/eks:eks-cluster-name", || json!("x"), "eks:eks-cluster-name"),
        ("EC2NodeClass", "/spec/blockDeviceMappings/0/rootVolume", || Value::Null, "one root volume"),
    ];
    find(&CONTROLS, |files| Some(karpenter::faults(files)));
}

#[test]
fn what_only_an_api_server_would_refuse_is_found() {
    const CONTROLS: [Control; 7] = [
        ("Namespace", "/metadata/name", || json!("Payments"), "`Payments` is no name"),
        ("Namespace", "/metadata/labels/x", || json!("a b"), "`a b` is no value of a label"),
        ("ResourceQuota", "/spec/hard/pods", || json!("many"), "`many` is no quantity"),
        ("ResourceQuota", "/metadata/namespace", || json!("nowhere"), "no namespace `nowhere`"),
        ("LimitRange", "/spec/limits/0/default/cpu", || json!("64"), "more than the most"),
        ("LimitRange", "/spec/limits/0/defaultRequest/memory", || json!("1Ti"), "more than the limit"),
        ("NetworkPolicy", "/spec/policyTypes", || json!(["Egress", "Egress"]), "twice"),
    ];
    find(&CONTROLS, |files| Some(api_server::faults(files)));
}

fn find(controls: &[Control], judge: Judge) {
    let files: Vec<Emitted> = controls.iter().map(|(kind, pointer, wrong, _)| broken(kind, pointer, wrong())).collect();
    let Some(faults) = judge(&files) else { return tools::skip_without_judges() };
    for (kind, pointer, _, expected) in controls {
        let path = format!("{kind}{pointer}: ");
        let found: Vec<&String> = faults.iter().filter(|fault| fault.starts_with(&path)).collect();
        assert!(found.iter().any(|fault| fault.contains(expected)), "{path}{expected}\n{faults:#?}");
    }
}

/// The first object of a kind, with the fault, as JSON, which is YAML.
fn broken(kind: &str, pointer: &str, wrong: Value) -> Emitted {
    let mut file = of_kind(kind);
    let object = file.objects.iter_mut().find(|object| object["kind"] == kind).unwrap();
    let (parent, field) = pointer.rsplit_once('/').unwrap();
    let parent = object.pointer_mut(parent).unwrap_or_else(|| panic!("{kind} has no {parent}"));
    let field = field.replace("~1", "/");
    match parent {
        Value::Object(fields) if wrong.is_null() => drop(fields.remove(&field)),
        Value::Object(fields) => drop(fields.insert(field, wrong)),
        other => panic!("{other} has no fields"),
    }
    let text = file.objects.iter().map(Value::to_string).collect::<Vec<_>>().join("\n---\n");
    Emitted { path: format!("{kind}{pointer}"), text, ..file }
}

fn of_kind(kind: &str) -> Emitted {
    let has_kind = |file: &&Emitted| file.objects.iter().any(|object| object["kind"] == kind);
    let case = trees::all().iter().filter(|file| file.path.starts_with("tests/cases/platform-inside"));
    case.into_iter().find(has_kind).unwrap().clone()
}
