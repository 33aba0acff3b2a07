//! Two configurations of one cell, resource by resource and argument by argument.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::configuration::{Configuration, REPLACE_TRIGGERED_BY};
use super::difference::{Argument, Change, Effect};
use super::refusals::{self, Claims};
use super::stakes;
use super::statements;
use super::syntax::{Body, Expression};
use super::value::Value;
use crate::catalog::replacements;
use crate::verify;

/// Attributes that nobody sets and that change whenever their resource does.
const CHANGE_WITH_THEIR_RESOURCE: [(&str, &str); 1] = [("aws_launch_template", "latest_version")];

type Instances = BTreeMap<String, BTreeMap<String, Value>>;

/// What happens to the resources of a module call, the gravest first, and what they claim for themselves. `prefix` is put before
/// their addresses.
pub(super) fn compare(old: &Configuration<'_>, new: &Configuration<'_>, prefix: &str) -> (Vec<Change>, Claims) {
    let (before, after) = (old.instances(), new.instances());
    let mut pairs: Vec<Pair<'_>> = before
        .iter()
        .filter_map(|(address, old)| {
            let new_arguments = after.get(address)?;
            Some(Pair::of(address, old, new_arguments, new.module.resources.get(resource(address))))
        })
        .collect();
    follow(&mut pairs);
    let pairs = pairs.into_iter().filter(|pair| !pair.changed.is_empty()).map(|pair| pair.change(prefix));
    let mut changes: Vec<Change> = pairs.collect();
    changes.extend(only(&before, &after).map(|address| one_sided(prefix, address, Effect::Destroy)));
    changes.extend(only(&after, &before).map(|address| one_sided(prefix, address, Effect::Create)));
    refusals::mark_held(&mut changes, &before, &after, prefix);
    sort(&mut changes);
    let claims = Claims::of(&changes, &before, &after, prefix);
    (changes, claims)
}

/// The gravest first.
pub(super) fn sort(changes: &mut [Change]) {
    changes.sort_by(|left, right| {
        let key = |change: &Change| (change.effect, Reverse(change.gravity()), stakes::rank(change.stakes));
        key(left).cmp(&key(right)).then_with(|| left.address.cmp(&right.address))
    });
}

fn only<'a>(these: &'a Instances, others: &'a Instances) -> impl Iterator<Item = &'a str> {
    these.keys().filter(|address| !others.contains_key(*address)).map(String::as_str)
}

fn one_sided(prefix: &str, address: &str, effect: Effect) -> Change {
    let stakes = if effect == Effect::Destroy { stakes::of_removal(kind(address)) } else { None };
    Change { address: format!("{prefix}{address}"), effect, stakes, arguments: Vec::new() }
}

/// `aws_subnet.private["a"]` → `aws_subnet.private`.
fn resource(address: &str) -> &str {
    address.split_once('[').map_or(address, |(resource, _)| resource)
}

/// `aws_subnet.private["a"]` → `aws_subnet`.
fn kind(address: &str) -> &str {
    address.split_once('.').map_or(address, |(kind, _)| kind)
}

/// A resource instance that is on both sides.
struct Pair<'a> {
    address: &'a str,
    /// Its arguments in the state.
    before: &'a BTreeMap<String, Value>,
    changed: BTreeMap<String, Argument>,
    /// Arguments that look equal and refer to what may be replaced.
    waiting: Vec<Waiting<'a>>,
    is_replaced: bool,
}

/// The path of an argument, its value, and the attributes that it refers to: resource and name.
type Waiting<'a> = (&'a str, &'a Value, Vec<(String, String)>);

impl<'a> Pair<'a> {
    fn of(
        address: &'a str,
        old: &'a BTreeMap<String, Value>,
        new: &'a BTreeMap<String, Value>,
        body: Option<&Body>,
    ) -> Self {
        let mut pair = Self { address, before: old, changed: BTreeMap::new(), waiting: Vec::new(), is_replaced: false };
        let ignored = ignored(body);
        let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for path in paths {
            let (before, after) = (old.get(path), new.get(path));
            let is_gone = after.is_none() && !new.keys().any(|other| top(other) == top(path));
            if ignored.iter().any(|ignored| ignored == "all" || is_inside(&unindexed(path), ignored))
                || is_gone && verify::is_kept_when_removed(kind(address), top(path))
            {
                continue;
            }
            if before == after {
                pair.wait(path, after);
            } else {
                let replaces = pair.replaces(path) || is_gone && pair.replaces(top(path));
                pair.change_of(path, before.cloned(), after.cloned(), replaces);
            }
        }
        statements::fold(&mut pair.changed, old, new);
        pair
    }

