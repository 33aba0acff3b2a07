//! Our evaluator before a real judge: `iam-simulate`, which follows AWS's documentation of policy evaluation.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cellc::prove::policy::decide::Decision;
use cellc::prove::policy::document::Document;
use cellc::prove::policy::{self, Cell};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::harness::tools;
use crate::policy::points::{self, Point};
use crate::policy::{cells, fleets};

pub(crate) const REQUIREMENT: &str = "CELLC_REQUIRE_POLICIES";

/// What the judge says to one point.
#[derive(Debug, Deserialize)]
pub(crate) struct Judgement {
    /// `Allowed`, `ImplicitlyDenied`, `ExplicitlyDenied`, or why there is no judgement.
    pub(crate) result: String,
    /// Keys that the action does not have.
    ignored: Vec<String>,
}

/// The judgements of all points; [`None`] where the judge is missing.
pub(crate) fn judged(points: &[impl Serialize], roles: &BTreeMap<String, Vec<Document>>) -> Option<Vec<Judgement>> {
    let folder = tools::folder("iam")?;
    let policies: BTreeMap<&String, Vec<_>> =
        roles.iter().map(|(role, documents)| (role, documents.iter().map(points::json).collect())).collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/policy/simulate.mjs");
    let mut judge =
        Command::new("node").arg(script).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let input = serde_json::to_vec(&json!({ "roles": policies, "points": points })).unwrap();
    judge.stdin.take().unwrap().write_all(&input).unwrap();
    let outcome = judge.wait_with_output().unwrap();
    assert!(outcome.status.success(), "the judge failed");
    Some(serde_json::from_slice(&outcome.stdout).unwrap())
}

/// Points about which the judge and our evaluator say different things.
fn disagreements(points: &[Point], judgements: &[Judgement], roles: &BTreeMap<String, Vec<Document>>) -> Vec<String> {
    let pairs = points.iter().zip(judgements);
    let differ = pairs.filter(|(point, judgement)| !is_gap(point, judgement)).filter_map(|(point, judgement)| {
        let ours = points::decided(point, &roles[&point.role], &judgement.ignored);
        let agrees = match ours {
            Decision::Allowed => judgement.result == "Allowed",
            Decision::Denied => judgement.result.ends_with("Denied"),
            Decision::Unknown => false,
        };
        (!agrees).then(|| format!("{ours:?} here, {} there: {point:?}", judgement.result))
    });
    differ.collect()
}

/// The judge's data has these actions for the first generation of load balancers only, whose types are not those of the point.
fn is_gap(point: &Point, judgement: &Judgement) -> bool {
    let actions = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];
    actions.contains(&point.action.as_str()) && judgement.result.contains("no.resource.types")
}

fn two_cells() -> (Cell, Cell, BTreeMap<String, Vec<Document>>) {
    two_of(&fleets::two_cells())
}

fn two_of(files: &fleets::Files) -> (Cell, Cell, BTreeMap<String, Vec<Document>>) {
    let cells = cells(files);
    let (alpha, beta) = policy::pairs(&cells).next().unwrap();
    let roles = alpha.roles.iter().map(|role| (points::concrete(&role.arn), points::documents(role))).collect();
    (alpha.clone(), beta.clone(), roles)
}

#[test]
fn a_judge_agrees_on_every_point() {
    agrees(&fleets::two_cells());
}

#[test]
fn a_judge_agrees_on_roles_below_a_path() {
    agrees(&fleets::two_cells_below_a_path());
}

fn agrees(files: &fleets::Files) {
    let (alpha, beta, roles) = two_of(files);
    let mut points = points::all(&alpha, &beta);
    points.extend(points::random(&points, 300));
    let Some(judgements) = judged(&points, &roles) else { return tools::skip("iam-simulate", REQUIREMENT) };
    let differ = disagreements(&points, &judgements, &roles);
    assert!(differ.is_empty(), "{} of {}\n{}", differ.len(), points.len(), differ[..differ.len().min(8)].join("\n"));
    let allowed = |is_own: bool| {
        let both = points.iter().zip(&judgements).filter(|(point, _)| point.is_own == is_own);
        both.filter(|(_, judgement)| judgement.result == "Allowed").count()
    };
    let gaps = points.iter().zip(&judgements).filter(|(point, judgement)| is_gap(point, judgement)).count();
    assert!(points.len() - gaps >= 500, "{} points", points.len() - gaps);
    assert!(allowed(true) >= 100, "{} points in the own cell are allowed", allowed(true));
    let denied =
        points.iter().zip(&judgements).filter(|(point, judgement)| !point.is_own && judgement.result != "Allowed");
    assert!(denied.count() >= 100, "points in the other cell are denied");
}

/// A request on something of the other cell that nobody is just making.
fn is_about_what_exists(point: &Point) -> bool {
    !point.is_own && !point.context.keys().any(|key| key.ends_with(":CreateAction"))
}

/// What the judge allows in the other cell, the prover must have listed.
#[test]
fn what_the_judge_allows_in_the_other_cell_is_listed() {
    let (alpha, beta, roles) = two_cells();
    let points: Vec<Point> = points::all(&alpha, &beta).into_iter().filter(is_about_what_exists).collect();
    let Some(judgements) = judged(&points, &roles) else { return tools::skip("iam-simulate", REQUIREMENT) };
    let verdict = policy::between(&alpha, &beta);
    let acts = verdict.acts.iter().map(|reach| (&reach.actor, &reach.action));
    let exposures = verdict.exposures.iter().map(|exposure| (&exposure.actor, &exposure.action));
    let listed: std::collections::BTreeSet<_> = acts.chain(exposures).collect();
    let allowed = points.iter().zip(&judgements).filter(|(_, judgement)| judgement.result == "Allowed");
    for (point, _) in allowed {
        assert!(listed.contains(&(&point.role, &point.action)), "{point:?}");
    }
}

#[test]
fn a_wrong_expectation_is_noticed() {
    let (alpha, beta, mut roles) = two_cells();
    let points: Vec<Point> = points::all(&alpha, &beta).into_iter().take(60).collect();
    let Some(judgements) = judged(&points, &roles) else { return tools::skip("iam-simulate", REQUIREMENT) };
    assert!(disagreements(&points, &judgements, &roles).is_empty());
    // Roles that may do nothing: now every point that the judge allowed is wrong.
    roles.values_mut().for_each(Vec::clear);
    let allowed = judgements.iter().filter(|judgement| judgement.result == "Allowed").count();
    assert!(allowed > 0);
    assert_eq!(disagreements(&points, &judgements, &roles).len(), allowed);
}

#[test]
fn the_table_of_actions_is_that_of_the_reference() {
    let Some(folder) = tools::folder("iam") else { return tools::skip("iam-simulate", REQUIREMENT) };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made =
        Command::new("node").arg("tests/live/policy/actions.mjs").arg(folder).current_dir(root).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let table = std::fs::read_to_string(root.join("catalog/policy_actions.json")).unwrap();
    assert!(String::from_utf8(made.stdout).unwrap() == table, "run tests/live/policy/actions.mjs again");
}
