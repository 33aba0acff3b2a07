//! Requests that are concrete: a role, an action, a resource and what the request says about it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use cellc::catalog::policy_actions;
use cellc::prove::policy::condition::Context;
use cellc::prove::policy::decide::{Decision, Request, decide};
use cellc::prove::policy::document::{Choice, Document, Effect, Principals, Statement};
use cellc::prove::policy::pattern::Pattern;
use cellc::prove::policy::{Cell, Resource, Role};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Point {
    /// ARN of the role.
    pub(crate) role: String,
    pub(crate) action: String,
    pub(crate) resource: String,
    pub(crate) account: String,
    /// Whether the resource is the role's own cell's.
    pub(crate) is_own: bool,
    pub(crate) context: BTreeMap<String, String>,
}

/// Gives every hole of a text something that AWS could have put there.
pub(crate) fn concrete(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{e000}') {
        let (name, behind) = after.split_once('\u{e001}').unwrap();
        // FNV-1a: the same for the same name, and short.
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        write!(made, "{before}{hash:016x}").unwrap();
        rest = behind;
    }
    made + rest
}

/// Every point of the statements of a cell's roles, on what is its own and on what is the other's.
pub(crate) fn all(alpha: &Cell, beta: &Cell) -> Vec<Point> {
    let mut points = BTreeSet::new();
    for role in &alpha.roles {
        for statement in role.policies.iter().flat_map(|policy| &policy.document.statements) {
            for action in actions(statement) {
                for (cell, is_own) in [(alpha, true), (beta, false)] {
                    points.extend(of_statement(role, statement, &action, cell, is_own));
                }
            }
        }
    }
    points.into_iter().collect()
}

fn actions(statement: &Statement) -> Vec<String> {
    let Choice::Only(actions) = &statement.actions else { return Vec::new() };
    actions.iter().filter(|action| !action.contains('*')).cloned().collect()
}

fn of_statement(role: &Role, statement: &Statement, action: &str, cell: &Cell, is_own: bool) -> Vec<Point> {
    let (service, name) = action.split_once(':').unwrap();
    let Some((_, fact)) = policy_actions::find(service, name) else { return Vec::new() };
    let point = |resource: String, context| Point {
        role: concrete(&role.arn),
        action: action.to_owned(),
        resource,
        account: cell.account.clone(),
        is_own,
        context,
    };
    let Some(types) = &fact.on else { return vec![point("*".to_owned(), satisfying(statement, cell, None))] };
    let forms: Vec<Pattern> = types.iter().filter_map(|kind| form(service, kind)).collect();
    let mut seen = BTreeSet::new();
    let fits =
        |resource: &&Resource| forms.iter().any(|form| form.intersects(&Pattern::literal(&concrete(&resource.arn))));
    // One of every sort is enough: subnets do not differ.
    let sort = |resource: &Resource| {
        (
            resource.place.address.split('[').next().unwrap().to_owned(),
            resource.arn.split('/').next().unwrap().to_owned(),
        )
    };
    let resources = cell.resources.iter().filter(fits).filter(|resource| seen.insert(sort(resource)));
    // The judge takes the tags of a request for keys of every request; AWS's reference has them per type.
    let untagged: Vec<Pattern> = fact.untagged.iter().filter_map(|kind| form(service, kind)).collect();
    let context = |resource: &Resource| {
        let mut context = satisfying(statement, cell, Some(resource));
        let arn = Pattern::literal(&concrete(&resource.arn));
        if untagged.iter().any(|form| form.intersects(&arn)) {
            context.retain(|key, _| !key.starts_with("aws:RequestTag/"));
        }
        context
    };
    resources.map(|resource| point(concrete(&resource.arn), context(resource))).collect()
}

fn form(service: &str, kind: &str) -> Option<Pattern> {
    let name = format!("{service}:{kind}");
    policy_actions::types().find(|(known, _)| *known == name).map(|(_, form)| Pattern::glob(form))
}

