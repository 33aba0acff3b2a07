//! Who may write which names in the zone of an environment: every role of the root `dns` against every name that matters, asked of
//! our evaluator and of a real judge.

use std::collections::BTreeMap;

use cellc::prove::policy::condition::{Context, Known};
use cellc::prove::policy::decide::{Decision, Request, decide};
use cellc::prove::policy::document::{Choice, Document};
use cellc::prove::policy::pattern::Pattern;
use serde::Serialize;

use crate::harness::tools;
use crate::policy::judge::{REQUIREMENT, judged};
use crate::policy::{cells, fleets, points};

const CHANGE: &str = "route53:ChangeResourceRecordSets";
const NAMES: &str = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
const TYPES: &str = "route53:ChangeResourceRecordSetsRecordTypes";
const PROOF: &str = "_0123456789abcdef0123456789abcdef";

/// Two cells in two accounts, a host route, and a tenant with a certificate of its own that is in both.
const FLEET: &str = "tests/cases/zones";

/// The documents of each role of the root, by the role's ARN.
fn roles() -> BTreeMap<String, Vec<Document>> {
    // The prover reads cells, and to it every root with this folder is one.
    let files = fleets::of_path(FLEET).into_iter().filter_map(|(path, text)| {
        let file = path.strip_prefix("environments/dev/dns/")?;
        Some((format!("environments/dev/cells/dns/{file}"), text))
    });
    let root = cells(&files.collect()).remove(0);
    assert!(root.unproven.is_empty(), "{:#?}", root.unproven);
    root.roles.iter().map(|role| (points::concrete(&role.arn), points::documents(role))).collect()
}

/// A change of records with these names and types in the zone.
#[derive(Debug, Clone)]
struct Change {
    names: Vec<String>,
    types: Vec<&'static str>,
}

fn change(name: &str, kind: &'static str) -> Change {
    Change { names: vec![name.to_owned()], types: vec![kind] }
}

/// What each role may write, and everything else that matters; with the roles that may, without their common beginning `demo-dev-`.
fn table() -> Vec<(Change, &'static [&'static str])> {
    let both = |one: &str, other: &str| Change { names: vec![one.to_owned(), other.to_owned()], types: vec!["A"] };
    let proof = |name: &str| format!("{PROOF}.{name}");
    let cell = |name: &str| proof(&format!("{name}.dev.example.com"));
    vec![
        (change("alpha.dev.example.com", "A"), &["alpha-dns"]),
        (change("beta.dev.example.com", "A"), &["beta-dns"]),
        (change("admin.alpha.dev.example.com", "A"), &["alpha-dns"]),
        (change("admin.beta.dev.example.com", "A"), &["beta-dns"]),
        (change(&cell("alpha"), "CNAME"), &["alpha-dns"]),
        (change(&cell("beta"), "CNAME"), &["beta-dns"]),
        (change(&proof("dev.example.com"), "CNAME"), &["dns-111111111111"]),
        (change(&cell("coop-north"), "CNAME"), &["dns-111111111111"]),
        // An address in the place of a proof, and a mail server in that of a cell.
        (change(&proof("dev.example.com"), "A"), &[]),
        (change("alpha.dev.example.com", "MX"), &[]),
        (change("alpha.dev.example.com", "NS"), &[]),
        // Nobody's, or another root's: the domain itself, tenants, other labels below a cell, names that only look alike.
        (change("dev.example.com", "A"), &[]),
        (change("coop-north.dev.example.com", "CNAME"), &[]),
        (change("alpha.coop-north.dev.example.com", "CNAME"), &[]),
        (change("other.alpha.dev.example.com", "A"), &[]),
        (change("xalpha.dev.example.com", "A"), &[]),
        (change("x.admin.alpha.dev.example.com", "A"), &[]),
        (change("_short.alpha.dev.example.com", "CNAME"), &[]),
        (change(&format!("{PROOF}.x.alpha.dev.example.com"), "CNAME"), &[]),
        (change(&format!("{PROOF}.example.com"), "CNAME"), &[]),
        (change("alpha.dev.example.com.evil.example", "A"), &[]),
        // All names of a request have to be one's own.
        (both("alpha.dev.example.com", "admin.alpha.dev.example.com"), &["alpha-dns"]),
        (both("alpha.dev.example.com", "beta.dev.example.com"), &[]),
        // A request without names, or without types, is none that Route 53 makes; a condition for all values would let it pass.
        (Change { names: vec![], types: vec!["A"] }, &[]),
        (Change { names: vec!["alpha.dev.example.com".to_owned()], types: vec![] }, &[]),
    ]
}

