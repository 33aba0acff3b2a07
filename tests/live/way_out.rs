//! A cell changes on the emulator, and what takes over is there before what it replaces goes: its `nat`, in both directions, and
//! the role of a service account whose label is another one. The order is read from what Terraform tells of its applies; why it
//! is this one for `nat`, `src/lower/module/way_out.rs` says.

use std::fs;

use serde_json::Value;

use crate::changes::fleet::{generated, root_of};
use crate::harness::emulator::Emulator;
use crate::harness::root::Workspace;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;
use tempfile::TempDir;

const CELL: &str = "prod/alpha";
const FLEET: &str = include_str!("changes/fleets/way_out.hcl");
const IN_EACH_ZONE: &str = "nat = \"per-zone\"";
const ONE: &str = "nat = \"single\"\n  allow \"CELL0413\" { reason = \"a step between two others\" }";
const NONE: &str = "nat = \"none\"\n  allow \"CELL0422\" { reason = \"the registry of the platform team\" }";

/// What a spec says of `nat` and of an identity, and what has to be there before what goes, by resource.
type Step = ((&'static str, &'static str), &'static [&'static str], &'static [&'static str]);

const WAYS: &[&str] = &["aws_route.private_nat", "aws_nat_gateway.this", "aws_eip.nat", "aws_internet_gateway.this"];
const ENDPOINTS: &[&str] = &[
    "aws_vpc_endpoint.interface",
    "aws_vpc_endpoint_policy.s3",
    "aws_security_group.endpoints",
    "aws_vpc_security_group_ingress_rule.endpoints",
];

const STEPS: [Step; 4] = [
    ((ONE, "scoring"), &["aws_route.private_nat"], &["aws_nat_gateway.this", "aws_eip.nat"]),
    ((NONE, "scoring"), ENDPOINTS, WAYS),
    ((IN_EACH_ZONE, "scoring"), WAYS, ENDPOINTS),
    (
        (IN_EACH_ZONE, "scores"),
        &["aws_iam_role_policy_attachment.workload_scores", "aws_eks_pod_identity_association.service_account"],
        &["aws_iam_role_policy_attachment.workload_scoring", "aws_iam_role.workload_scoring"],
    ),
];

#[test]
fn what_takes_over_is_there_before_what_it_replaces_goes() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let workspace = Workspace::of(TempDir::new().unwrap());
    write(&workspace, (IN_EACH_ZONE, "scoring"));
    let root = workspace.root(&root_of(CELL));
    let terraform = terraform.with_environment(&emulator.environment("222222222222"));
    terraform.init(&root);
    terraform.apply(&root);
    for (spec, first, then) in STEPS {
        write(&workspace, spec);
        let events = terraform.apply_and_tell(&root);
        assert_eq!(complaints(&events, first, then), [""; 0], "{spec:?}\n{}", told(&events));
        for stays in ["aws_iam_instance_profile.karpenter_node", "aws_eks_node_group.system"] {
            let is_touched = events.iter().any(|event| is_of(address(event), stays) && event["type"] == "apply_start");
            assert!(!is_touched, "{spec:?}: {stays} stays as it is");
        }
    }
}

/// The emulator forgets the launch template of a node group, and a group that is replaced would order by itself what is to be
/// ordered without it.
const GROUP_THAT_STAYS: &str =
    "resource \"aws_eks_node_group\" \"system\" {\n  lifecycle {\n    ignore_changes = all\n  }\n}\n";

/// The generated files, in the place of those that are there; state and providers stay.
fn write(workspace: &Workspace, (nat, identity): (&str, &str)) {
    // A class without endpoints has no file for their policies.
    _ = fs::remove_dir_all(workspace.path().join("modules"));
    for (path, text) in
        generated(&FLEET.replace("nat = \"?\"", nat).replace("identity \"?\"", &format!("identity \"{identity}\"")))
            .iter()
    {
        let path = workspace.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if path.extension().is_some_and(|extension| extension == "tf") {
            fs::write(path, text).unwrap();
        }
    }
    fs::write(workspace.path().join("modules/prod-cell/emulator_override.tf"), GROUP_THAT_STAYS).unwrap();
}

/// What is wrong with the order of an apply: something of `first` was not done when something of `then` began to go, or one
/// of them was not touched at all.
fn complaints(events: &[Value], first: &[&str], then: &[&str]) -> Vec<String> {
    let find = |resources: &[&str], kind: &str, actions: &[&str]| -> Vec<(usize, String)> {
        let events = events.iter().enumerate();
        let wanted = events.filter(|(_, event)| {
            event["type"] == kind && actions.iter().any(|action| event["hook"]["action"] == *action)
        });
        let of = |event: &Value| resources.iter().find(|resource| is_of(address(event), resource)).copied();
        wanted.filter_map(|(at, event)| Some((at, of(event)?.to_owned()))).collect()
    };
    let done = find(first, "apply_complete", &["create", "update"]);
    let going = find(then, "apply_start", &["delete"]);
    let missing = |resources: &[&str], found: &[(usize, String)]| -> Vec<String> {
        let names = resources.iter().filter(|name| !found.iter().any(|(_, other)| other == *name));
        names.map(|name| format!("nothing happens to {name}")).collect()
    };
    let mut complaints = missing(first, &done);
    complaints.extend(missing(then, &going));
    if let (Some((last, late)), Some((start, early))) = (done.last(), going.first())
        && start < last
    {
        complaints.push(format!("{early} goes before {late} is there"));
    }
    complaints
}

fn address(event: &Value) -> &str {
    event["hook"]["resource"]["addr"].as_str().unwrap_or_default()
}

fn is_of(address: &str, resource: &str) -> bool {
    let rest = address.strip_prefix("module.cell.").and_then(|address| address.strip_prefix(resource));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

fn told(events: &[Value]) -> String {
    let of = |event: &Value| {
        let kind = event["type"].as_str().filter(|kind| kind.starts_with("apply_"))?.to_owned();
        Some(format!("{kind} {} {}\n", event["hook"]["action"].as_str()?, address(event)))
    };
    events.iter().filter_map(of).collect()
}

/// The judge is shown applies in another order.
#[test]
fn another_order_is_named() {
    let event = |kind: &str, action: &str, resource: &str| serde_json::json!({ "type": kind, "hook": { "action": action, "resource": { "addr": format!("module.cell.{resource}") } } });
    let made = event("apply_complete", "create", "aws_route.private_nat[\"a\"]");
    let late = event("apply_complete", "create", "aws_route.private_nat[\"b\"]");
    let gone = event("apply_start", "delete", "aws_vpc_endpoint.interface[\"sts\"]");
    let judged = |events: &[&Value]| {
        let events: Vec<Value> = events.iter().map(|event| (*event).clone()).collect();
        complaints(&events, &["aws_route.private_nat"], &["aws_vpc_endpoint.interface"])
    };
    assert_eq!(judged(&[&made, &late, &gone]), [""; 0]);
    assert_eq!(
        judged(&[&made, &gone, &late]),
        ["aws_vpc_endpoint.interface goes before aws_route.private_nat is there"]
    );
    assert_eq!(judged(&[&made, &late]), ["nothing happens to aws_vpc_endpoint.interface"]);
    assert_eq!(judged(&[&gone]), ["nothing happens to aws_route.private_nat"]);
}
