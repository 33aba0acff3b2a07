//! Behind a front door: which pods are registered with it, who reaches them, what the controller may do, and how a target group
//! is replaced.

use std::collections::{BTreeMap, BTreeSet};

use cellc::diff::{diff, render};
use cellc::kubernetes::ManifestTree;
use cellc::lock::{self, Lock};
use cellc::lower;
use cellc::pipeline::{self, Analysis, Settings};
use cellc::print::ManifestPrinter;
use cellc::source::SourceMap;
use cellc::verify::manifests::verify_manifests;
use serde_json::Value;

/// An internal front door is reached from here.
const PEERS: (&str, &str) =
    ("  domain  = \"dev.example.com\"\n", "  domain  = \"dev.example.com\"\n  peers   = [\"192.168.0.0/16\"]\n");
/// Two namespaces behind a front door, and one that nobody reaches.
pub(crate) const FLEET: &str = include_str!("front_door.hcl");

fn analyse(text: &str, lock: &Lock) -> Analysis {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let settings = Settings { as_of: "2026-11-28".parse().unwrap() };
    let analysis = pipeline::analyse_known(&sources, &settings, lock, &mut |_| {});
    assert!(analysis.checked().is_some(), "{:#?}", analysis.diagnostics);
    analysis
}

/// The fleet with parts replaced.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = FLEET.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "nothing to replace: {from}");
        text = text.replace(from, to);
    }
    text
}

/// The fleet whose payments have another port, protocol or both.
fn with_payments(lines: &str) -> String {
    edited(&[("port      = 8080\n", lines)])
}

/// The manifests of a build, and what it remembers.
fn build(text: &str, before: &Lock) -> (ManifestTree, Lock) {
    let analysis = analyse(text, before);
    let model = analysis.checked().unwrap();
    let tree = lower::lower_manifests(model);
    assert_eq!(verify_manifests(&tree), []);
    (tree, lock::after(model.model(), before, "2026-11-28".parse().unwrap()))
}

/// The text of a file of the cell; nothing where there is no such file.
fn file(tree: &ManifestTree, path: &str) -> String {
    let path = format!("gitops/dev/alpha/{path}");
    let file = tree.files.iter().find(|file| file.path == path);
    file.map(|file| ManifestPrinter::default().print(file)).unwrap_or_default()
}

/// The objects of a kind in the cell.
fn objects(tree: &ManifestTree, kind: &str) -> Vec<Value> {
    let all = tree.files.iter().flat_map(|file| &file.objects);
    let of_kind = all.filter(|object| object.kind == kind);
    of_kind.map(|object| serde_json::to_value(object.body()).unwrap()).collect()
}

/// The lines about routes in a lock.
fn routes(lock: &Lock) -> Vec<String> {
    let is_of_routes = |line: &&str| line.contains("\"route ") || line.contains("\"pair ");
    lock.to_string().lines().filter(is_of_routes).map(|line| line.trim().trim_end_matches(',').to_owned()).collect()
}

#[test]
fn a_route_binds_the_pods_of_its_service() {
    let (tree, _) = build(FLEET, &Lock::default());
    insta::assert_snapshot!("front_door_binding", file(&tree, "front-door/payments.yaml"));
    insta::assert_snapshot!("front_door_application", file(&tree, "applications/front-door.yaml"));
    let bindings = objects(&tree, "TargetGroupBinding");
    let of_namespaces: Vec<&Value> = bindings.iter().map(|binding| &binding["metadata"]["namespace"]).collect();
    assert_eq!(of_namespaces, ["admin", "payments"]);
    for binding in &bindings {
        assert_eq!(binding["metadata"]["name"], binding["spec"]["targetGroupName"]);
        assert!(binding["spec"].get("networking").is_none(), "it would change security groups: {binding}");
    }
    // An apply that replaces the object loses the ARN that the webhook has written into it.
    assert!(!file(&tree, "applications/front-door.yaml").contains("Replace"));
}

