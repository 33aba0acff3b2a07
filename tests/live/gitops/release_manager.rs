//! A release manager starts syncs and does nothing else: what RBAC leaves open, the emitted admission policy closes. CEL is
//! evaluated by `cel-python`, on pairs of objects as the API server would hand them over.

use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::authoriser::{Authoriser, Request};
use super::compile;
use super::emitted::objects;
use crate::harness::tools;

const FOLDER: &str = "gitops/dev/alpha/access/";
const GROUP: &str = "cellc:releases";
const USER: &str = "arn:aws:sts::111111111111:assumed-role/releases/anna";

fn specification(scope: &str) -> String {
    super::fleet(&format!(
        "sync = \"manual\"\nnamespace \"payments\" {{}}\nnamespace \"ledger\" {{}}\n\
         access \"releases\" {{\nprincipal = \"arn:aws:iam::111111111111:role/releases\"\nrole = \"release-manager\"\n{scope}\n}}\n\
         access \"admins\" {{\nprincipal = \"arn:aws:iam::111111111111:role/admins\"\nrole = \"platform-admin\"\n}}"
    ))
}

fn emitted(scope: &str) -> Vec<Value> {
    objects(&compile(&specification(scope)), FOLDER)
}

fn policies(objects: &[Value]) -> Vec<&Value> {
    objects.iter().filter(|object| object["kind"] == "ValidatingAdmissionPolicy").collect()
}

/// An Application as it stands after a sync, in the form in which the API server stores it.
fn application() -> Value {
    json!({
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {
            "name": "payments", "namespace": "argocd", "uid": "1", "resourceVersion": "7", "generation": 3,
            "labels": { "cellc.io/wave": "4" },
            "annotations": { "argocd.argoproj.io/sync-wave": "4" },
            "finalizers": ["resources-finalizer.argocd.argoproj.io/foreground"],
            "managedFields": [{ "manager": "argocd-controller" }],
        },
        "spec": {
            "project": "namespace-payments",
            "source": { "repoURL": "https://github.com/acme/payments.git", "targetRevision": "v1", "path": "deploy" },
            "destination": { "server": "https://kubernetes.default.svc", "namespace": "payments" },
            "syncPolicy": {
                "syncOptions": ["ServerSideApply=true"],
                "retry": { "limit": 10, "backoff": { "duration": "15s", "factor": 2, "maxDuration": "3m" } },
            },
        },
        "status": { "sync": { "status": "OutOfSync" }, "operationState": { "phase": "Succeeded" } },
    })
}

/// What `kubectl patch --type merge` makes of an object (RFC 7396), with what the API server keeps account of.
fn patched(object: &Value, patch: &Value) -> Value {
    let mut object = object.clone();
    merge(&mut object, patch);
    merge(&mut object, &json!({ "metadata": { "generation": 4, "managedFields": [{ "manager": "kubectl-patch" }] } }));
    object
}

fn merge(object: &mut Value, patch: &Value) {
    let Value::Object(fields) = patch else { return *object = patch.clone() };
    if !object.is_object() {
        *object = json!({});
    }
    for (key, value) in fields {
        if value.is_null() {
            object.as_object_mut().unwrap().remove(key);
        } else {
            merge(&mut object[key], value);
        }
    }
}

fn request(resource: &str, groups: &[&str], old: &Value, patch: &Value) -> Value {
    json!({
        "request": {
            "operation": "UPDATE",
            "resource": { "group": "argoproj.io", "version": "v1alpha1", "resource": resource },
            "userInfo": { "username": USER, "groups": groups },
        },
        "oldObject": old,
        "object": patched(old, patch),
    })
}

/// For each request what refuses it; [`None`] without the judge.
fn refusals(policies: &[&Value], requests: &[Value]) -> Option<Vec<Vec<String>>> {
    let python = tools::python("admission")?;
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/gitops/admission.py");
    let mut command = Command::new(python);
    let mut judge = command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let input = serde_json::to_vec(&json!({ "policies": policies, "requests": requests })).unwrap();
    judge.stdin.take().unwrap().write_all(&input).unwrap();
    let outcome = judge.wait_with_output().unwrap();
    assert!(outcome.status.success(), "{command:?} failed");
    Some(serde_json::from_slice(&outcome.stdout).unwrap())
}

