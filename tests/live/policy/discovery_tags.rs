//! Karpenter finds the security groups of its nodes by a tag, wherever in the account they are: nobody in a cell may give it to
//! a group, with its own cell's name or another's.

use std::collections::BTreeMap;

use cellc::prove::policy::decide::Decision;
use cellc::prove::policy::document::{Choice, Document, Effect};
use cellc::prove::policy::{self, Cell, Role};

use crate::harness::tools;
use crate::policy::points::{self, Point};
use crate::policy::{cells, fleets, judge, kind_of_role, telling_pairs};

const OURS: &str = "elbv2.k8s.aws/cluster";

/// Requests of a role that put a tag on a security group: while it is made, or on one that the cell has made before.
fn taggings(role: &Role, cell: &Cell, key: &str, value: &str) -> Vec<Point> {
    let cluster = cell.cluster.clone().unwrap();
    let tag = format!("aws:RequestTag/{key}");
    let made = [(format!("aws:RequestTag/{OURS}"), cluster.clone())];
    let new = [made[0].clone(), ("ec2:CreateAction".to_owned(), "CreateSecurityGroup".to_owned())];
    let old = [(format!("aws:ResourceTag/{OURS}"), cluster)];
    let requests = [("CreateSecurityGroup", &made[..]), ("CreateTags", &new[..]), ("CreateTags", &old[..])];
    let point = |(action, more): (&str, &[(String, String)])| Point {
        role: points::concrete(&role.arn),
        action: format!("ec2:{action}"),
        resource: format!("arn:{}:ec2:{}:{}:security-group/sg-0123", cell.partition, cell.region, cell.account),
        account: cell.account.clone(),
        is_own: true,
        context: [
            ("aws:RequestedRegion".to_owned(), cell.region.clone()),
            ("aws:TagKeys".to_owned(), key.to_owned()),
            (tag.clone(), value.to_owned()),
        ]
        .into_iter()
        .chain(more.iter().cloned())
        .collect(),
    };
    requests.into_iter().map(point).collect()
}

/// Everybody but EKS itself, who takes its role with a policy of AWS.
fn roles(cell: &Cell) -> impl Iterator<Item = &Role> {
    cell.roles.iter().filter(|role| kind_of_role(&role.arn, cell) != "-cluster")
}

/// Requests of all roles of a cell with the tags by which the other's nodes get their security groups.
fn thefts(alpha: &Cell, beta: &Cell) -> Vec<Point> {
    let (own, other) = (alpha.cluster.as_deref().unwrap(), beta.cluster.as_deref().unwrap());
    let tags = [own, other].map(|cluster| {
        [("karpenter.sh/discovery".to_owned(), cluster), (format!("kubernetes.io/cluster/{cluster}"), "owned")]
    });
    let of_role = |role| tags.iter().flatten().flat_map(move |(key, value)| taggings(role, alpha, key, value));
    roles(alpha).flat_map(of_role).collect()
}

fn documents(cell: &Cell) -> BTreeMap<String, Vec<Document>> {
    cell.roles.iter().map(|role| (points::concrete(&role.arn), points::documents(role))).collect()
}

fn allowed<'p>(points: &'p [Point], roles: &BTreeMap<String, Vec<Document>>) -> Vec<&'p Point> {
    points.iter().filter(|point| points::decided(point, &roles[&point.role], &[]) != Decision::Denied).collect()
}

/// The policies of all roles without what they deny.
fn without_denials(mut roles: BTreeMap<String, Vec<Document>>) -> BTreeMap<String, Vec<Document>> {
    let documents = roles.values_mut().flatten();
    documents.for_each(|document| document.statements.retain(|statement| statement.effect == Effect::Allow));
    roles
}

/// Whether a role is that of a load balancer controller that makes security groups: behind a front door it only registers pods.
fn makes_groups(role: &Role, cell: &Cell) -> bool {
    let creates = |choice: &Choice| matches!(choice, Choice::Only(actions) if actions.iter().any(|action| action == "ec2:CreateSecurityGroup"));
    let statements = points::documents(role).into_iter().flat_map(|document| document.statements);
    kind_of_role(&role.arn, cell) == "-load-balancer"
        && statements.into_iter().any(|statement| creates(&statement.actions))
}

#[test]
fn nobody_gives_a_security_group_to_nodes() {
    for (fleet, files) in fleets::all() {
        let cells = cells(&files);
        for (alpha, beta) in telling_pairs(&fleet, &cells) {
            let thefts = thefts(alpha, beta);
            assert_eq!(allowed(&thefts, &documents(alpha)), Vec::<&Point>::new(), "{fleet}");
            let without = without_denials(documents(alpha));
            let all = roles(alpha).filter(|role| makes_groups(role, alpha)).count() * 12;
            assert_eq!(allowed(&thefts, &without).len(), all, "{fleet}: the denial is what keeps them from it");
        }
    }
}

#[test]
fn a_judge_says_the_same() {
    let cells = cells(&fleets::two_cells());
    let (alpha, beta) = policy::pairs(&cells).next().unwrap();
    let mut points = thefts(alpha, beta);
    let thefts = points.len();
    points.extend(roles(alpha).flat_map(|role| taggings(role, alpha, "team", "payments")));
    let Some(judgements) = judge::judged(&points, &documents(alpha)) else {
        return tools::skip("iam-simulate", judge::REQUIREMENT);
    };
    let is_allowed = |number: &usize| judgements[*number].result == "Allowed";
    assert_eq!((0..thefts).filter(is_allowed).map(|number| &points[number]).collect::<Vec<_>>(), Vec::<&Point>::new());
    let harmless = (thefts..points.len()).filter(is_allowed).count();
    assert_eq!(harmless, 3, "the load balancer controller tags what it makes");
}
