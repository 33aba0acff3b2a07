//! From the emitted files alone: the project of each Application allows what its folder of this repository holds, and that of a
//! namespace nothing outside it.

use std::collections::BTreeMap;

use cellc::pipeline::Output;
use serde_json::{Value, json};

use super::emitted::objects;
use super::{compile, fleet};

const CELL: &str = "gitops/dev/alpha/";
const FLEET: &str = "https://github.com/acme/cells.git";
const SPECIFICATION: &str = r#"
  application "external-secrets" {}
  namespace "cards" {}
  namespace "payments" {
    repository = "https://github.com/acme/payments.git"
  }
  workload_identity "reports" {
    namespace       = "payments"
    service_account = "reports"
    policies        = ["arn:aws:iam::111111111111:policy/reports-read"]
  }
  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    role       = "developer"
    namespaces = ["payments"]
  }
  access "platform-admins" {
    principal = "arn:aws:iam::111111111111:role/platform-admin"
    role      = "platform-admin"
  }
"#;

#[test]
fn projects_allow_what_the_folders_hold() {
    let output = compile(&fleet(SPECIFICATION));
    let projects = projects(&output);
    let applications = objects(&output, &format!("{CELL}applications/"));
    let folders: Vec<(&Value, Vec<Value>)> =
        applications.iter().filter_map(|it| Some((it, held(&output, it)?))).collect();
    assert!(folders.len() >= 4, "base, namespaces, node tiers and access have folders");
    for (application, objects) in folders {
        let project = &projects[application["spec"]["project"].as_str().unwrap()];
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

#[test]
fn a_team_deploys_into_its_own_namespace_from_its_own_repository() {
    let projects = projects(&compile(&fleet(SPECIFICATION)));
    let names: Vec<&String> = projects.keys().collect();
    assert_eq!(names, ["default", "namespace-cards", "namespace-payments", "platform"]);
    let teams = [("cards", FLEET), ("payments", "https://github.com/acme/payments.git")];
    for (name, repository) in teams {
        let project = &projects[&format!("namespace-{name}")];
        assert_eq!(project["sourceRepos"], json!([repository]));
        for (namespace, _) in teams.iter().chain(&[("argocd", ""), ("kube-system", ""), ("default", "")]) {
            let deployment = namespaced("apps/v1", "Deployment", namespace);
            assert_eq!(is_allowed(project, &deployment), *namespace == name, "{name} into {namespace}");
        }
        let kinds = [
            ("external-secrets.io/v1", "ExternalSecret"),
            ("v1", "ConfigMap"),
            ("v1", "ServiceAccount"),
            ("networking.k8s.io/v1", "Ingress"),
        ];
        assert!(kinds.iter().all(|(version, kind)| is_allowed(project, &namespaced(version, kind, name))));
        let store = json!({ "apiVersion": "external-secrets.io/v1", "kind": "ClusterSecretStore", "metadata": {} });
        let namespace = json!({ "apiVersion": "v1", "kind": "Namespace", "metadata": {} });
        assert!(![store, namespace].iter().any(|object| is_allowed(project, object)));
    }
}

/// Whatever the folder `namespaces` holds is the platform's, but for service accounts, which lead nowhere by themselves.
#[test]
fn a_team_leaves_what_fences_it_in_alone() {
    let output = compile(&fleet(SPECIFICATION));
    let projects = projects(&output);
    let fences = objects(&output, &format!("{CELL}namespaces/payments.yaml"));
    let access = objects(&output, &format!("{CELL}access/"));
    let bindings = access.into_iter().filter(|object| object["kind"] == "RoleBinding");
    let fences: Vec<Value> =
        fences.into_iter().chain(bindings).filter(|object| object["kind"] != "ServiceAccount").collect();
    for kind in ["NetworkPolicy", "ResourceQuota", "LimitRange", "SecretStore", "RoleBinding"] {
        assert!(fences.iter().any(|object| object["kind"] == kind), "{kind}");
    }
    let project = &projects["namespace-payments"];
    assert!(fences.iter().all(|object| !is_allowed(project, object)));
    let others = [("rbac.authorization.k8s.io/v1", "Role"), ("elbv2.k8s.aws/v1beta1", "TargetGroupBinding")];
    assert!(others.iter().all(|(version, kind)| !is_allowed(project, &namespaced(version, kind, "payments"))));
}

#[test]
fn each_namespace_reads_secrets_below_its_own_prefix() {
    let output = compile(&fleet(SPECIFICATION));
    for name in ["cards", "payments"] {
        let stores = objects(&output, &format!("{CELL}namespaces/{name}.yaml"));
        let stores: Vec<Value> = stores.into_iter().filter(|object| object["kind"] == "SecretStore").collect();
        let [store] = stores.as_slice() else { panic!("{} stores", stores.len()) };
        assert_eq!(store["metadata"]["namespace"], name);
        let expected = json!({
            "service": "SecretsManager", "region": "eu-west-1", "prefix": format!("demo-dev-alpha/{name}/"),
        });
        assert_eq!(store["spec"]["provider"], json!({ "aws": expected }));
    }
    let without = SPECIFICATION.replace("  application \"external-secrets\" {}\n", "");
    let without = compile(&fleet(&without));
    let of_namespaces = objects(&without, &format!("{CELL}namespaces/"));
    assert!(of_namespaces.iter().all(|object| object["kind"] != "SecretStore"));
    // Also without stores: the option must be there before the pin moves to the first one.
    for output in [&output, &without] {
        let application = &objects(output, &format!("{CELL}applications/namespaces.yaml"))[0];
        let options = list(&application["spec"]["syncPolicy"]["syncOptions"]);
        assert!(options.contains(&json!("SkipDryRunOnMissingResource=true")));
    }
}

#[test]
fn every_identity_of_a_declared_namespace_has_its_service_account() {
    let identities = ["pod-identity", "irsa"].iter().flat_map(|mechanism| {
        let account = |name: &str, namespace: &str| {
            format!(
                "  workload_identity \"{name}-{mechanism}\" {{\n    namespace = \"{namespace}\"\n    service_account = \"{name}{}\"\n    \
                 mechanism = \"{mechanism}\"\n    policies = [\"arn:aws:iam::111111111111:policy/reports-read\"]\n  }}\n",
                if name == "default" { String::new() } else { format!("-{mechanism}") },
            )
        };
        let home = if *mechanism == "irsa" { "payments" } else { "cards" };
        [account("reports", home), account("default", home), account("elsewhere", "undeclared")]
    });
    let output = compile(&fleet(&(SPECIFICATION.to_owned() + &identities.collect::<String>())));
    let found = objects(&output, CELL).into_iter().filter(|object| object["kind"] == "ServiceAccount").map(|object| {
        let metadata = &object["metadata"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let name = format!("{}/{}", text(&metadata["namespace"]), text(&metadata["name"]));
        (name, text(&metadata["annotations"]["eks.amazonaws.com/role-arn"]))
    });
    let found: BTreeMap<String, String> = found.collect();
    let role = |name: &str| format!("arn:aws:iam::111111111111:role/demo-dev-alpha-workload-{name}");
    let expected = [
        ("cards/reports-pod-identity".to_owned(), String::new()),
        ("payments/default".to_owned(), role("default-irsa")),
        ("payments/reports".to_owned(), String::new()),
        ("payments/reports-irsa".to_owned(), role("reports-irsa")),
    ];
    assert_eq!(found, expected.into());
}

/// What each project allows, by its name.
fn projects(output: &Output) -> BTreeMap<String, Value> {
    let projects = objects(output, &format!("{CELL}bootstrap/projects.yaml"));
    let named = |project: Value| (project["metadata"]["name"].as_str().unwrap().to_owned(), project["spec"].clone());
    projects.into_iter().map(named).collect()
}

fn namespaced(version: &str, kind: &str, namespace: &str) -> Value {
    json!({ "apiVersion": version, "kind": kind, "metadata": { "namespace": namespace } })
}

/// What the folder holds that an Application reads.
fn held(output: &Output, application: &Value) -> Option<Vec<Value>> {
    let path = application["spec"]["source"]["path"].as_str()?;
    let (_, folder) = path.split_once("/dev/alpha/")?;
    if folder.starts_with("charts/") {
        return None;
    }
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