/// A patch of a sync, with these fields beside or in place of the usual ones.
fn sync(fields: &Value) -> Value {
    let mut operation = json!({ "sync": { "syncOptions": ["ServerSideApply=true"] } });
    merge(&mut operation, fields);
    json!({ "operation": operation })
}

/// What a release manager may write: a name for it, and the patch.
fn good() -> Vec<(&'static str, Value)> {
    let retry = &application()["spec"]["syncPolicy"]["retry"];
    vec![
        ("a sync", sync(&json!({}))),
        ("a sync that prunes", sync(&json!({ "sync": { "prune": true } }))),
        ("a dry run", sync(&json!({ "sync": { "dryRun": true } }))),
        ("with the retries of the Application", sync(&json!({ "retry": retry }))),
        ("as docs/operations.md says", sync(&json!({ "sync": { "prune": true }, "retry": retry }))),
        ("in one's own name", sync(&json!({ "initiatedBy": { "username": USER } }))),
        ("with the number of the change", sync(&json!({ "info": [{ "name": "change", "value": "CHG0012345" }] }))),
    ]
}

/// What it may not write, and a word of the message.
fn bad() -> Vec<(Value, &'static str)> {
    let with = |mut patch: Value| {
        patch["operation"] = sync(&json!({}))["operation"].clone();
        patch
    };
    let in_sync = |fields: Value| sync(&json!({ "sync": fields }));
    vec![
        (with(json!({ "spec": { "project": "platform" } })), "spec"),
        (with(json!({ "spec": { "source": { "targetRevision": "evil" } } })), "spec"),
        (with(json!({ "spec": { "source": { "helm": { "values": "x: y" } } } })), "spec"),
        (with(json!({ "spec": { "syncPolicy": { "automated": { "prune": true } } } })), "spec"),
        (with(json!({ "spec": { "syncPolicy": { "syncOptions": ["Replace=true"] } } })), "spec"),
        (json!({ "spec": { "project": "platform" } }), "must start a sync"),
        (json!({}), "must start a sync"),
        (json!({ "operation": {} }), "must start a sync"),
        (with(json!({ "status": { "operationState": null } })), "status"),
        (with(json!({ "status": { "operationState": { "phase": "Terminating" } } })), "status"),
        (with(json!({ "status": null })), "status"),
        (with(json!({ "metadata": { "finalizers": null } })), "finalizers"),
        (with(json!({ "metadata": { "finalizers": [] } })), "finalizers"),
        (with(json!({ "metadata": { "ownerReferences": [{ "name": "x" }] } })), "owners"),
        (with(json!({ "metadata": { "labels": { "cellc.io/wave": "0" } } })), "labels"),
        (with(json!({ "metadata": { "labels": null } })), "labels"),
        (
            with(json!({ "metadata": { "annotations": { "argocd.argoproj.io/deletion-approved": "now" } } })),
            "annotations",
        ),
        (with(json!({ "metadata": { "annotations": { "argocd.argoproj.io/refresh": "hard" } } })), "annotations"),
        (in_sync(json!({ "manifests": ["{\"kind\": \"ClusterRoleBinding\"}"] })), "as a whole"),
        (in_sync(json!({ "revision": "evil" })), "as a whole"),
        (in_sync(json!({ "revisions": ["evil"] })), "as a whole"),
        (in_sync(json!({ "source": { "repoURL": "https://evil.example" } })), "as a whole"),
        (in_sync(json!({ "sources": [{ "repoURL": "https://evil.example" }] })), "as a whole"),
        (in_sync(json!({ "resources": [{ "kind": "Deployment", "name": "web" }] })), "as a whole"),
        (in_sync(json!({ "syncStrategy": { "apply": { "force": true } } })), "as a whole"),
        (in_sync(json!({ "autoHealAttemptsCount": 1 })), "as a whole"),
        (in_sync(json!({ "syncOptions": ["Replace=true", "ServerSideApply=true"] })), "syncOptions"),
        (in_sync(json!({ "syncOptions": ["ServerSideApply=true", "Validate=false"] })), "syncOptions"),
        (in_sync(json!({ "syncOptions": null })), "syncOptions"),
        (sync(&json!({ "retry": { "limit": -1 } })), "retry"),
        (sync(&json!({ "retry": { "limit": 10, "refresh": true } })), "retry"),
        (sync(&json!({ "initiatedBy": { "username": "somebody-else" } })), "initiatedBy"),
        (sync(&json!({ "initiatedBy": { "automated": true } })), "initiatedBy"),
        (sync(&json!({ "somethingNew": true })), "`operation` may have"),
    ]
}

