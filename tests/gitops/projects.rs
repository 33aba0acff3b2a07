//! From the emitted files alone: the project of each Application allows what its folder of this repository holds.

use cellc::pipeline::Output;
use serde_json::{Value, json};

use super::emitted::objects;
use super::{compile, fleet};

const CELL: &str = "gitops/dev/alpha/";

#[test]
fn projects_allow_what_the_folders_hold() {
    let output = compile(&fleet(
        r#"
  namespace "payments" {}
  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    role       = "developer"
    namespaces = ["payments"]
  }
  access "platform-admins" {
    principal = "arn:aws:iam::111111111111:role/platform"
    role      = "platform-admin"
  }
"#,
    ));
    let projects = objects(&output, &format!("{CELL}bootstrap/projects.yaml"));
    let applications = objects(&output, &format!("{CELL}applications/"));
    let folders: Vec<(&Value, Vec<Value>)> =
        applications.iter().filter_map(|it| Some((it, held(&output, it)?))).collect();
    assert!(folders.len() >= 4, "base, namespaces, node tiers and access have folders");
    for (application, objects) in folders {
        let named = |project: &&Value| project["metadata"]["name"] == application["spec"]["project"];
        let project = &projects.iter().find(named).expect("the project is there")["spec"];
        assert!(list(&project["sourceRepos"]).contains(&application["spec"]["source"]["repoURL"]));
        let foreign = [
            json!({ "apiVersion": "v1", "kind": "Node", "metadata": {} }),
            json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "namespace": "elsewhere" } }),
        ];
        assert!(!foreign.iter().any(|object| is_allowed(project, object)), "{project}");
        for object in objects.iter().filter(|object| object["kind"] != "Kustomization") {
            assert!(is_allowed(project, object), "{} {}", object["kind"], object["metadata"]);
        }
    }
}

/// What the folder holds that an Application reads.
fn held(output: &Output, application: &Value) -> Option<Vec<Value>> {
    let path = application["spec"]["source"]["path"].as_str()?;
    let (_, folder) = path.split_once("/dev/alpha/")?;
    let objects = objects(output, &format!("{CELL}{folder}/"));
    assert!(!objects.is_empty(), "{path} holds nothing");
    Some(objects)
}

/// By Argo CD's rules for projects: a kind without a namespace must be listed, one with a namespace must not be, and the
/// namespace must be a destination.
fn is_allowed(project: &Value, object: &Value) -> bool {
    let group = object["apiVersion"].as_str().unwrap().rsplit_once('/').map_or("", |(group, _)| group);
    let is_meant = |wanted: &Value, found: &str| wanted == "*" || wanted == found;
    let is_in = |kinds: &Value| {
        let mut kinds = list(kinds).iter();
        kinds.any(|kind| is_meant(&kind["group"], group) && is_meant(&kind["kind"], object["kind"].as_str().unwrap()))
    };
    match object["metadata"]["namespace"].as_str() {
        None => is_in(&project["clusterResourceWhitelist"]),
        Some(namespace) => {
            let mut destinations = list(&project["destinations"]).iter();
            destinations.any(|to| is_meant(&to["namespace"], namespace))
                && !is_in(&project["namespaceResourceBlacklist"])
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