/// A request that does all that a caller can do to be allowed: only the tags of the resource are not the caller's.
fn satisfying(statement: &Statement, cell: &Cell, resource: Option<&Resource>) -> BTreeMap<String, String> {
    let mut context = BTreeMap::from([("aws:RequestedRegion".to_owned(), cell.region.clone())]);
    for test in
        statement.conditions.iter().filter(|test| !test.key.contains("ResourceTag/") && !test.operator.contains("Null"))
    {
        context.insert(test.key.clone(), concrete(&test.values[0]).replace('*', "x"));
    }
    // Some keys are the resource itself, and not the caller's either.
    if let (Some(vpc), Some(known)) = (context.get_mut("ec2:Vpc"), &cell.vpc) {
        *vpc = concrete(known);
    }
    if let (Some(resource), Some(identifier)) = (resource, context.get_mut("arc-zonal-shift:ResourceIdentifier")) {
        *identifier = concrete(&resource.arn);
    }
    for (key, values) in resource.into_iter().flat_map(|resource| &resource.keys) {
        context.insert(key.clone(), values[0].replace('*', "x"));
    }
    for (key, value) in resource.into_iter().flat_map(|resource| &resource.tags) {
        let value = if value == "*" { "something" } else { value };
        context.insert(format!("aws:ResourceTag/{key}"), value.to_owned());
    }
    context
}

/// The same points with keys left out and roles exchanged, by a fixed sequence of numbers.
pub(crate) fn random(points: &[Point], count: usize) -> Vec<Point> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    let mut made = Vec::new();
    while made.len() < count {
        let mut point = points[next(points.len())].clone();
        point.role.clone_from(&points[next(points.len())].role);
        let keys: Vec<String> = point.context.keys().cloned().collect();
        for key in keys {
            if next(3) == 0 {
                point.context.remove(&key);
            }
        }
        made.push(point);
    }
    made
}

/// What our evaluator says; keys that AWS does not have for the action are not part of the request.
pub(crate) fn decided(point: &Point, documents: &[Document], ignored: &[String]) -> Decision {
    let is_ignored = |key: &str| ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(key));
    let keys = point.context.iter().filter(|(key, _)| !is_ignored(key));
    let context = keys.fold(Context::closed(), |context, (key, value)| context.with_text(key, value));
    let context = context.with_text("aws:PrincipalArn", &point.role).with_text("aws:PrincipalAccount", &point.account);
    let request = Request { action: point.action.clone(), resource: Pattern::literal(&point.resource), context };
    decide(documents, &request)
}

/// The documents of a role, with something in every hole.
pub(crate) fn documents(role: &Role) -> Vec<Document> {
    let of_statement = |statement: &Statement| {
        let mut statement = statement.clone();
        if let Some(Choice::Only(resources) | Choice::AllBut(resources)) = &mut statement.resources {
            for resource in resources.iter_mut() {
                *resource = concrete(resource);
            }
        }
        statement.conditions.iter_mut().flat_map(|test| &mut test.values).for_each(|value| *value = concrete(value));
        statement
    };
    let documents = role.policies.iter().map(|policy| &policy.document.statements);
    documents.map(|statements| Document { statements: statements.iter().map(of_statement).collect() }).collect()
}

/// A document as JSON again.
pub(crate) fn json(document: &Document) -> Value {
    let statements = document.statements.iter().map(|statement| {
        let mut json = Map::new();
        json.insert("Effect".to_owned(), json!(if statement.effect == Effect::Allow { "Allow" } else { "Deny" }));
        if let Some(Principals::Only(kinds)) = &statement.principal {
            json.insert("Principal".to_owned(), json!(kinds));
        }
        let mut choice = |only: &str, but: &str, choice: &Choice| match choice {
            Choice::Only(values) => json.insert(only.to_owned(), json!(values)),
            Choice::AllBut(values) => json.insert(but.to_owned(), json!(values)),
        };
        choice("Action", "NotAction", &statement.actions);
        if let Some(resources) = &statement.resources {
            choice("Resource", "NotResource", resources);
        }
        let mut operators: BTreeMap<&str, BTreeMap<&str, &[String]>> = BTreeMap::new();
        for test in &statement.conditions {
            operators.entry(&test.operator).or_default().insert(&test.key, &test.values);
        }
        if !operators.is_empty() {
            json.insert("Condition".to_owned(), json!(operators));
        }
        Value::Object(json)
    });
    json!({ "Version": "2012-10-17", "Statement": statements.collect::<Vec<_>>() })
}