/// Pods of both namespaces wait for their targets, and take requests of the load balancer on the ports of their routes.
#[test]
fn namespaces_behind_routes_are_open_to_the_load_balancer() {
    let (tree, _) = build(FLEET, &Lock::default());
    let labels = |name: &str| {
        let namespaces = objects(&tree, "Namespace");
        let namespace = namespaces.iter().find(|namespace| namespace["metadata"]["name"] == name).unwrap();
        namespace["metadata"]["labels"]["elbv2.k8s.aws/pod-readiness-gate-inject"].clone()
    };
    assert_eq!(
        [labels("admin"), labels("payments"), labels("ledger")],
        [Value::from("enabled"), Value::from("enabled"), Value::Null,]
    );
    let doors: Vec<Value> = objects(&tree, "NetworkPolicy")
        .into_iter()
        .filter(|policy| policy["metadata"]["name"] == "allow-front-door")
        .collect();
    assert_eq!(doors.len(), 2);
    insta::assert_snapshot!("front_door_policy", serde_json::to_string_pretty(&doors).unwrap());
    let inside = edited(&[("exposure = \"public\"", "exposure = \"internal\""), PEERS]);
    let (tree, _) = build(&inside, &Lock::default());
    let door =
        objects(&tree, "NetworkPolicy").into_iter().find(|policy| policy["metadata"]["name"] == "allow-front-door");
    let from = door.unwrap()["spec"]["ingress"][0]["from"].clone();
    // The private subnets, of which a cell has one in each zone.
    assert_eq!(from[0]["ipBlock"]["cidr"], "10.0.0.0/18", "{from}");
}

#[test]
fn the_controller_only_registers_targets_where_nothing_else_may_be() {
    let values = |text: &str| file(&build(text, &Lock::default()).0, "charts/aws-load-balancer-controller/values.yaml");
    let registers = values(FLEET);
    insta::assert_snapshot!("front_door_controller", registers);
    let namespace =
        |lines: &str| edited(&[("namespace \"ledger\" {}", &format!("namespace \"ledger\" {{\n{lines}  }}"))]);
    let exposed = values(&namespace("    exposure = \"internal\"\n    ports    = [8080]\n"));
    assert!(!exposed.contains("featureGates") && !exposed.contains("createIngressClassResource"), "{exposed}");
    // Without a front door nothing is turned off.
    let start = FLEET.find("  front_door {").unwrap();
    let end = FLEET.find("cell \"alpha\"").unwrap();
    let without = format!("{}}}\n\n{}", &FLEET[..start], &FLEET[end..]);
    assert_eq!(values(&without), exposed);
    let (tree, lock) = build(&without, &Lock::default());
    assert!(objects(&tree, "TargetGroupBinding").is_empty() && routes(&lock).is_empty());
    let policies = objects(&tree, "ValidatingAdmissionPolicy");
    assert!(!policies.iter().any(|policy| policy["metadata"]["name"] == "target-group-bindings.cellc.io"));
}

/// external-dns reads what namespaces may have, and nothing else.
#[test]
fn names_are_written_for_what_there_may_be() {
    let dns = "  application \"external-dns\" {\n    zones = [\"Z0123456789ABCDEFGHIJ\"]\n  }\n\n  namespace \"ledger\" {\n    exposure = \"internal\"\n    ports    = [8080]\n";
    for (lines, sources) in [("    load_balancers = 0\n", "[ingress]"), ("", "[ingress, service]")] {
        // It works in the account of its cell, so the zones have to be there.
        let here = ("    account = \"333333333333\"\n", "    account = \"111111111111\"\n");
        let text = edited(&[here, ("  namespace \"ledger\" {}\n", &format!("{dns}{lines}  }}\n"))]);
        let values = file(&build(&text, &Lock::default()).0, "charts/external-dns/values.yaml");
        let found: Vec<&str> = values.lines().skip_while(|line| line.trim() != "sources:").skip(1).collect();
        let found: Vec<&str> = found.iter().map_while(|line| line.trim().strip_prefix("- ")).collect();
        assert_eq!(format!("[{}]", found.join(", ")), sources);
    }
}