#[test]
fn only_the_start_of_a_sync_is_admitted() {
    let objects = emitted("");
    let policies = policies(&objects);
    let old = application();
    let requests: Vec<Value> = good().iter().map(|(_, patch)| request("applications", &[GROUP], &old, patch)).collect();
    let Some(found) = refusals(&policies, &requests) else { return tools::skip("CEL", "CELLC_REQUIRE_MANIFESTS") };
    for ((name, _), refused) in good().iter().zip(found) {
        assert!(refused.is_empty(), "{name}: {refused:?}");
    }
    let requests: Vec<Value> = bad().iter().map(|(patch, _)| request("applications", &[GROUP], &old, patch)).collect();
    for ((patch, word), refused) in bad().iter().zip(refusals(&policies, &requests).unwrap()) {
        assert!(refused.iter().any(|message| message.contains(word)), "{patch} is not refused for {word}: {refused:?}");
        assert!(!refused.iter().any(|message| message.contains("evaluated")), "{patch}: {refused:?}");
    }
}

/// An operation that somebody else started, with manifests that only an administrator may apply, is not taken over.
#[test]
fn what_is_under_way_is_left_alone() {
    let objects = emitted("");
    let mut old = application();
    old["operation"] = json!({ "sync": { "syncOptions": ["ServerSideApply=true"] } });
    let patches = [json!({}), json!({ "operation": null }), sync(&json!({ "sync": { "prune": true } }))];
    let requests: Vec<Value> = patches.iter().map(|patch| request("applications", &[GROUP], &old, patch)).collect();
    let Some(found) = refusals(&policies(&objects), &requests) else {
        return tools::skip("CEL", "CELLC_REQUIRE_MANIFESTS");
    };
    assert!(
        found.iter().all(|refused| refused.iter().any(|message| message.contains("no other operation may be running"))),
        "{found:?}"
    );
}

/// Also of Applications without a sync policy, a status, labels: nothing of the kind can be added, and nothing fails.
#[test]
fn a_bare_application_is_synced_as_it_is() {
    let objects = emitted("");
    let mut old = application();
    merge(
        &mut old,
        &json!({ "status": null, "metadata": { "labels": null, "annotations": null }, "spec": { "syncPolicy": null } }),
    );
    let bare = json!({ "operation": { "sync": {} } });
    let labelled = json!({ "operation": { "sync": {} }, "metadata": { "labels": { "a": "b" } } });
    let patches = [bare, sync(&json!({})), labelled, sync(&json!({ "retry": { "limit": 1 } }))];
    let requests: Vec<Value> = patches.iter().map(|patch| request("applications", &[GROUP], &old, patch)).collect();
    let Some(found) = refusals(&policies(&objects), &requests) else {
        return tools::skip("CEL", "CELLC_REQUIRE_MANIFESTS");
    };
    let found: Vec<usize> = found.iter().map(Vec::len).collect();
    assert_eq!(found, [0, 1, 1, 2]);
}

/// Argo CD itself, administrators, and a request without any group write what they like: the policy stands in nobody else's way.
#[test]
fn nobody_else_is_judged() {
    let objects = emitted("");
    let old = application();
    let controllers = ["system:serviceaccounts", "system:serviceaccounts:argocd", "system:authenticated"];
    let everything = json!({
        "spec": { "project": "platform" },
        "status": { "operationState": { "phase": "Running" } },
        "operation": { "sync": { "manifests": ["{}"] } },
        "metadata": { "finalizers": null, "annotations": { "argocd.argoproj.io/refresh": null } },
    });
    let groups: [&[&str]; 4] = [&controllers, &["cellc:admins"], &["cellc:releases-of-others"], &[]];
    let mut requests: Vec<Value> =
        groups.iter().map(|groups| request("applications", groups, &old, &everything)).collect();
    let mut anonymous = request("applications", &[], &old, &everything);
    anonymous["request"]["userInfo"].as_object_mut().unwrap().remove("groups");
    requests.push(anonymous);
    let Some(found) = refusals(&policies(&objects), &requests) else {
        return tools::skip("CEL", "CELLC_REQUIRE_MANIFESTS");
    };
    assert!(found.iter().all(Vec::is_empty), "{found:?}");
    // The same of a holder is refused, so this test can fail.
    let refused = refusals(&policies(&objects), &[request("applications", &[GROUP], &old, &everything)]).unwrap();
    assert!(!refused[0].is_empty());
}

