//! From the emitted files alone: what must run before Karpenter can run has nodes to run on.

use cellc::pipeline::Output;
use serde_json::{Value, json};

use super::emitted::objects;
use super::scheduling::{Placement, Taint, Tier, is_schedulable, tolerates};
use super::{compile, fleet};

const TIERS: &str = r#"
  node_tier "system" {
    instance_types = ["m7g.large"]
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

/// Everything that can be asked for.
const APPLICATIONS: &str = r#"
  application "aws-load-balancer-controller" {}
  application "cert-manager" {}
  application "cloudwatch-observability" {}
  application "descheduler" {}
  application "external-dns" {
    zones = ["Z0123456789ABCDEFGHIJ"]
  }
  application "external-secrets" {}
  application "karpenter" {}
  application "kubecost" {}
  application "metrics-server" {}
  application "prometheus" {}
"#;

/// Workloads of a manifest of one's own are not known by name: what they do not say, they get from their namespace.
#[test]
fn an_own_manifest_gets_requests_limits_and_spread_for_all_of_its_workloads() {
    let own = "argo_cd {\n  manifest = \"https://mirror.example.com/argo-cd/ha/install.yaml\"\n}\n";
    for (lines, is_own) in [("", false), (own, true)] {
        let output = compile(&fleet(lines));
        let files = objects(&output, "gitops/dev/alpha/bootstrap/");
        let range = files.iter().find(|object| object["kind"] == "LimitRange");
        assert_eq!(range.is_some(), is_own);
        let spread = files.iter().filter(|object| object["kind"] == "Kustomization").flat_map(|object| {
            let patches = object["patches"].as_array().unwrap().clone();
            patches.into_iter().filter(|patch| patch["patch"].as_str().unwrap().contains("topologySpreadConstraints"))
        });
        let kinds: Vec<String> = spread.map(|patch| patch["target"]["kind"].as_str().unwrap().to_owned()).collect();
        let expected: &[&str] = if is_own { &["Deployment", "StatefulSet"] } else { &[] };
        assert_eq!(kinds, expected);
        let Some(range) = range else { continue };
        let item = &range["spec"]["limits"][0];
        assert_eq!((&item["type"], &range["metadata"]["namespace"]), (&"Container".into(), &"argocd".into()));
        for (part, amount) in [("defaultRequest", "cpu"), ("defaultRequest", "memory"), ("default", "memory")] {
            assert!(item[part][amount].is_string(), "{part}.{amount}: {item}");
        }
        let kustomization = files.iter().find(|object| object["kind"] == "Kustomization").unwrap();
        let place = |name: &str| {
            kustomization["resources"]
                .as_array()
                .unwrap()
                .iter()
                .position(|one| one.as_str().unwrap().ends_with(name))
                .unwrap()
        };
        assert!(place("limits.yaml") < place("ha/install.yaml"), "the defaults come before the pods that get them");
    }
}

#[test]
fn argo_cd_runs_on_the_system_nodes() {
    for tiers in ["", TIERS] {
        let output = compile(&fleet(tiers));
        let tiers = Tier::all(&output, "dev", "alpha");
        let placements = bootstrap_placements(&output);
        assert_eq!(placements.len(), 2, "Deployments and StatefulSets");
        for placement in placements {
            let names: Vec<&str> =
                tiers.iter().filter(|tier| placement.fits(tier)).map(|tier| tier.name.as_str()).collect();
            assert_eq!(names, ["system"], "{placement:?}");
        }
    }
}

/// Where the values of charts say on which nodes pods run, apart from those of Prometheus.
const PLACES: [&str; 10] = [
    "amazon-cloudwatch-observability/manager",
    "aws-load-balancer-controller",
    "cert-manager",
    "cert-manager/cainjector",
    "cert-manager/webhook",
    "descheduler",
    "external-dns",
    "external-secrets/global",
    "karpenter",
    "metrics-server",
];
/// What runs anywhere, once there are pools.
const ANYWHERE: [&str; 2] = [EVERYWHERE, "kubecost"];
/// The daemon that runs on every node.
const EVERYWHERE: &str = "kube-prometheus-stack/prometheus-node-exporter";
/// What has a volume, when there are nodes that stay, and the daemon.
const STEADY: [&str; 6] = [
    "kube-prometheus-stack/alertmanager/alertmanagerSpec",
    "kube-prometheus-stack/prometheus/prometheusSpec",
    EVERYWHERE,
    "kubecost/aggregator",
    "kubecost/cloudCost",
    "kubecost/localStore",
];

/// Whatever is synced before the pools, or with them, can have no other nodes than those of the system tier.
#[test]
fn every_application_has_nodes_to_run_on_when_its_turn_comes() {
    // All of them together do not fit on the default nodes of development.
    let system = "node_tier \"system\" {\n    instance_types = [\"m7g.large\"]\n  }\n";
    for (tiers, others) in [(system, &ANYWHERE[..]), (TIERS, &STEADY)] {
        let specification = fleet(&format!("{tiers}{APPLICATIONS}"));
        let output = compile(&specification.replacen("owner ", "domain = \"cells.example.com\"\n  owner ", 1));
        let tiers = Tier::all(&output, "dev", "alpha");
        let applications = objects(&output, "gitops/dev/alpha/applications/");
        let is_pools = |application: &&Value| {
            application["spec"]["source"]["path"].as_str().is_some_and(|path| path.ends_with("/node-tiers"))
        };
        let pools = wave(applications.iter().find(is_pools).expect("there are pools"));
        let mut judged = Vec::new();
        for application in &applications {
            let Some((chart, values)) = chart_and_values(&output, application) else { continue };
            let are_there = |tier: &&Tier| tier.name == "system" || wave(application) > pools;
            let mut placements = Placement::all(&values);
            if placements.is_empty() {
                placements.push(Placement::default());
            }
            for placement in placements {
                let mut there = tiers.iter().filter(are_there);
                assert!(there.any(|tier| placement.fits(tier)), "{chart}: {placement:?} in {tiers:?}");
                let place = format!("{chart}{}", placement.at);
                let is_steady = others.len() == STEADY.len() && STEADY.contains(&place.as_str()) && place != EVERYWHERE;
                let mut fitting = tiers.iter().filter(are_there).filter(|tier| placement.fits(tier));
                assert!(!is_steady || fitting.all(|tier| tier.name == "open"), "{place}");
                judged.push(place);
            }
        }
        judged.sort_unstable();
        let mut expected = [&PLACES[..], others].concat();
        expected.sort_unstable();
        assert_eq!(judged, expected);
    }
}

/// The name of a publisher's chart, and the values that an Application hands to it.
fn chart_and_values(output: &Output, application: &Value) -> Option<(String, Value)> {
    let (_, folder) = application["spec"]["source"]["path"].as_str()?.split_once("/charts/")?;
    let values = objects(output, &format!("gitops/dev/alpha/charts/{folder}/values.yaml")).pop()?;
    let (chart, values) = values.as_object()?.iter().next()?;
    Some((chart.clone(), values.clone()))
}

fn wave(application: &Value) -> i64 {
    let annotation = &application["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"];
    annotation.as_str().map_or(0, |wave| wave.parse().unwrap())
}

#[test]
fn labels_and_taints_of_every_tier_are_in_the_emitted_files() {
    let tiers = Tier::all(&compile(&fleet(TIERS)), "dev", "alpha");
    let found: Vec<String> = tiers.iter().map(|tier| format!("{tier:?}")).collect();
    let expected = [
        ("system", vec![("CriticalAddonsOnly", "true", "NoSchedule"), ("dedicated", "system", "NoSchedule")]),
        ("cards", vec![("dedicated", "cards", "NoExecute")]),
        ("open", vec![]),
    ];
    let tier = |(name, taints): (&str, Vec<(&str, &str, &str)>)| {
        let taint = |(key, value, effect): (&str, &str, &str)| Taint {
            key: key.to_owned(),
            value: value.to_owned(),
            effect: effect.to_owned(),
        };
        let labels = [("node-tier".to_owned(), name.to_owned())].into();
        format!("{:?}", Tier { name: name.to_owned(), labels, taints: taints.into_iter().map(taint).collect() })
    };
    assert_eq!(found, expected.map(tier));
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
fn every_place_in_values_that_says_where_pods_run_is_found() {
    let list = json!([{ "operator": "Exists" }]);
    let values = json!({
        "tolerations": list,
        "webhook": { "tolerations": list, "nodeSelector": { "node-tier": "system" }, "replicas": 2 },
        "parts": [{ "tolerations": [] }, { "name": "tolerations" }, { "nodeSelector": { "a": "b" } }],
    });
    let found = Placement::all(&values);
    let found: Vec<_> = found.iter().map(|place| (&*place.at, place.selector.len(), place.tolerations.len())).collect();
    assert_eq!(found, [("", 0, 1), ("/webhook", 1, 1), ("/parts/0", 0, 0), ("/parts/2", 1, 0)]);
}

/// Where the bootstrap puts the pods of Argo CD.
fn bootstrap_placements(output: &Output) -> Vec<Placement> {
    let kustomizations = objects(output, "gitops/dev/alpha/bootstrap/").into_iter();
    let kustomizations = kustomizations.filter(|object| object["kind"] == "Kustomization");
    let patches = kustomizations.flat_map(|object| object["patches"].as_array().cloned().unwrap_or_default());
    let placement = |patch: Value| {
        let patch: Value = serde_saphyr::from_str(patch["patch"].as_str().unwrap()).unwrap();
        let changes = patch.as_array()?.iter().filter_map(|change| {
            let field = change["path"].as_str()?.strip_prefix("/spec/template/spec/")?;
            Some((field.to_owned(), change["value"].clone()))
        });
        Placement::all(&Value::Object(changes.collect())).pop()
    };
    patches.filter_map(placement).collect()
}