/// Each step is a build; a plain build stays where it is.
#[test]
fn a_target_group_is_replaced_in_two_steps() {
    let names = |tree: &ManifestTree| -> Vec<(String, u64)> {
        let bindings = objects(tree, "TargetGroupBinding");
        let of_payments = bindings.iter().filter(|binding| binding["metadata"]["namespace"] == "payments");
        let name = |binding: &Value| binding["metadata"]["name"].as_str().unwrap().to_owned();
        of_payments.map(|binding| (name(binding), binding["spec"]["serviceRef"]["port"].as_u64().unwrap())).collect()
    };
    let weights = |text: &str, lock: &Lock| -> Vec<u32> {
        let analysis = analyse(text, lock);
        let model = analysis.checked().unwrap().model().clone();
        let (_, door) = model.front_doors().next().unwrap();
        let route = door.routes.iter().find(|route| route.name.as_str() == "payments").unwrap();
        route.target_groups().iter().map(|group| group.weight).collect()
    };
    let (tree, steady) = build(FLEET, &Lock::default());
    let before = names(&tree);
    assert_eq!(routes(&steady), ["\"route dev/admin\": \"8443 https\"", "\"route dev/payments\": \"8080 http\""]);
    assert!(steady.advanced(analyse(FLEET, &steady).model.as_ref().unwrap()).is_none(), "nothing has begun");

    let changed = with_payments("port      = 9090\n");
    let (tree, first) = build(&changed, &steady);
    let both = names(&tree);
    assert_eq!((both.len(), &both[0], both[1].1), (2, &before[0], 9090));
    assert_eq!(weights(&changed, &steady), [100, 0]);
    assert_eq!(build(&changed, &first).1, first, "a plain build stays");
    assert_eq!(weights(&changed, &first), [100, 0]);
    let pair = "\"pair dev/payments\": \"9090 http step 1\"";
    assert_eq!(routes(&first), [pair, "\"route dev/admin\": \"8443 https\"", "\"route dev/payments\": \"8080 http\""]);
    insta::assert_snapshot!("front_door_pair", file(&tree, "front-door/payments.yaml"));

    let second = first.advanced(analyse(&changed, &first).model.as_ref().unwrap()).unwrap();
    let (tree, remembered) = build(&changed, &second);
    assert_eq!((names(&tree), &remembered, weights(&changed, &second)), (both.clone(), &second, vec![0, 100]));

    let over = second.advanced(analyse(&changed, &second).model.as_ref().unwrap()).unwrap();
    let (tree, remembered) = build(&changed, &over);
    assert_eq!((names(&tree), &remembered), (both[1..].to_vec(), &over));
    assert_eq!(routes(&over), ["\"route dev/admin\": \"8443 https\"", "\"route dev/payments\": \"9090 http\""]);
    assert_eq!(build(&changed, &Lock::default()).0, tree, "where it ends, it is as if it had always been so");
}

/// What needs no other group needs no second one.
#[test]
fn other_changes_of_a_route_replace_nothing() {
    let (_, steady) = build(FLEET, &Lock::default());
    for (edit, with) in [
        ("path = \"/ready\"", "path = \"/healthz\""),
        ("service   = \"gateway\"", "service   = \"entrance\""),
        ("host      = \"admin\"", "path      = \"/admin\""),
    ] {
        let text = edited(&[(edit, with)]);
        assert_eq!(routes(&build(&text, &steady).1), routes(&steady), "{with}");
    }
    // A route with another name is another route.
    let renamed = edited(&[("route \"payments\"", "route \"pay\"")]);
    let lines = routes(&build(&renamed, &steady).1);
    assert_eq!(lines, ["\"route dev/admin\": \"8443 https\"", "\"route dev/pay\": \"8080 http\""]);
}

/// One fact a line: two branches that change two routes merge, two that change the same one contradict each other.
#[test]
fn branches_that_replace_different_groups_merge() {
    let (_, steady) = build(FLEET, &Lock::default());
    let lines = |lock: &Lock| -> Vec<String> { lock.to_string().lines().map(str::to_owned).collect() };
    let (_, ours) = build(&with_payments("port      = 9090\n"), &steady);
    let (_, theirs) = build(&edited(&[("port      = 8443\n", "port      = 9443\n")]), &steady);
    let mut both = lines(&ours);
    both.extend(lines(&theirs).into_iter().filter(|line| !both.contains(line)).collect::<Vec<_>>());
    both.retain(|line| line != "}");
    both.push("}".to_owned());
    let merged = lock::read(&both.join("\n")).unwrap();
    assert_eq!(merged.routes.values().filter(|facts| facts.goal.is_some()).count(), 2);
    let changed = edited(&[("port      = 8080\n", "port      = 9090\n"), ("port      = 8443\n", "port      = 9443\n")]);
    assert_eq!(build(&changed, &merged).1, merged);

    let (_, others) = build(&with_payments("port      = 7070\n"), &steady);
    let both = ours.to_string().replace("\n}\n", ",\n  \"pair dev/payments\": \"7070 http step 1\"\n}\n");
    assert!(others.to_string().contains("\"pair dev/payments\": \"7070 http step 1\""));
    let fault = lock::read(&both).unwrap_err().headline("fleet.lock.json");
    assert!(fault.contains("say two different things about `pair dev/payments`"), "{fault}");
}

/// A pair whose other half got lost would send all requests to a group that has no pods.
#[test]
fn half_a_pair_is_refused() {
    for (line, expected) in [
        ("\"pair dev/payments\": \"9090 http step 1\"", "the line `route dev/payments` is missing beside it"),
        ("\"pair dev/payments\": \"9090 http step 3\"", "port, protocol and step"),
        ("\"pair dev/payments\": \"9090 http\"", "port, protocol and step"),
        ("\"route dev/payments\": \"9090\"", "port and protocol"),
        ("\"route payments\": \"9090 http\"", "`payments` is not `environment/route`"),
    ] {
        let fault = lock::read(&format!("{{\n  \"format\": 1,\n  {line}\n}}\n")).unwrap_err().headline("f");
        assert!(fault.starts_with("line 3 of `f` cannot be read") && fault.contains(expected), "{fault}");
    }
}

