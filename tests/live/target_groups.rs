//! A target group is replaced on the emulator, with the emitted rules and groups behind a load balancer of its own: at every step
//! there is a group with all requests, and the one before goes only when its rule has forgotten it.

use std::fs;

use cellc::lock::{self, Lock};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use serde_json::Value;
use tempfile::TempDir;

use crate::harness::emulator::Emulator;
use crate::harness::root::Workspace;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

const FLEET: &str = include_str!("../suite/front_door.hcl");
const OLD: &str = "aws_lb_target_group.payments_http_8080";
const NEW: &str = "aws_lb_target_group.payments_http_9090";
const RULE: &str = "aws_lb_listener_rule.payments";

/// What the emitted file rests on, as small as it may be.
const BASE: &str = r#"
terraform {
  backend "local" {}
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 5.40" }
  }
}
provider "aws" {
  region = "eu-west-1"
}
variable "cell" {
  default = "alpha"
}
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "public" {
  for_each          = { a = "10.0.0.0/24", b = "10.0.1.0/24" }
  vpc_id            = aws_vpc.this.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = each.value
}
resource "aws_lb" "front_door" {
  name     = "front-door"
  internal = true
  subnets  = [for subnet in aws_subnet.public : subnet.id]
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.front_door.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "404"
    }
  }
}
"#;

/// The routes of a build with this lock, and what it remembers, one step further where that is wanted.
fn build(text: &str, before: &Lock, advance: bool) -> (String, Lock) {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let settings = Settings { as_of: "2026-11-28".parse().unwrap() };
    let analyse = |lock: &Lock| pipeline::analyse_known(&sources, &settings, lock, &mut |_| {});
    let further = advance.then(|| before.advanced(analyse(before).model.as_ref().unwrap()).unwrap());
    let lock = further.unwrap_or_else(|| before.clone());
    let analysis = analyse(&lock);
    let model = analysis.checked().unwrap();
    let files = pipeline::generate(model, &mut |_| {}).unwrap().files;
    let root = &files["environments/dev/cells/alpha/main.tf"];
    let names = root.lines().skip_while(|line| !line.trim().starts_with("target_groups")).skip(1);
    let names: Vec<&str> = names.take_while(|line| line.trim() != "}").collect();
    let variable = format!("variable \"target_groups\" {{\n  default = {{\n{}\n  }}\n}}\n", names.join("\n"));
    let routes = format!("{variable}{}", files["modules/dev-cell/routes.tf"]);
    (routes, lock::after(model.model(), &lock, settings.as_of))
}

/// Where something of a kind is done to a resource for the first time, among everything that Terraform tells.
fn first(events: &[Value], address: &str, kind: &str, action: &str) -> Option<usize> {
    events.iter().position(|event| {
        let hook = &event["hook"];
        event["type"] == kind && hook["action"] == action && hook["resource"]["addr"] == address
    })
}

#[test]
fn a_group_goes_when_its_rule_has_forgotten_it() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let workspace = Workspace::of(TempDir::new().unwrap());
    let folder = workspace.path().join("root");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("base.tf"), BASE).unwrap();
    let write = |routes: &str| fs::write(folder.join("routes.tf"), routes).unwrap();
    let (routes, steady) = build(FLEET, &Lock::default(), false);
    write(&routes);
    let root = workspace.root("root");
    let terraform = terraform.with_environment(&emulator.environment("111111111111"));
    terraform.init(&root);
    terraform.apply(&root);

    let changed = FLEET.replace("port      = 8080\n", "port      = 9090\n");
    let (routes, filling) = build(&changed, &steady, false);
    write(&routes);
    let events = terraform.apply_and_tell(&root);
    let made = first(&events, NEW, "apply_complete", "create").expect("the new group is made");
    let joined = first(&events, RULE, "apply_start", "update").expect("it joins the rule");
    assert!(made < joined && first(&events, OLD, "apply_start", "delete").is_none());

    let (routes, shifted) = build(&changed, &filling, true);
    write(&routes);
    let events = terraform.apply_and_tell(&root);
    assert!(first(&events, RULE, "apply_complete", "update").is_some());
    let touches =
        |address| ["create", "delete"].iter().any(|action| first(&events, address, "apply_start", action).is_some());
    assert!(!touches(OLD) && !touches(NEW), "both stay for the way back");

    let (routes, _) = build(&changed, &shifted, true);
    write(&routes);
    let events = terraform.apply_and_tell(&root);
    let forgotten = first(&events, RULE, "apply_complete", "update").expect("the rule forgets the group before");
    let going = first(&events, OLD, "apply_start", "delete").expect("the group before goes");
    assert!(forgotten < going, "AWS refuses to delete a group that a rule names");
    assert!(first(&events, NEW, "apply_start", "delete").is_none());
}