    fn wait(&mut self, path: &'a str, value: Option<&'a Value>) {
        let Some(value) = value else { return };
        let attributes = value.attributes();
        if !attributes.is_empty() {
            self.waiting.push((path, value, attributes));
        }
    }

    fn change_of(&mut self, path: &str, before: Option<Value>, after: Option<Value>, replaces: bool) {
        self.is_replaced |= replaces;
        self.changed.insert(path.to_owned(), Argument { path: path.to_owned(), before, after, replaces });
    }

    fn replaces(&self, path: &str) -> bool {
        path == REPLACE_TRIGGERED_BY
            || replacements::of(kind(self.address)).is_some_and(|entry| entry.is_caused_by(&unindexed(path)))
    }

    fn change(self, prefix: &str) -> Change {
        let refusal = refusals::of_update(kind(self.address), &self.changed, self.before);
        let effect = match (self.is_replaced, &refusal) {
            (true, _) => Effect::Replace,
            (false, Some(_)) => Effect::Refuse,
            (false, None) => Effect::InPlace,
        };
        let stakes = match effect {
            Effect::Refuse => refusal,
            Effect::Replace => stakes::of_loss(kind(self.address)),
            _ => stakes::of_update(kind(self.address), self.changed.values()),
        };
        let address = format!("{prefix}{}", self.address);
        Change { address, effect, stakes, arguments: self.changed.into_values().collect() }
    }
}

