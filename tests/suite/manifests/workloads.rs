//! Faults among workloads and what belongs to them, which cellc does not make yet.

use cellc::kubernetes::{ManifestFile, Object};
use cellc::verify::manifests::{ManifestVerifier, verify_cell};
use serde_json::Value;

use super::trees;

fn objects() -> Vec<Value> {
    serde_saphyr::from_multiple(include_str!("workload.yaml")).unwrap()
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
