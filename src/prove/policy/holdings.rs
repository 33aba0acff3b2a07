//! What a cell holds: the ARNs and tags of what Terraform makes, and of what AWS and controllers make later.

use std::collections::BTreeMap;

use super::cell::{Place, Resource, Role, Unproven};
use super::document::Choice;
use super::pattern::hole;
use super::reader::Reader;
use super::root;
use crate::catalog::policy_resources;

/// The ARNs of every instance, by its address; and what has no known form.
pub(super) fn arns(
    reader: &Reader<'_>,
    instances: &[root::Resource],
) -> (BTreeMap<String, Vec<String>>, Vec<Unproven>) {
    let (mut arns, mut unproven) = (BTreeMap::new(), Vec::new());
    for instance in instances {
        let address = instance.address.clone();
        match policy_resources::of_terraform(&instance.kind) {
            Some(forms) => {
                let of = |form: &String| fill(form, |name| reader.argument(instance, &address, name));
                arns.insert(address.clone(), forms.iter().map(of).collect());
            }
            None => unproven.push(Unproven {
                place: Place { file: instance.file.clone(), address },
                reason: format!("what `{}` makes is not known", instance.kind),
            }),
        }
    }
    (arns, unproven)
}

/// What AWS and controllers make in the cell after Terraform.
pub(super) fn made_later(reader: &Reader<'_>, cluster: &str, tags: &BTreeMap<String, String>) -> Vec<Resource> {
    let of_cell = |what: &str, form: &str, number: usize| {
        fill(form, |name| match name {
            "cluster" => cluster.to_owned(),
            "region" | "account" | "partition" => reader.own(name),
            part => hole(&format!("{}|{what} {}|{part}", reader.cell, number + 1)),
        })
    };
    let made = policy_resources::made_later().iter().flat_map(|made| {
        let mut own = tags.clone();
        own.extend(made.tags.iter().map(|(key, value)| (of_cell("", key, 0), of_cell("", value, 0))));
        made.arns.iter().enumerate().map(move |(number, form)| Resource {
            place: Place { file: String::new(), address: made.what.clone() },
            arn: of_cell(&made.what, form, number),
            tags: own.clone(),
            keys: BTreeMap::new(),
            policies: Vec::new(),
        })
    });
    made.collect()
}

/// The records of a cell that writes names, which the zones of its policies hold.
pub(super) fn records(reader: &Reader<'_>, names: Vec<String>) -> Resource {
    let key = "route53:ChangeResourceRecordSetsNormalizedRecordNames".to_owned();
    let arn = fill(policy_resources::records(), |name| match name {
        "id" => hole(&format!("{}|zone", reader.cell)),
        own => reader.own(own),
    });
    let place = Place { file: String::new(), address: "the cell's names".to_owned() };
    let keys = if names.is_empty() { BTreeMap::new() } else { BTreeMap::from([(key, names)]) };
    Resource { place, arn, tags: BTreeMap::new(), keys, policies: Vec::new() }
}

/// The names that the roles of a cell may write, when there is a role that writes names; none when a statement allows any.
pub(super) fn names_of(roles: &[Role]) -> Option<Vec<String>> {
    let statements = roles.iter().flat_map(|role| &role.policies).flat_map(|policy| &policy.document.statements);
    let change = "route53:ChangeResourceRecordSets";
    let mut writing = statements.filter(|statement| {
        matches!(&statement.actions, Choice::Only(actions) if actions.iter().any(|action| action == change))
    });
    let mut names = Vec::new();
    let key = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    let first = writing.next()?;
    for statement in std::iter::once(first).chain(writing) {
        let tests: Vec<_> = statement.conditions.iter().filter(|test| test.key == key).collect();
        if tests.is_empty() {
            return Some(Vec::new());
        }
        names.extend(tests.into_iter().flat_map(|test| test.values.clone()));
    }
    Some(names)
}

/// A form with its places filled in.
pub(super) fn fill(form: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = behind;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    #[test]
    fn forms_are_filled() {
        assert_eq!(super::fill("a:{b}:{c}/x", str::to_uppercase), "a:B:C/x");
        assert_eq!(super::fill("a", |_| String::new()), "a");
    }
}