/// What refers to a replaced resource changes as well, and may be replaced in turn, until nothing more follows.
fn follow(pairs: &mut [Pair<'_>]) {
    loop {
        let replaced: BTreeSet<String> = addresses(pairs, |pair| pair.is_replaced);
        let updated: BTreeSet<String> = addresses(pairs, |pair| !pair.changed.is_empty());
        let is_new = |(of, name): &(String, String)| {
            let moves_along = CHANGE_WITH_THEIR_RESOURCE.contains(&(kind(of), name.as_str()));
            replaced.contains(of) || moves_along && updated.contains(of)
        };
        let mut has_more = false;
        for pair in &mut *pairs {
            let waiting = std::mem::take(&mut pair.waiting);
            let (due, waiting): (Vec<Waiting<'_>>, Vec<Waiting<'_>>) =
                waiting.into_iter().partition(|(_, _, attributes)| attributes.iter().any(is_new));
            pair.waiting = waiting;
            for (path, before, _) in due {
                has_more = true;
                let is_cause = pair.replaces(path);
                pair.change_of(path, Some(before.clone()), Some(Value::Later), is_cause);
            }
        }
        if !has_more {
            return;
        }
    }
}

fn addresses(pairs: &[Pair<'_>], is_meant: impl Fn(&Pair<'_>) -> bool) -> BTreeSet<String> {
    pairs.iter().filter(|pair| is_meant(pair)).map(|pair| pair.address.to_owned()).collect()
}

/// What `ignore_changes` lists, without indices.
fn ignored(body: Option<&Body>) -> Vec<String> {
    let lifecycles = body.into_iter().flat_map(|body| body.of_kind("lifecycle"));
    let lists = lifecycles.filter_map(|lifecycle| lifecycle.body.attributes.get("ignore_changes"));
    let paths = lists.flat_map(|list| match list {
        Expression::List(items) => items.iter().filter_map(Expression::dotted).collect(),
        other => other.dotted().into_iter().collect::<Vec<_>>(),
    });
    paths.collect()
}

/// `taint[1].key` → `taint`, `policy.Statement` → `policy`.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

fn is_inside(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A path without anything in brackets.
fn unindexed(path: &str) -> String {
    let mut depth = 0_usize;
    let outside = path.chars().filter(|letter| {
        match letter {
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{compare, unindexed};
    use crate::diff::configuration::Configuration;
    use crate::diff::difference::{Change, Effect};
    use crate::diff::module::Module;
    use crate::diff::syntax::Body;

    fn module(text: &str) -> Module {
        let mut module = Module::default();
        module.add(Body::parse(text).unwrap());
        module
    }

    fn compared(old: &str, new: &str) -> Vec<Change> {
        let (old, new) = (module(old), module(new));
        let (arguments, renames) = (BTreeMap::new(), BTreeMap::new());
        let of = |module| Configuration { module, arguments: &arguments, renames: &renames };
        compare(&of(&old), &of(&new), "").0
    }

    /// `address effect` of every change, in their order.
    fn effects(old: &str, new: &str) -> Vec<String> {
        compared(old, new).iter().map(|change| format!("{} {:?}", change.address, change.effect)).collect()
    }

    #[test]
    fn what_refers_to_a_replaced_resource_follows_as_in_terraform() {
        let text = "
            resource \"aws_vpc\" \"a\" {\n cidr_block = \"10.0.0.0/16\"\n}
            resource \"aws_subnet\" \"b\" {\n for_each = toset([\"x\"])\n vpc_id = aws_vpc.a.id\n}
            resource \"aws_nat_gateway\" \"c\" {\n subnet_id = aws_subnet.b[\"x\"].id\n}
            resource \"aws_route\" \"d\" {\n route_table_id = \"t\"\n nat_gateway_id = aws_nat_gateway.c.id\n}
            resource \"aws_kms_key\" \"e\" {\n description = aws_vpc.a.tags\n}\n";
        assert_eq!(effects(text, text), Vec::<String>::new());
        let expected = [
            "aws_vpc.a Replace",
            "aws_nat_gateway.c Replace",
            "aws_subnet.b[\"x\"] Replace",
            "aws_kms_key.e InPlace",
            "aws_route.d InPlace",
        ];
        assert_eq!(effects(text, &text.replace("10.0.0.0", "10.1.0.0")), expected);
    }

    #[test]
    fn what_is_written_is_known_although_its_resource_is_replaced() {
        let text = "
            resource \"aws_eks_cluster\" \"a\" {\n name = \"n\"\n role_arn = \"r\"\n}
            resource \"aws_eks_addon\" \"b\" {\n cluster_name = aws_eks_cluster.a.name\n}\n";
        assert_eq!(effects(text, &text.replace("\"r\"", "\"s\"")), ["aws_eks_cluster.a Replace"]);
        let both = ["aws_eks_cluster.a Replace", "aws_eks_addon.b Replace"];
        assert_eq!(effects(text, &text.replace("\"n\"", "\"m\"")), both);
    }

    #[test]
    fn lifecycle_is_heeded() {
        let text = "
            resource \"aws_iam_role\" \"a\" {\n name = \"n\"\n}
            resource \"aws_eks_access_entry\" \"b\" {\n type = \"t\"\n lifecycle {\n replace_triggered_by = [aws_iam_role.a.unique_id]\n }\n}
            resource \"aws_eks_node_group\" \"c\" {\n scaling_config {\n min_size = 1\n desired_size = 1\n }\n lifecycle {\n ignore_changes = [scaling_config[0].desired_size]\n }\n}\n";
        assert_eq!(effects(text, &text.replace("desired_size = 1", "desired_size = 2")), Vec::<String>::new());
        assert_eq!(effects(text, &text.replace("min_size = 1", "min_size = 2")), ["aws_eks_node_group.c InPlace"]);
        let both = ["aws_iam_role.a Replace", "aws_eks_access_entry.b Replace"];
        assert_eq!(effects(text, &text.replace("\"n\"", "\"m\"")), both);
    }

    #[test]
    fn blocks_that_go_count_and_values_that_the_provider_keeps_do_not() {
        let key = " encryption_config {\n resources = [\"secrets\"]\n }\n";
        let with = format!("resource \"aws_eks_cluster\" \"a\" {{\n name = \"n\"\n{key}}}\n");
        let without = with.replace(key, "");
        assert_eq!(effects(&with, &without), ["aws_eks_cluster.a Replace"]);
        assert_eq!(effects(&without, &with), ["aws_eks_cluster.a InPlace"]);
        let pinned = "resource \"aws_eks_node_group\" \"a\" {\n release_version = \"1\"\n disk_size = 1\n}\n";
        assert_eq!(effects(pinned, &pinned.replace(" release_version = \"1\"\n", "")), Vec::<String>::new());
        let effect = compared(pinned, &pinned.replace("\"1\"", "\"2\""));
        assert_eq!(
            effect.first().map(|change| (change.effect, change.stakes.is_some())),
            Some((Effect::InPlace, true))
        );
    }

    #[test]
    fn indices_are_left_out() {
        for (path, expected) in [("a[0].b", "a.b"), ("tags[\"a.b/c\"]", "tags"), ("a.b", "a.b")] {
            assert_eq!(unindexed(path), expected);
        }
    }
}
