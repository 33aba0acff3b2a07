//! What `verify::manifests` finds: nothing in what is generated, and something wherever an object is taken away, renamed or
//! changed so that the cell would not come up.

mod mutations;
mod trees;
mod unjudged;
mod workloads;

use cellc::kubernetes::{ManifestTree, Object};
use cellc::verify::manifests::verify_manifests;
use serde_json::{Value, json};

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

#[test]
fn generated_manifests_have_no_faults() {
    for (name, tree) in trees::all() {
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

/// Kind and name of an object, a JSON pointer in it, what is written there, and a fault that must be told.
type Case = (&'static str, &'static str, &'static str, Value, &'static str);

fn cases() -> Vec<Case> {
    vec![
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
            "is not a folder of this cell",
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
        ("StorageClass", "gp3", "/metadata/name", json!("GP3"), "`GP3` is not a valid DNS subdomain"),
        ("StorageClass", "gp3", "/metadata/labels", json!({ "a b": "c" }), "`a b` is not a valid key"),
        ("ResourceQuota", "quota", "/spec/hard/limits.gpu", json!("1"), "a quota does not count `limits.gpu`"),
        ("ResourceQuota", "quota", "/spec/hard/limits.cpu", json!("1x"), "\"1x\" is not a valid quantity"),
        (
            "ResourceQuota",
            "quota",
            "/spec/hard/limits.cpu",
            json!("1m"),
            "less than a single container gets by default",
        ),
        ("LimitRange", "containers", "/spec/limits/0/default", json!({}), "no LimitRange gives containers a default"),
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
    ]
}

/// Mistakes about the namespace of an object.
fn cases_of_namespaces() -> Vec<Case> {
    vec![
        (
            "ResourceQuota",
            "quota",
            "/metadata/namespace",
            json!(null),
            "a ResourceQuota is in a namespace, and this one does not say in which",
        ),
        ("ResourceQuota", "quota", "/metadata/namespace", json!("default"), "a cell keeps namespace `default` empty"),
        ("StorageClass", "gp3", "/metadata/namespace", json!("argocd"), "a StorageClass is in no namespace"),
        ("Application", "karpenter", "/spec/destination/namespace", json!(null), "does not admit namespace ``"),
    ]
}

#[test]
fn each_mistake_is_told() {
    let (_, tree) = trees::all().into_iter().find(|(name, _)| name == "platform").unwrap();
    let tree = first_cell(&tree);
    for (kind, name, pointer, value, expected) in cases().into_iter().chain(cases_of_namespaces()) {
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