/// Every file of a build.
fn output(text: &str, lock: &Lock) -> BTreeMap<String, String> {
    pipeline::generate(analyse(text, lock).checked().unwrap(), &mut |_| {}).unwrap().files
}

/// Terraform makes the groups that the cluster looks for, under the same names, at every step.
#[test]
fn terraform_and_the_cluster_call_a_group_by_the_same_name() {
    let (_, steady) = build(FLEET, &Lock::default());
    let changed = with_payments("port      = 9090\n");
    for (text, lock, groups) in [(FLEET, &Lock::default(), 2), (&changed, &steady, 3)] {
        let files = output(text, lock);
        let root = &files["environments/dev/cells/alpha/main.tf"];
        let of_terraform = root.lines().skip_while(|line| !line.trim().starts_with("target_groups"));
        let names = of_terraform.skip(1).map_while(|line| line.split('"').rev().nth(1).map(str::to_owned));
        let names: BTreeSet<String> = names.collect();
        let bindings = files.iter().filter(|(path, _)| path.starts_with("gitops/dev/alpha/front-door/"));
        let names_in = |text: &String| -> Vec<String> {
            text.lines().filter_map(|line| line.trim().strip_prefix("targetGroupName: ")).map(str::to_owned).collect()
        };
        let bound: BTreeSet<String> = bindings.flat_map(|(_, text)| names_in(text)).collect();
        assert_eq!((bound.len(), &bound), (groups, &names), "{root}");
    }
}

/// The role of the controller names the groups themselves. The policies for making load balancers come with the first namespace
/// that may have one.
#[test]
fn the_role_of_the_controller_shrinks_to_the_groups_of_the_cell() {
    let policies = |text: &str, lock: &Lock| {
        let files = output(text, lock);
        let text = &files["modules/dev-cell/applications.tf"];
        let blocks = text.split("\nresource ").filter(|block| block.contains("load_balancer_controller"));
        blocks.map(str::to_owned).collect::<Vec<_>>().join("\nresource ")
    };
    let registers = policies(FLEET, &Lock::default());
    insta::assert_snapshot!("front_door_role", registers);
    for wrong in ["CreateLoadBalancer", "SecurityGroupIngress", "wafv2", "acm:", "iam:Create"] {
        assert!(!registers.contains(wrong), "{wrong}");
    }
    let (_, steady) = build(FLEET, &Lock::default());
    let pair = policies(&with_payments("port      = 9090\n"), &steady);
    assert!(pair.contains("payments_http_8080.arn") && pair.contains("payments_http_9090.arn"), "{pair}");
    let exposed = "namespace \"ledger\" {\n    exposure = \"internal\"\n    ports    = [8080]\n  }";
    let makes = policies(&edited(&[("namespace \"ledger\" {}", exposed)]), &Lock::default());
    assert!(makes.contains("CreateLoadBalancer") && makes.contains("admin_https_8443.arn"), "{makes}");
}

/// A reviewer reads which step it is, and what would stop requests is refused or told.
#[test]
fn a_difference_names_the_step() {
    let told = |old: &BTreeMap<String, String>, new: &BTreeMap<String, String>| render::human(&diff(old, new));
    let (_, steady) = build(FLEET, &Lock::default());
    let changed = with_payments("port      = 9090\n");
    let (_, first) = build(&changed, &steady);
    let advanced = |lock: &Lock| lock.advanced(analyse(&changed, lock).model.as_ref().unwrap()).unwrap();
    let (second, over) = (advanced(&first), advanced(&advanced(&first)));
    let outputs =
        [output(FLEET, &steady), output(&changed, &first), output(&changed, &second), output(&changed, &over)];
    let steps: Vec<String> = outputs.windows(2).map(|pair| told(&pair[0], &pair[1])).collect();
    insta::assert_snapshot!("front_door_steps", steps.join("\n=====\n"));
    for (step, words) in steps.iter().zip(["step 1 of 2", "step 2 of 2", "a replacement is over"]) {
        assert!(step.contains(words), "{step}");
    }
    let at_once = told(&outputs[0], &outputs[3]);
    assert!(at_once.contains("all requests go to another target group at once"), "{at_once}");
    // By hand: another port under the same name.
    let mut edited = outputs[0].clone();
    let routes = edited.get_mut("modules/dev-cell/routes.tf").unwrap();
    assert!(routes.contains("8080"), "{routes}");
    *routes = routes.replace("8080\n", "8081\n");
    let refused = told(&outputs[0], &edited);
    assert!(refused.contains("DuplicateTargetGroupName"), "{refused}");
}
