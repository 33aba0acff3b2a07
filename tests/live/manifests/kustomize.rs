//! `kubectl kustomize` renders every folder with a `kustomization.yaml`: every patch arrives, and takes nothing away. What such
//! a folder takes from the network is replaced by a stand-in with one object for each target of a patch, so no network is
//! needed.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{example, tools};
use crate::manifests::trees;

#[test]
fn every_kustomization_renders_and_every_patch_arrives() {
    let Some(folder) = tools::folder("manifests") else { return tools::skip_without_judges() };
    for spec in example::all() {
        let (_, output) = trees::compile(&spec);
        let work = TempDir::new().unwrap();
        for (path, text) in output.files.iter().filter(|(path, _)| path.starts_with("gitops/")) {
            let path = work.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        for path in output.files.keys().filter(|path| path.ends_with("/kustomization.yaml")) {
            let kustomization = Kustomization::stand_in(&work.path().join(path));
            kustomization.judge(&render(&folder, &work.path().join(path)), &format!("{spec}: {path}"));
        }
    }
}

/// A patch that is lost, and an object that is lost, are found.
#[test]
fn what_does_not_arrive_is_found() {
    let patches = json!([{
        "target": { "kind": "Deployment" },
        "patch": "[{ op: add, path: /spec/template/spec/tolerations, value: [{ operator: Exists }] }]",
    }]);
    let deployment = |spec: Value| json!({ "kind": "Deployment", "spec": { "template": { "spec": spec } } });
    let namespace = json!({ "kind": "Namespace", "metadata": { "name": "argocd" } });
    let objects = vec![namespace.clone(), deployment(json!({ "a": 1, "b": { "c": 2 } }))];
    let kustomization = Kustomization { patches: patches.as_array().unwrap().clone(), images: Vec::new(), objects };
    let tolerations = json!([{ "operator": "Exists" }]);
    let right = deployment(json!({ "a": 1, "b": { "c": 2 }, "tolerations": tolerations }));
    let poorer = deployment(json!({ "a": 1, "b": {}, "tolerations": tolerations }));
    let unpatched = deployment(json!({ "a": 1, "b": { "c": 2 } }));
    for (rendered, expected) in [
        (vec![right.clone(), namespace.clone()], 0),
        (vec![right], 1),
        (vec![poorer, namespace.clone()], 1),
        (vec![unpatched, namespace.clone()], 1),
        (vec![namespace], 2),
    ] {
        assert_eq!(kustomization.faults(&rendered).len(), expected, "{:?}", kustomization.faults(&rendered));
    }
}

fn render(tools: &Path, kustomization: &Path) -> Vec<Value> {
    let mut command = Command::new(tools.join("bin/kubectl"));
    let outcome = command.arg("kustomize").arg(kustomization.parent().unwrap()).output().unwrap();
    let messages = String::from_utf8_lossy(&outcome.stderr);
    assert!(outcome.status.success(), "{}\n{messages}", kustomization.display());
    read(&String::from_utf8(outcome.stdout).unwrap())
}

fn read(text: &str) -> Vec<Value> {
    serde_saphyr::from_multiple(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What a folder is to render.
struct Kustomization {
    patches: Vec<Value>,
    /// Images that have another name in it.
    images: Vec<Value>,
    /// What its own files hold.
    objects: Vec<Value>,
}

impl Kustomization {
    /// Puts the stand-in into the place of everything that comes from the network.
    fn stand_in(path: &Path) -> Self {
        let folder = path.parent().unwrap();
        let mut written = read(&fs::read_to_string(path).unwrap()).remove(0);
        let patches = written["patches"].as_array().cloned().unwrap_or_default();
        let images = written["images"].as_array().cloned().unwrap_or_default();
        let resources = written["resources"].as_array_mut().unwrap();
        let is_remote = |resource: &Value| resource.as_str().unwrap().contains("://");
        // A folder of the repository outside of the cell, which a person fills.
        for base in resources.iter().filter_map(Value::as_str).filter(|resource| resource.starts_with("../")) {
            let base = folder.join(base);
            fs::create_dir_all(&base).unwrap();
            fs::write(base.join("kustomization.yaml"), "resources: [install.yaml]\n").unwrap();
            fs::write(base.join("install.yaml"), stand_in(&patches, &images)).unwrap();
        }
        if resources.iter().any(is_remote) {
            resources.retain(|resource| !is_remote(resource));
            fs::write(folder.join("stand-in.yaml"), stand_in(&patches, &images)).unwrap();
            resources.push(json!("stand-in.yaml"));
        }
        let names: Vec<String> = resources.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
        fs::write(path, serde_saphyr::to_string(&written).unwrap()).unwrap();
        let objects =
            |name: &String| fs::read_to_string(folder.join(name)).map_or_else(|_| Vec::new(), |text| read(&text));
        Self { patches, images, objects: names.iter().flat_map(objects).collect() }
    }

    fn judge(&self, rendered: &[Value], path: &str) {
        let faults = self.faults(rendered);
        assert!(faults.is_empty(), "{path}\n{}\n{rendered:#?}", faults.join("\n"));
    }

    fn faults(&self, rendered: &[Value]) -> Vec<String> {
        let is_same = |a: &Value, b: &Value| a["kind"] == b["kind"] && a["metadata"]["name"] == b["metadata"]["name"];
        let survives = |object: &Value| rendered.iter().any(|other| is_same(object, other) && holds(other, object));
        let lost = self.objects.iter().filter(|object| !survives(object));
        let mut faults: Vec<String> = lost.map(|object| format!("lost, or something of it: {object}")).collect();
        let text = serde_json::to_string(rendered).unwrap();
        for image in &self.images {
            let (name, new_name) = (image["name"].as_str().unwrap(), image["newName"].as_str().unwrap());
            if text.contains(&format!("\"{name}:")) || !text.contains(&format!("\"{new_name}:")) {
                faults.push(format!("still from its publisher: {name}"));
            }
        }
        for patch in &self.patches {
            let (target, changes) = (&patch["target"], read(patch["patch"].as_str().unwrap()).remove(0));
            let is_meant = |object: &&Value| {
                let name = target["name"].as_str();
                object["kind"] == target["kind"] && name.is_none_or(|name| object["metadata"]["name"] == name)
            };
            let meant: Vec<&Value> = rendered.iter().filter(is_meant).collect();
            let arrived = !meant.is_empty() && meant.iter().all(|object| has_arrived(object, &changes));
            if !arrived {
                faults.push(format!("not patched: {target} with {changes}"));
            }
        }
        faults
    }
}

/// One object for each target, with what Argo CD's own has and a patch could take away: the selector of Linux nodes, and the
/// kinds that it does not watch.
fn stand_in(patches: &[Value], images: &[Value]) -> String {
    let object = |patch: &Value| {
        let name = patch["target"]["name"].as_str().unwrap_or("any");
        let metadata = json!({ "name": name, "labels": { "app.kubernetes.io/part-of": "argocd" } });
        let mut pod = json!({ "nodeSelector": { "kubernetes.io/os": "linux" } });
        for list in ["containers", "initContainers"] {
            pod[list] = containers(patch, list);
        }
        match patch["target"]["kind"].as_str().unwrap() {
            kind @ ("Deployment" | "StatefulSet") => json!({
                "apiVersion": "apps/v1", "kind": kind, "metadata": metadata, "spec": { "template": { "spec": pod } },
            }),
            "ConfigMap" => json!({
                "apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": { "resource.exclusions": "[]" },
            }),
            "CustomResourceDefinition" => json!({
                "apiVersion": "apiextensions.k8s.io/v1",
                "kind": "CustomResourceDefinition",
                "metadata": {
                    "name": "applications.argoproj.io",
                    "annotations": { "controller-gen.kubebuilder.io/version": "v0.14.0" },
                },
                "spec": { "group": "argoproj.io", "names": { "kind": "Application", "plural": "applications" } },
            }),
            other => panic!("the stand-in knows no {other}: add it here"),
        }
    };
    let mut objects: Vec<String> = patches.iter().map(|patch| object(patch).to_string()).collect();
    objects.extend((!images.is_empty()).then(|| with_images(images).to_string()));
    objects.sort();
    objects.dedup();
    objects.join("\n---\n")
}

/// A workload of a kind that no patch means, with the images that get another name.
fn with_images(images: &[Value]) -> Value {
    let container = |(number, image): (usize, &Value)| json!({ "name": format!("c{number}"), "image": format!("{}:1", image["name"].as_str().unwrap()) });
    let containers: Vec<Value> = images.iter().enumerate().map(container).collect();
    json!({
        "apiVersion": "apps/v1",
        "kind": "DaemonSet",
        "metadata": { "name": "any" },
        "spec": { "template": { "spec": { "containers": containers } } },
    })
}

/// The containers that a patch names, as a manifest has them without it; one of another name where it names none.
fn containers(patch: &Value, list: &str) -> Value {
    let changes = read(patch["patch"].as_str().unwrap()).remove(0);
    let patched = changes.pointer(&format!("/spec/template/spec/{list}")).and_then(Value::as_array);
    let names = patched.map_or_else(|| vec![json!("main")], |all| all.iter().map(|one| one["name"].clone()).collect());
    names.iter().map(|name| json!({ "name": name, "image": "example.com/main:1" })).collect()
}

/// Whether an object has what a JSON patch adds, or all fields of a strategic merge patch.
fn has_arrived(object: &Value, changes: &Value) -> bool {
    let Value::Array(operations) = changes else {
        // A patch that is for a whole kind has some name, which is not applied.
        let mut changes = changes.clone();
        changes["metadata"].as_object_mut().unwrap().remove("name");
        return holds(object, &changes);
    };
    operations.iter().all(|operation| {
        let found = object.pointer(operation["path"].as_str().unwrap());
        match operation["op"].as_str() {
            Some("add" | "replace") => found.is_some_and(|found| holds(found, &operation["value"])),
            Some("remove") => found.is_none(),
            other => panic!("the test knows no operation {other:?}"),
        }
    })
}

/// Whether a value is another one, or has all fields of it, in a list of containers by name. Kustomize drops the line break at the end of a text.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(_), Value::Object(fields)) => fields.iter().all(|(key, value)| holds(&whole[key], value)),
        (Value::Array(all), Value::Array(elements)) if elements.iter().any(|one| one.get("name").is_some()) => {
            elements.iter().all(|part| {
                all.len() == elements.len() && all.iter().any(|one| one["name"] == part["name"] && holds(one, part))
            })
        }
        (Value::Array(all), Value::Array(elements)) => {
            all.len() == elements.len() && all.iter().zip(elements).all(|(a, b)| holds(a, b))
        }
        (Value::String(a), Value::String(b)) => a.trim_end_matches('\n') == b.trim_end_matches('\n'),
        _ => whole == part,
    }
}