/// The ARN of the zone in the documents of a role.
fn zone(documents: &[Document]) -> String {
    let statements = documents.iter().flat_map(|document| &document.statements);
    let resources = statements.filter_map(|statement| match &statement.resources {
        Some(Choice::Only(resources)) => resources.first(),
        _ => None,
    });
    resources.into_iter().find(|arn| arn.contains(":hostedzone/")).unwrap().clone()
}

/// What our evaluator says.
fn is_allowed_here(documents: &[Document], change: &Change) -> bool {
    let known = |texts: &[&str]| match texts {
        [] => Known::Absent,
        texts => Known::One(texts.iter().map(|text| Pattern::literal(text)).collect()),
    };
    let names: Vec<&str> = change.names.iter().map(String::as_str).collect();
    let context = Context::closed().with(NAMES, known(&names)).with(TYPES, known(&change.types));
    let request = Request { action: CHANGE.to_owned(), resource: Pattern::literal(&zone(documents)), context };
    decide(documents, &request) == Decision::Allowed
}

/// A request for the judge.
#[derive(Serialize)]
struct Asked<'a> {
    role: &'a str,
    action: &'static str,
    resource: String,
    account: &'static str,
    context: BTreeMap<&'static str, Vec<&'a str>>,
}

fn asked<'a>(role: &'a str, documents: &[Document], change: &'a Change) -> Asked<'a> {
    let names = change.names.iter().map(String::as_str).collect();
    let keys = [(NAMES, names), (TYPES, change.types.clone())];
    let context = keys.into_iter().filter(|(_, values): &(_, Vec<_>)| !values.is_empty()).collect();
    Asked { role, action: CHANGE, resource: zone(documents), account: "333333333333", context }
}

/// The roles that may make a change, without the beginning that all of them have.
fn short<'a>(roles: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    roles.map(|role| role.rsplit('/').next().unwrap().strip_prefix("demo-dev-").unwrap()).collect()
}

#[test]
fn every_role_writes_its_own_names_and_no_others() {
    let roles = roles();
    let known = short(roles.keys());
    let expected =
        ["alpha-dns", "alpha-dns-plan", "beta-dns", "beta-dns-plan", "dns-111111111111", "dns-111111111111-plan"];
    assert_eq!(known, expected, "account 222222222222 has its records already");
    for (change, expected) in table() {
        let allowed = roles.iter().filter(|(_, documents)| is_allowed_here(documents, &change)).map(|(role, _)| role);
        assert_eq!(short(allowed), expected, "{change:?}");
    }
}

#[test]
fn a_judge_agrees_about_names() {
    let (roles, table) = (roles(), table());
    let points: Vec<Asked<'_>> = table
        .iter()
        .flat_map(|(change, _)| roles.iter().map(move |(role, documents)| asked(role, documents, change)))
        .collect();
    let Some(judgements) = judged(&points, &roles) else { return tools::skip("iam-simulate", REQUIREMENT) };
    let mut judgements = judgements.iter();
    for (change, expected) in &table {
        let allowed = roles.keys().zip(judgements.by_ref()).filter(|(_, judgement)| judgement.result == "Allowed");
        assert_eq!(short(allowed.map(|(role, _)| role)), *expected, "{change:?}");
    }
}

/// The twins read, and change nothing at all.
#[test]
fn plans_read_the_zone_and_write_nothing() {
    for (role, documents) in roles().iter().filter(|(role, _)| role.ends_with("-plan")) {
        let actions = documents.iter().flat_map(|document| &document.statements).flat_map(|statement| {
            let Choice::Only(actions) = &statement.actions else { panic!("{role} names no actions") };
            actions.clone()
        });
        assert_eq!(actions.collect::<Vec<_>>(), ["route53:GetHostedZone", "route53:ListResourceRecordSets"], "{role}");
    }
}
