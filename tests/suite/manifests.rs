//! What `verify::manifests` finds: nothing in what is generated, and something wherever an object is taken away, renamed or
//! changed so that the cell would not come up.

use cellc::kubernetes::{ManifestTree, Object};
use cellc::pipeline::{self, Settings};
use cellc::verify::manifests::verify_manifests;
use serde_json::{Value, json};

use crate::properties::examples;

/// Kinds that nothing in a cell's manifests refers to by name, with the reason.
const UNREFERENCED: [(&str, &str); 13] = [
    ("Application", "`root` reads the folder, whatever is in it"),
    ("ClusterRoleBinding", "grants a role; nothing names a binding"),
    ("EC2NodeClass", "referred to by pools: only a renamed or missing one beside a pool is a fault"),
    ("LimitRange", "holds by being there; the one for claims has no counterpart in a quota"),
    ("NetworkPolicy", "holds by being there"),
    ("NodePool", "pods find nodes by labels"),
    ("PodDisruptionBudget", "holds by being there"),
    ("PriorityClass", "workloads outside these manifests name it"),
    ("ResourceQuota", "holds by being there"),
    ("RoleBinding", "grants a role; nothing names a binding"),
    ("SecretStore", "ExternalSecrets of teams name it"),
    ("ServiceAccount", "Terraform binds a role to the name"),
    ("StorageClass", "claims of teams and values of charts name it"),
];
/// The same for objects that hold or bind by themselves.
const BY_THEMSELVES: [&str; 1] = ["ValidatingAdmissionPolicyBinding"];

fn trees() -> Vec<(&'static str, ManifestTree)> {
    let tree = |(name, files): (&'static str, examples::Files)| {
        let settings = Settings { as_of: "2026-11-27".parse().unwrap() };
        let analysis = pipeline::analyse(&examples::sources(&files), &settings, &mut |_| {});
        let judged = analysis.model?;
        Some((name, cellc::lower::lower_manifests(judged.checked()?)))
    };
    examples::all().into_iter().filter_map(tree).collect()
}

fn faults(tree: &ManifestTree) -> Vec<String> {
    verify_manifests(tree).into_iter().map(|fault| format!("{}: {}", fault.block, fault.message)).collect()
}

/// The tree with one object changed or, for [`None`], taken away.
fn with(tree: &ManifestTree, (file, index): (usize, usize), object: Option<Object>) -> ManifestTree {
    let mut tree = tree.clone();
    match object {
        Some(object) => tree.files[file].objects[index] = object,
        None => drop(tree.files[file].objects.remove(index)),
    }
    tree
}

fn renamed(object: &Object) -> Object {
    let mut body = object.body();
    body["metadata"]["name"] = json!(format!("{}-renamed", object.name));
    object.clone().with_body(&body)
}

#[test]
fn generated_manifests_have_no_faults() {
    for (name, tree) in trees() {
        assert_eq!(faults(&tree), Vec::<String>::new(), "{name}");
    }
}

/// The tree of the first cell alone.
fn first_cell(tree: &ManifestTree) -> ManifestTree {
    let folder = |path: &str| path.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
    let first = tree.files.first().map(|file| folder(&file.path));
    let files = tree.files.iter().filter(|file| Some(folder(&file.path)) == first).cloned();
    ManifestTree { files: files.collect() }
}

#[test]
fn what_others_refer_to_is_missed_when_it_goes_or_is_renamed() {
    let is_exempt = |kind: &str| UNREFERENCED.iter().any(|(known, _)| *known == kind) || BY_THEMSELVES.contains(&kind);
    for (name, tree) in trees() {
        let tree = first_cell(&tree);
        for (file, manifest) in tree.files.iter().enumerate() {
            for (index, object) in manifest.objects.iter().enumerate() {
                let is_in_use = object.name != "default" || object.kind != "AppProject";
                if !object.is_applied() || is_exempt(&object.kind) || !is_in_use {
                    continue;
                }
                if object.kind == "AppProject" && object.name != "platform" {
                    continue;
                }
                for changed in [None, Some(renamed(object))] {
                    let found = faults(&with(&tree, (file, index), changed));
                    assert!(!found.is_empty(), "{name}: {} {} is not missed", object.kind, object.name);
                }
            }
        }
    }
}

/// Kind and name of an object, a JSON pointer in it, what is written there, and a fault that must be told.
type Case = (&'static str, &'static str, &'static str, Value, &'static str);

#[test]
fn each_mistake_is_told() {
    let cases: [Case; 13] = [
        (
            "NodePool",
            "spot",
            "/spec/template/spec/nodeClassRef/name",
            json!("spott"),
            "has no EC2NodeClass `spott`; did you mean `spot`?",
        ),
        ("Application", "karpenter", "/spec/project", json!("platfrom"), "has no AppProject `platfrom`"),
        ("Application", "karpenter", "/spec/destination/namespace", json!("nowhere"), "has no Namespace `nowhere`"),
        (
            "Application",
            "karpenter",
            "/spec/source/path",
            json!("out/gitops/dev/dev/nowhere"),
            "is no folder of this cell",
        ),
        (
            "Application",
            "karpenter",
            "/spec/source/helm/valueFiles/0",
            json!("other.yaml"),
            "no file `charts/karpenter/other.yaml`",
        ),
        (
            "Application",
            "karpenter",
            "/spec/source/repoURL",
            json!("https://elsewhere"),
            "does not admit `https://elsewhere`",
        ),
        ("AppProject", "platform", "/spec/clusterResourceWhitelist", json!([]), "does not admit kind `StorageClass`"),
        ("StorageClass", "gp3", "/metadata/name", json!("GP3"), "`GP3` is no DNS subdomain"),
        ("StorageClass", "gp3", "/metadata/labels", json!({ "a b": "c" }), "`a b` is no key"),
        ("ResourceQuota", "quota", "/spec/hard/limits.gpu", json!("1"), "no LimitRange gives containers a default"),
        ("LimitRange", "containers", "/spec/limits/0/max/cpu", json!("1m"), "`default.cpu` is above `max.cpu`"),
        (
            "NetworkPolicy",
            "allow-dns",
            "/spec/egress/0/to/0/namespaceSelector/matchLabels",
            json!({ "kubernetes.io/metadata.name": "kube" }),
            "has no Namespace `kube`",
        ),
        (
            "PriorityClass",
            "batch",
            "/metadata/name",
            json!("platform"),
            "another object has the same kind, namespace and name",
        ),
    ];
    let (_, tree) = trees().into_iter().find(|(name, _)| name.contains("platform")).unwrap();
    let tree = first_cell(&tree);
    for (kind, name, pointer, value, expected) in cases {
        let objects = tree.files.iter().enumerate();
        let mut places =
            objects.flat_map(|(file, manifest)| (0..manifest.objects.len()).map(move |index| (file, index)));
        let is_it = |object: &Object| object.kind == kind && object.name == name;
        let place = places.find(|(file, index)| is_it(&tree.files[*file].objects[*index])).unwrap();
        let object = &tree.files[place.0].objects[place.1];
        let mut body = object.body();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match body.pointer_mut(parent).unwrap() {
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
            fields => fields[key] = value,
        }
        let found = faults(&with(&tree, place, Some(object.clone().with_body(&body))));
        assert!(found.iter().any(|fault| fault.contains(expected)), "{kind} {name} {pointer}: {found:#?}");
    }
}
