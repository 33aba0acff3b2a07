//! Faults among workloads and what belongs to them, which cellc does not make yet.

use cellc::kubernetes::{ManifestFile, Object};
use cellc::verify::manifests::{ManifestVerifier, verify_cell};
use serde_json::{Value, json};

use super::trees;

/// A workload with everything that it needs, as one namespace of the platform example would hold it.
fn objects() -> Vec<Value> {
    let own = |api_version: &str, kind: &str, name: &str, rest: Value| {
        let mut object = json!({ "apiVersion": api_version, "kind": kind });
        object["metadata"] = json!({ "name": name, "namespace": "fraud-detection", "labels": { "app": "web" } });
        object.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        object
    };
    let resources =
        json!({ "limits": { "cpu": "1", "memory": "1Gi" }, "requests": { "cpu": "500m", "memory": "1Gi" } });
    let variables = json!([
        { "name": "MODE", "valueFrom": { "configMapKeyRef": { "name": "settings", "key": "mode" } } },
        { "name": "EXTRA", "valueFrom": { "configMapKeyRef": { "name": "absent", "key": "mode", "optional": true } } },
        { "name": "PASSWORD", "valueFrom": { "secretKeyRef": { "name": "database", "key": "password" } } }
    ]);
    let container = json!({
        "name": "web",
        "image": "registry.example/web:1",
        "ports": [{ "name": "http", "containerPort": 8080 }],
        "readinessProbe": { "httpGet": { "path": "/", "port": "http" } },
        "resources": resources,
        "env": variables,
        "envFrom": [{ "configMapRef": { "name": "settings" } }]
    });
    let pods = json!({
        "metadata": { "labels": { "app": "web" } },
        "spec": {
            "serviceAccountName": "web",
            "priorityClassName": "business-critical",
            "topologySpreadConstraints": [{ "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone",
                "whenUnsatisfiable": "ScheduleAnyway", "labelSelector": { "matchLabels": { "app": "web" } } }],
            "volumes": [
                { "name": "data", "persistentVolumeClaim": { "claimName": "data" } },
                { "name": "tls", "projected": { "sources": [{ "secret": { "name": "certificate" } }] } }
            ],
            "initContainers": [{ "name": "wait", "image": "registry.example/wait:1",
                "envFrom": [{ "secretRef": { "name": "database" } }] }],
            "containers": [container]
        }
    });
    let selector = json!({ "matchLabels": { "app": "web" } });
    let backend = json!({ "service": { "name": "web", "port": { "name": "http" } } });
    vec![
        own("v1", "ServiceAccount", "web", json!({})),
        own("v1", "ConfigMap", "settings", json!({ "data": { "mode": "fast" } })),
        own(
            "external-secrets.io/v1",
            "ExternalSecret",
            "database",
            json!({ "spec": {
            "secretStoreRef": { "name": "aws" }, "data": [{ "secretKey": "password", "remoteRef": { "key": "db" } }] } }),
        ),
        own("cert-manager.io/v1", "Certificate", "web", json!({ "spec": { "secretName": "certificate" } })),
        own(
            "v1",
            "PersistentVolumeClaim",
            "data",
            json!({ "spec": { "storageClassName": "gp3",
            "accessModes": ["ReadWriteOnce"], "resources": { "requests": { "storage": "10Gi" } } } }),
        ),
        own(
            "apps/v1",
            "Deployment",
            "web",
            json!({ "spec": { "replicas": 2, "selector": selector, "template": pods } }),
        ),
        own(
            "v1",
            "Service",
            "web",
            json!({ "spec": { "selector": { "app": "web" },
            "ports": [{ "name": "http", "port": 80, "targetPort": "http" }] } }),
        ),
        own(
            "policy/v1",
            "PodDisruptionBudget",
            "web",
            json!({ "spec": { "maxUnavailable": 1, "selector": selector } }),
        ),
        own(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            "web",
            json!({ "spec": { "maxReplicas": 3,
            "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } } }),
        ),
        own(
            "networking.k8s.io/v1",
            "Ingress",
            "web",
            json!({ "spec": {
            "rules": [{ "http": { "paths": [{ "path": "/", "pathType": "Prefix", "backend": backend }] } }] } }),
        ),
        own(
            "batch/v1",
            "CronJob",
            "report",
            json!({ "spec": { "schedule": "0 0 * * *", "jobTemplate": { "spec": {
            "template": { "metadata": { "labels": { "app": "report" } }, "spec": { "restartPolicy": "Never",
                "serviceAccountName": "default", "containers": [{ "name": "report", "image": "registry.example/report:1" }] } } } } } }),
        ),
    ]
}

/// The faults of the first cell of the platform example with these objects in a file of its folder `namespaces`.
fn faults(objects: &[Value]) -> Vec<String> {
    let (_, tree) = trees::all().into_iter().find(|(name, _)| name == "platform").unwrap();
    let (folder, mut files) =
        trees::first_cells(&tree).into_iter().find(|(folder, _)| folder.contains("prod")).unwrap();
    let any = files.iter().flat_map(|file| &file.objects).next().unwrap().clone();
    let objects: Vec<Object> = objects.iter().map(|body| any.clone().with_body(body)).collect();
    files.push(ManifestFile { path: "namespaces/web.yaml".to_owned(), header: Vec::new(), objects });
    let part = ManifestVerifier::default().part(&files);
    let faults = verify_cell(&folder, &ManifestVerifier::default().part(&[]), &part);
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_workload_with_everything_that_it_needs_has_no_faults() {
    assert_eq!(faults(&objects()), Vec::<String>::new());
}

/// Kind, a JSON pointer in the object of this kind, what is written there, and the fault.
const BROKEN: &[(&str, &str, &str, &str)] = &[
    ("Deployment", "/spec/template/spec/serviceAccountName", "\"wbe\"", "no ServiceAccount `wbe`; did you mean `web`?"),
    ("Deployment", "/spec/template/spec/priorityClassName", "\"urgent\"", "no PriorityClass `urgent`"),
    (
        "Deployment",
        "/spec/template/spec/volumes/0/persistentVolumeClaim/claimName",
        "\"dat\"",
        "no PersistentVolumeClaim `dat`",
    ),
    ("Deployment", "/spec/template/spec/volumes/1/projected/sources/0/secret/name", "\"none\"", "no Secret `none`"),
    ("Deployment", "/spec/template/spec/initContainers/0/envFrom/0/secretRef/name", "\"none\"", "no Secret `none`"),
    (
        "Deployment",
        "/spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/name",
        "\"none\"",
        "no ConfigMap `none`",
    ),
    (
        "Deployment",
        "/spec/template/spec/containers/0/env/0/valueFrom/configMapKeyRef/key",
        "\"none\"",
        "no ConfigMapKey `settings:none`",
    ),
    (
        "Deployment",
        "/spec/template/spec/containers/0/env/1/valueFrom/configMapKeyRef/optional",
        "false",
        "no ConfigMap `absent`",
    ),
    (
        "Deployment",
        "/spec/template/spec/containers/0/env/2/valueFrom/secretKeyRef/name",
        "\"none\"",
        "no Secret `none`",
    ),
    ("Deployment", "/spec/template/spec/containers/0/envFrom/0/configMapRef/name", "\"none\"", "no ConfigMap `none`"),
    (
        "Deployment",
        "/spec/template/spec/containers/0/readinessProbe/httpGet/port",
        "\"web\"",
        "container `web` has no port `web`",
    ),
    ("Deployment", "/spec/template/spec/containers/0/ports/0/name", "\"HTTP\"", "\"HTTP\" is not a valid port"),
    ("Deployment", "/spec/template/spec/containers/0/ports/0/name", "\"metrics\"", "no container has a port `http`"),
    ("Deployment", "/spec/template/spec/containers/0/ports/0/containerPort", "0", "0 is not a valid port"),
    (
        "Deployment",
        "/spec/template/spec/containers/0/resources/requests/cpu",
        "\"2\"",
        "requests more cpu than its limit",
    ),
    (
        "Deployment",
        "/spec/template/spec/containers/0/resources/limits/cpu",
        "\"64\"",
        "is above that of the LimitRange",
    ),
    (
        "Deployment",
        "/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels/app",
        "\"wbe\"",
        "so it spreads nothing",
    ),
    ("Deployment", "/spec/template/metadata/labels/app", "\"wbe\"", "its own pods do not have these labels"),
    (
        "Deployment",
        "/spec/template/metadata/labels/app",
        "\"wbe\"",
        "no pods in namespace `fraud-detection` have these labels",
    ),
    ("Deployment", "/metadata/namespace", "\"fraud\"", "no Namespace `fraud`"),
    ("HorizontalPodAutoscaler", "/spec/maxReplicas", "5000", "`spec.hard.pods`: the objects of the namespace use more"),
    ("HorizontalPodAutoscaler", "/spec/scaleTargetRef/name", "\"wbe\"", "no Deployment `wbe`"),
    ("PersistentVolumeClaim", "/spec/storageClassName", "\"gp4\"", "no StorageClass `gp4`; did you mean `gp3`?"),
    (
        "PersistentVolumeClaim",
        "/spec/resources/requests/storage",
        "\"9000Ti\"",
        "`spec.hard.requests.storage`: the objects",
    ),
    ("ExternalSecret", "/spec/secretStoreRef/name", "\"asw\"", "no SecretStore `asw`; did you mean `aws`?"),
    ("ExternalSecret", "/metadata/name", "\"other\"", "no Secret `database`"),
    ("Certificate", "/spec/secretName", "\"other\"", "no Secret `certificate`"),
    ("ConfigMap", "/data", "{}", "no ConfigMapKey `settings:mode`"),
    ("Service", "/spec/selector/app", "\"wbe\"", "no pods in namespace `fraud-detection` have these labels"),
    ("Service", "/spec/ports/0/targetPort", "\"web\"", "no container has a port `web`"),
    ("Service", "/spec/ports/0/name", "\"web\"", "no ServicePort `web:http`"),
    ("Service", "/spec/type", "\"NodePort\"", "`spec.hard.services.nodeports`: the objects of the namespace use more"),
    ("Service", "/metadata/name", "\"1web\"", "`1web` is not a valid DNS label that begins with a letter"),
    (
        "PodDisruptionBudget",
        "/spec/selector/matchLabels/app",
        "\"wbe\"",
        "no pods in namespace `fraud-detection` have these labels",
    ),
    ("Ingress", "/spec/rules/0/http/paths/0/backend/service/name", "\"wbe\"", "no Service `wbe`"),
    ("Ingress", "/spec/rules/0/http/paths/0/backend/service/port/name", "\"web\"", "no ServicePort `web:web`"),
    (
        "CronJob",
        "/metadata/name",
        "\"a-name-of-more-than-fifty-two-characters-is-too-long-here\"",
        "at most 52 are allowed",
    ),
    ("CronJob", "/spec/jobTemplate/spec/template/spec/serviceAccountName", "\"none\"", "no ServiceAccount `none`"),
];

#[test]
fn everything_that_a_workload_lacks_is_told() {
    for (kind, pointer, value, expected) in BROKEN {
        let mut objects = objects();
        let object = objects.iter_mut().find(|object| object["kind"] == *kind).unwrap();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        object.pointer_mut(parent).unwrap()[key] = serde_json::from_str(value).unwrap();
        let found = faults(&objects);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{kind} {pointer} {value}: {found:#?}");
        let is_placed = |fault: &String| fault.starts_with("gitops/prod/");
        assert!(found.iter().all(is_placed), "{kind} {pointer}: {found:#?}");
    }
}

/// Every object of the workload but those that nothing refers to.
#[test]
fn everything_that_a_workload_needs_is_missed() {
    let unneeded = ["CronJob", "HorizontalPodAutoscaler", "Ingress", "PodDisruptionBudget"];
    let all = objects();
    for (index, object) in all.iter().enumerate() {
        let others: Vec<Value> = all.iter().enumerate().filter(|it| it.0 != index).map(|it| it.1.clone()).collect();
        let kind = object["kind"].as_str().unwrap();
        assert_eq!(faults(&others).is_empty(), unneeded.contains(&kind), "{kind}");
    }
}
