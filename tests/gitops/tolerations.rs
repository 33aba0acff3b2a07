//! From the emitted files alone: what must run before Karpenter can run has nodes to run on.

use cellc::pipeline::Output;
use serde_json::{Value, json};

use super::emitted::objects;
use super::scheduling::{System, Taint, is_schedulable, tolerates, toleration_lists};
use super::{compile, fleet};

const TIERS: &str = r#"
  node_tier "system" {
    instance_types = ["m7g.large"]
    allow "CELL0505" {
      reason = "the test is about what tolerates it"
    }
    taint "dedicated" {
      value  = "system"
      effect = "NoSchedule"
    }
  }
  node_tier "cards" {
    capacity = "on-demand"
    taint "dedicated" {
      value  = "cards"
      effect = "NoExecute"
    }
  }
  node_tier "open" {
    capacity = "on-demand"
  }
"#;

#[test]
fn argo_cd_runs_on_the_system_nodes() {
    for tiers in ["", r#"node_tier "open" { capacity = "on-demand" }"#] {
        let output = compile(&fleet(tiers));
        let system = System::of(&output, "dev", "alpha");
        let patches = bootstrap_tolerations(&output);
        assert!(patches.len() >= 2, "Deployments and StatefulSets: {patches:?}");
        for tolerations in patches {
            assert!(is_schedulable(&tolerations, &system.taints), "{tolerations:?} on {:?}", system.taints);
        }
    }
}

/// Whatever is synced before the pools, or with them, can have no other nodes.
#[test]
fn what_comes_before_the_pools_runs_on_the_system_nodes() {
    for tiers in ["", TIERS] {
        let output = compile(&fleet(tiers));
        let system = System::of(&output, "dev", "alpha");
        let applications = objects(&output, "gitops/dev/alpha/applications/");
        let wave = |application: &Value| {
            let annotation = &application["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"];
            annotation.as_str().map_or(0, |wave| wave.parse::<i64>().unwrap())
        };
        let is_pools = |application: &&Value| {
            application["spec"]["source"]["path"].as_str().is_some_and(|path| path.ends_with("/node-tiers"))
        };
        let Some(pools) = applications.iter().find(is_pools).map(wave) else { continue };
        for application in applications.iter().filter(|application| wave(application) <= pools) {
            let chart = application["spec"]["source"]["chart"].as_str();
            let Some(chart) = chart.filter(|chart| !chart.ends_with("-crd")) else { continue };
            let lists = toleration_lists(&application["spec"]["source"]["helm"]["valuesObject"]);
            assert!(!lists.is_empty(), "{chart} tolerates nothing");
            for (at, tolerations) in lists {
                assert!(is_schedulable(&tolerations, &system.taints), "{chart}{at}: {tolerations:?}");
            }
        }
    }
}

#[test]
fn the_taints_of_every_tier_are_in_the_emitted_files() {
    let output = compile(&fleet(TIERS));
    let system = System::of(&output, "dev", "alpha");
    let taint = |key: &str, value: &str, effect: &str| Taint {
        key: key.to_owned(),
        value: value.to_owned(),
        effect: effect.to_owned(),
    };
    let critical = taint("CriticalAddonsOnly", "true", "NoSchedule");
    assert_eq!(system.taints, [critical, taint("dedicated", "system", "NoSchedule")]);
    let pools = pools(&output);
    assert_eq!(pools["cards"], [taint("dedicated", "cards", "NoExecute")]);
    assert_eq!(pools["open"], []);
    let everywhere = [json!({ "operator": "Exists" })];
    assert!(pools.values().all(|taints| is_schedulable(&everywhere, taints)));
    assert!(!is_schedulable(&[], &pools["cards"]) && is_schedulable(&[], &pools["open"]));
}