#[test]
fn namespaces_confine_it_to_their_applications() {
    let objects = emitted("namespaces = [\"pay*\"]");
    let old = |project: &str| patched(&application(), &json!({ "spec": { "project": project } }));
    let projects = ["namespace-payments", "namespace-ledger", "platform", "default"];
    let requests: Vec<Value> =
        projects.iter().map(|project| request("applications", &[GROUP], &old(project), &sync(&json!({})))).collect();
    let Some(found) = refusals(&policies(&objects), &requests) else {
        return tools::skip("CEL", "CELLC_REQUIRE_MANIFESTS");
    };
    let found: Vec<usize> = found.iter().map(Vec::len).collect();
    assert_eq!(found, [0, 1, 1, 1]);
}

/// What the policy does not see, because RBAC refuses it before.
#[test]
fn rbac_leaves_nothing_but_patches_of_applications() {
    for scope in ["", "namespaces = [\"payments\"]"] {
        let authoriser = Authoriser::of(emitted(scope));
        let may = |verb, api_group, resource, namespace| {
            authoriser.allows(
                GROUP,
                Request { verb, api_group, resource, namespace: Some(namespace), name: Some("payments") },
            )
        };
        for verb in ["get", "list", "watch", "patch"] {
            assert!(may(verb, "argoproj.io", "applications", "argocd"), "{verb}");
            assert!(!may(verb, "argoproj.io", "applications", "payments"), "{verb}");
            assert!(!may(verb, "argoproj.io", "appprojects", "argocd"), "{verb}");
            assert!(!may(verb, "argoproj.io", "applicationsets", "argocd"), "{verb}");
            assert!(!may(verb, "argoproj.io", "applications/status", "argocd"), "{verb}");
            assert!(!may(verb, "", "secrets", "argocd"), "{verb}");
            assert!(!may(verb, "", "configmaps", "argocd"), "{verb}");
        }
        for verb in ["create", "update", "delete", "deletecollection", "impersonate"] {
            assert!(!may(verb, "argoproj.io", "applications", "argocd"), "{verb}");
        }
        for stream in ["pods/exec", "pods/portforward", "pods/attach"] {
            assert!(!may("create", "", stream, "argocd") && !may("get", "", stream, "argocd"), "{stream}");
        }
    }
}

/// Without the policy the binding would be all rights of Argo CD: it is there first, and goes last.
#[test]
fn the_policy_is_there_before_the_binding() {
    let output = compile(&specification(""));
    let objects = objects(&output, &format!("{FOLDER}releases.yaml"));
    let wave =
        |object: &Value| object["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"].as_str().map(str::to_owned);
    let kinds: Vec<_> = objects.iter().map(|object| (object["kind"].as_str().unwrap(), wave(object))).collect();
    let early = Some("-1".to_owned());
    assert_eq!(
        kinds,
        [
            ("RoleBinding", None),
            ("ValidatingAdmissionPolicy", early.clone()),
            ("ValidatingAdmissionPolicyBinding", early)
        ]
    );
    assert_eq!(objects[2]["spec"]["policyName"], objects[1]["metadata"]["name"]);
    assert_eq!(objects[2]["spec"]["validationActions"], json!(["Deny"]));
    let selector = &objects[2]["spec"]["matchResources"]["namespaceSelector"]["matchExpressions"];
    assert_eq!(*selector, json!([{ "key": "kubernetes.io/metadata.name", "operator": "In", "values": ["argocd"] }]));
    insta::assert_snapshot!("access_release_manager", output.files[&format!("{FOLDER}releases.yaml")]);
}

#[test]
fn without_a_release_manager_there_is_no_policy() {
    let spec = specification("").replace("release-manager", "viewer");
    assert!(policies(&objects(&compile(&spec), FOLDER)).is_empty());
}
