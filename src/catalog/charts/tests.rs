//! What holds for every file of facts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::*;
use crate::catalog::kubernetes::DEFAULT_MINOR;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/charts")
}

fn read(name: &str) -> Value {
    let path = folder().join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Names of the charts that have a file, from the list of their sources.
fn names() -> Vec<String> {
    let sources = read("sources.json");
    let charts = sources["charts"].as_array().unwrap().iter();
    charts.map(|source| source["chart"].as_str().unwrap().to_owned()).collect()
}

fn charts() -> Vec<Chart> {
    names().iter().map(|name| serde_json::from_value(read(&format!("{name}.json"))).unwrap()).collect()
}

#[test]
fn every_file_has_the_form_that_the_schema_describes() {
    let validator = jsonschema::options().should_validate_formats(true).build(&read("schema.json")).unwrap();
    for name in names() {
        let facts = read(&format!("{name}.json"));
        let errors: Vec<String> =
            validator.iter_errors(&facts).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert_eq!(errors, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn the_schema_refuses_what_lacks_a_fact_or_has_another() {
    let validator = jsonschema::options().should_validate_formats(true).build(&read("schema.json")).unwrap();
    let good = read("metrics-server.json");
    for field in
        ["as_of", "chart", "version", "rendered_version", "source", "kinds", "unstable", "roles", "webhooks", "pods"]
    {
        let mut facts = good.clone();
        facts.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&facts), "without {field}");
    }
    for (place, value) in [
        ("/as_of", json!("yesterday")),
        ("/kubernetes", json!(1.33)),
        ("/pods/0/kind", json!("Pod")),
        ("/pods/0/replicas", json!("2")),
        ("/pods/0/containers", json!([])),
        ("/pods/0/containers/0/image", json!("registry.k8s.io/metrics-server:v0.8.1")),
        ("/pods/0/containers/0/requests/memory_mib", json!("200Mi")),
        ("/pods/0/containers/0/ports/0", json!(70_000)),
        ("/keys/replicas", json!("integer")),
        ("/roles/1/rules/0/verbs", json!("get")),
    ] {
        let mut facts = good.clone();
        let pointer = facts.pointer_mut(place);
        match pointer {
            Some(old) => *old = value,
            None => facts["kubernetes"] = value,
        }
        assert!(!validator.is_valid(&facts), "{place}");
    }
}

#[test]
fn there_is_no_file_without_a_source() {
    let others = ["breaking_values.json", "reviewed_roles.json", "schema.json", "sources.json"].map(str::to_owned);
    let expected: BTreeSet<String> = names().iter().map(|name| format!("{name}.json")).chain(others).collect();
    let entries = std::fs::read_dir(folder()).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let names = files.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
    assert_eq!(names.collect::<BTreeSet<_>>(), expected);
}

#[test]
fn every_chart_admits_the_default_version_of_kubernetes() {
    let ranges: Vec<String> = charts().into_iter().filter_map(|chart| chart.kubernetes).collect();
    assert!(!ranges.is_empty());
    for range in ranges {
        let oldest = range.strip_prefix(">=").and_then(|rest| rest.trim().strip_prefix("1."));
        let oldest = oldest.and_then(|rest| rest.split('.').next()?.parse::<u8>().ok());
        let oldest = oldest.unwrap_or_else(|| panic!("`{range}` is more than an oldest version: say what it admits"));
        assert!(oldest <= DEFAULT_MINOR, "{range}");
    }
}

#[test]
fn a_chart_knows_the_values_with_which_it_was_rendered() {
    for chart in charts() {
        if let Some(keys) = &chart.keys {
            assert_eq!(keys.faults(&chart.values), Vec::new(), "{}", chart.chart);
        }
    }
}

#[test]
fn charts_alone_have_keys_and_a_manifest_has_none() {
    for chart in charts() {
        assert_eq!(chart.keys.is_none(), chart.chart == "argo-cd", "{}", chart.chart);
    }
}

/// Without requests a pod is evicted first and Karpenter makes no room for it; without a limit a leak takes the node along.
#[test]
fn every_container_requests_cpu_and_memory_and_has_a_limit_of_memory() {
    for chart in charts() {
        for workload in &chart.pods {
            for Container { name, requests, limits, .. } in workload.all_containers() {
                let place = format!("{}, {}, {name}", chart.chart, workload.name);
                assert!(requests.cpu_millicores.is_some() && requests.memory_mib.is_some(), "{place}: {requests:?}");
                assert!(limits.memory_mib >= requests.memory_mib, "{place}: {limits:?}");
            }
        }
    }
}

#[test]
fn pods_that_run_in_pairs_are_spread_over_zones_and_nodes() {
    let mut pairs = 0;
    for chart in charts() {
        for workload in chart.pods.iter().filter(|workload| workload.replicas() > 1) {
            let name = format!("{}, {}", chart.chart, workload.name);
            assert_eq!(workload.spread, ["kubernetes.io/hostname", "topology.kubernetes.io/zone"], "{name}");
            pairs += 1;
        }
    }
    assert!(pairs >= 7, "{pairs}");
}

/// A pod of a daemon that finds its node full waits until something else goes, and nobody sees what the node does.
#[test]
fn daemons_run_on_every_node_and_before_workloads() {
    for workload in charts().iter().flat_map(|chart| &chart.pods).filter(|workload| workload.is_daemon()) {
        let of_all = |one: &Toleration| one.key.is_none() && one.effect.is_none();
        assert!(workload.tolerations.iter().any(of_all), "{}", workload.name);
        assert!(workload.priority.is_some(), "{}", workload.name);
    }
}

#[test]
fn images_are_cut_where_a_container_runtime_cuts_them() {
    let charts = charts();
    let images: Vec<&Image> =
        charts.iter().flat_map(|chart| &chart.pods).flat_map(Workload::all_containers).map(|one| &one.image).collect();
    assert!(images.len() > 20, "{}", images.len());
    for image in images {
        assert!(image.registry.contains('.') && !image.registry.contains('/'), "{image:?}");
        assert!(!image.repository.contains([':', '@']) && !image.repository.is_empty(), "{image:?}");
        assert!(image.tag.is_some() || image.digest.is_some(), "{image:?}: whatever is newest");
    }
}

#[test]
fn keys_and_text_for_true_are_found_in_values() {
    let keys: Keys = serde_json::from_value(json!({
        "enabled": "boolean",
        "labels": "map",
        "arguments": "list",
        "level": "any",
        "image": { "tag": "string", "pull": { "always": "boolean" } },
    }))
    .unwrap();
    for (values, found) in [
        (json!({}), &[][..]),
        (json!({ "enabled": true, "labels": { "any": "thing" }, "level": { "any": "thing" } }), &[]),
        (json!({ "enable": true }), &["enable #0"]),
        (
            json!({ "labels": { "a": [1, 2], "b": {} }, "image": { "tag": "v1", "tags": { "c": "v1" } } }),
            &["image.tags #3"],
        ),
        (
            json!({ "image": { "pull": { "alway": {}, "always": "false" } } }),
            &["image.pull.alway", "image.pull.always is text #0"],
        ),
        (json!({ "image": { "pull": { "always": "" } } }), &[]),
        (json!({ "image": null, "enabled": null }), &[]),
        (json!({ "image": "x" }), &[]),
    ] {
        let faults = keys.faults(values.as_object().unwrap());
        let words = |fault: &Fault<'_>| {
            let what = if fault.kind == FaultKind::TextForBoolean { " is text" } else { "" };
            let leaf = fault.leaf.map_or_else(String::new, |leaf| format!(" #{leaf}"));
            format!("{}{what}{leaf}", fault.path.join("."))
        };
        assert_eq!(faults.iter().map(words).collect::<Vec<_>>(), found, "{values}");
    }
}

#[test]
fn pods_are_counted_by_what_their_workload_is() {
    let workload = |value: Value| -> Workload { serde_json::from_value(value).unwrap() };
    let image = json!({ "registry": "quay.io", "repository": "a", "tag": "1" });
    let with = |kind: &str, more: Value| {
        let mut value = json!({ "kind": kind, "name": "it", "containers": [{ "name": "a", "image": image }] });
        value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        workload(value)
    };
    for (kind, more, replicas, is_daemon) in [
        ("Deployment", json!({ "replicas": 2 }), 2, false),
        ("StatefulSet", json!({ "replicas": 1 }), 1, false),
        ("Job", json!({}), 0, false),
        ("CronJob", json!({}), 0, false),
        ("DaemonSet", json!({}), 0, true),
        ("DaemonSet", json!({ "nodes": { "kubernetes.io/os": "linux" } }), 0, true),
        ("DaemonSet", json!({ "nodes": { "kubernetes.io/os": "windows" } }), 0, false),
    ] {
        let workload = with(kind, more);
        assert_eq!((workload.replicas(), workload.is_daemon()), (replicas, is_daemon), "{workload:?}");
    }
}

#[test]
fn a_pod_requests_what_its_containers_request_together() {
    let container = |mib: Option<u32>| {
        let image = json!({ "registry": "quay.io", "repository": "a", "tag": "1" });
        let requests = mib.map_or_else(|| json!({}), |mib| json!({ "memory_mib": mib }));
        json!({ "name": "a", "image": image, "requests": requests })
    };
    for (containers, first, requested) in [
        (&[None][..], &[][..], 0),
        (&[Some(64)], &[], 64),
        (&[Some(64), None], &[], 64),
        (&[Some(64), Some(36)], &[], 100),
        (&[Some(64)], &[Some(32)], 64),
        (&[Some(64)], &[Some(128), Some(96)], 128),
        (&[None], &[Some(16)], 16),
    ] {
        let of = |list: &[Option<u32>]| list.iter().copied().map(container).collect::<Vec<_>>();
        let workload = json!({
            "kind": "Deployment", "name": "it", "replicas": 1, "containers": of(containers), "init_containers": of(first),
        });
        let workload: Workload = serde_json::from_value(workload).unwrap();
        assert_eq!(workload.requested_mib(), requested, "{containers:?} {first:?}");
    }
}