#[test]
fn tolerations_match_taints_as_in_kubernetes() {
    let taint = Taint { key: "dedicated".to_owned(), value: "cards".to_owned(), effect: "NoExecute".to_owned() };
    for (toleration, expected) in [
        (json!({ "key": "dedicated", "value": "cards" }), true),
        (json!({ "key": "dedicated", "operator": "Equal", "value": "cards" }), true),
        (json!({ "key": "dedicated", "operator": "Equal", "value": "cards", "effect": "NoExecute" }), true),
        (json!({ "key": "dedicated", "operator": "Equal", "value": "cards", "effect": "NoSchedule" }), false),
        (json!({ "key": "dedicated", "operator": "Equal", "value": "other" }), false),
        (json!({ "key": "dedicated", "operator": "Equal" }), false),
        (json!({ "key": "dedicated" }), false),
        (json!({ "key": "dedicated", "operator": "Exists" }), true),
        (json!({ "key": "dedicated", "operator": "Exists", "effect": "NoExecute" }), true),
        (json!({ "key": "dedicated", "operator": "Exists", "effect": "PreferNoSchedule" }), false),
        (json!({ "key": "other", "operator": "Exists" }), false),
        (json!({ "operator": "Exists" }), true),
        (json!({ "operator": "Exists", "effect": "NoSchedule" }), false),
        (json!({ "operator": "Equal", "value": "cards" }), false),
        (json!({}), false),
    ] {
        assert_eq!(tolerates(&toleration, &taint), expected, "{toleration}");
    }
}

#[test]
fn a_pod_needs_a_toleration_for_each_taint_that_keeps_pods_away() {
    let taint =
        |key: &str, effect: &str| Taint { key: key.to_owned(), value: String::new(), effect: effect.to_owned() };
    let tolerate = |key: &str| json!({ "key": key, "operator": "Exists" });
    let for_a_while = json!({ "key": "a", "operator": "Exists", "tolerationSeconds": 300 });
    for (tolerations, taints, expected) in [
        (vec![], vec![], true),
        (vec![], vec![taint("a", "PreferNoSchedule")], true),
        (vec![], vec![taint("a", "NoSchedule")], false),
        (vec![tolerate("a")], vec![taint("a", "NoSchedule"), taint("b", "NoSchedule")], false),
        (vec![tolerate("a"), tolerate("b")], vec![taint("a", "NoSchedule"), taint("b", "NoExecute")], true),
        (vec![for_a_while.clone()], vec![taint("a", "NoExecute")], false),
        (vec![for_a_while, tolerate("a")], vec![taint("a", "NoExecute")], true),
    ] {
        assert_eq!(is_schedulable(&tolerations, &taints), expected, "{tolerations:?} on {taints:?}");
    }
}

#[test]
fn every_list_of_tolerations_in_values_is_found() {
    let list = json!([{ "operator": "Exists" }]);
    let values = json!({
        "tolerations": list,
        "webhook": { "tolerations": list, "replicas": 2 },
        "parts": [{ "tolerations": [] }, { "name": "tolerations" }],
    });
    let found: Vec<String> = toleration_lists(&values).into_iter().map(|(at, _)| at).collect();
    assert_eq!(found, ["/tolerations", "/webhook/tolerations", "/parts/0/tolerations"]);
}

/// The tolerations that the bootstrap gives the pods of Argo CD.
fn bootstrap_tolerations(output: &Output) -> Vec<Vec<Value>> {
    let kustomizations = objects(output, "gitops/dev/alpha/bootstrap/").into_iter();
    let kustomizations = kustomizations.filter(|object| object["kind"] == "Kustomization");
    let patches = kustomizations.flat_map(|object| object["patches"].as_array().cloned().unwrap_or_default());
    let changes = patches.flat_map(|patch| {
        let patch: Value = serde_saphyr::from_str(patch["patch"].as_str().unwrap()).unwrap();
        patch.as_array().cloned().unwrap_or_default()
    });
    let of_tolerations = |change: &Value| change["path"] == "/spec/template/spec/tolerations";
    changes.filter(of_tolerations).map(|change| change["value"].as_array().unwrap().clone()).collect()
}

fn pools(output: &Output) -> std::collections::BTreeMap<String, Vec<Taint>> {
    let pools =
        objects(output, "gitops/dev/alpha/node-tiers/").into_iter().filter(|object| object["kind"] == "NodePool");
    pools.map(|pool| (pool["metadata"]["name"].as_str().unwrap().to_owned(), Taint::of_pool(&pool))).collect()
}
