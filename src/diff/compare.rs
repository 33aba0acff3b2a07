//! Two configurations of one root, resource by resource and argument by argument.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Argument, Change, Effect, Unknown};
use super::flat::{Flat, REPLACE_TRIGGERED_BY, flat};
use super::gaps;
use super::moves::moved;
use super::refusals::{self, Claims};
use super::stakes;
use super::statements;
use crate::catalog::replacements;
use crate::evaluate::{Instance, Instances, Value, address};
use crate::verify;

/// Attributes that nobody sets and that change whenever their resource does.
const CHANGE_WITH_THEIR_RESOURCE: [(&str, &str); 1] = [("aws_launch_template", "latest_version")];

/// What happens to the resources of a root or module.
#[derive(Debug)]
pub(super) struct Compared {
    /// The gravest first.
    pub(super) changes: Vec<Change>,
    /// What they claim for themselves.
    pub(super) claims: Claims,
    /// How many resources that stay have the default tags of their provider.
    pub(super) tagged: usize,
}

/// What happens to the resources of a root or module.
pub(super) fn compare(old: &Instances, new: &Instances) -> Compared {
    let old = &moved(old, new);
    let both: Vec<(&Instance, &Instance, Flat, Flat)> = old
        .by_address
        .iter()
        .filter_map(|(address, old)| {
            let new = new.by_address.get(address)?;
            Some((old, new, flat(&old.content), flat(&new.content)))
        })
        .collect();
    let mut pairs: Vec<Pair<'_>> =
        both.iter().map(|(old, new, before, after)| Pair::of(old, new, before, after)).collect();
    follow(&mut pairs);
    let tagged = pairs.iter().filter(|pair| !pair.is_replaced && verify::has_default_tags(&pair.new.kind)).count();
    let mut changes: Vec<Change> = pairs.into_iter().filter_map(Pair::change).collect();
    changes.extend(only(old, new, Effect::Destroy));
    changes.extend(only(new, old, Effect::Create));
    changes.extend(gaps::changes(old, new));
    refusals::mark_held(&mut changes, old, new);
    sort(&mut changes);
    // Keys that became unknown are met from both sides.
    changes.dedup();
    let claims = Claims::of(&changes, old, new);
    Compared { changes, claims, tagged }
}

/// The gravest first.
pub(super) fn sort(changes: &mut [Change]) {
    changes.sort_by(|left, right| {
        let key = |change: &Change| (change.effect, Reverse(change.gravity()), stakes::rank(change.stakes));
        key(left).cmp(&key(right)).then_with(|| left.address.cmp(&right.address))
    });
}

/// Instances that only one side has. Data sources change nothing: what refers to them is compared.
fn only(these: &Instances, others: &Instances, effect: Effect) -> Vec<Change> {
    let here = these.by_address.iter().filter(|(address, _)| !others.by_address.contains_key(*address));
    let mut changes = Vec::new();
    let mut hidden = BTreeSet::new();
    for (address, instance) in here.filter(|(_, instance)| !instance.kind.starts_with("data.")) {
        if let Some(unknown) = gaps::may_hide(others, instance) {
            // Keys that are not known are one line, however many there were.
            let address = if unknown.place.file == instance.place.file { resource(address) } else { address };
            if hidden.insert(address) {
                changes.push(gaps::unknown(address, unknown));
            }
        } else if let Some(why) = why_alone(instance) {
            changes.push(gaps::unknown(address, Unknown { place: instance.place.clone(), why }));
        } else {
            let stakes = if effect == Effect::Destroy { stakes::of_removal(&instance.kind) } else { None };
            changes.push(Change { stakes, ..Change::new(address, effect) });
        }
    }
    changes
}

/// Why it is not known what becomes of an instance that only one side has.
fn why_alone(instance: &Instance) -> Option<String> {
    let is_call = instance.kind == "module";
    instance.unknown_keys.clone().or_else(|| is_call.then(|| "the source of the module is not here".to_owned()))
}

/// `module.cell.aws_subnet.private["a"]` → `aws_subnet`.
fn kind(address: &str) -> &str {
    let mut parts = resource(address).rsplit('.');
    parts.nth(1).unwrap_or(address)
}

/// `aws_subnet.private["a"]` → `aws_subnet.private`.
fn resource(address: &str) -> &str {
    address.strip_suffix(']').and_then(|address| address.rsplit_once('[')).map_or(address, |(resource, _)| resource)
}

/// A resource instance that is on both sides.
struct Pair<'a> {
    old: &'a Instance,
    new: &'a Instance,
    /// The arguments of the old one, those that Terraform ignores among them.
    before: &'a Flat,
    changed: BTreeMap<String, Argument>,
    /// Arguments that look equal and refer to what may be replaced.
    waiting: Vec<Waiting<'a>>,
    is_replaced: bool,
}

/// The path of an argument, its value, and the attributes that it refers to: resource and name.
type Waiting<'a> = (&'a str, &'a Value, Vec<(String, String)>);

impl<'a> Pair<'a> {
    fn of(old: &'a Instance, new: &'a Instance, before: &'a Flat, after: &'a Flat) -> Self {
        let mut pair = Self { old, new, before, changed: BTreeMap::new(), waiting: Vec::new(), is_replaced: false };
        let ignored = &new.content.lifecycle.ignore_changes;
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for path in paths {
            let (was, will) = (before.get(path), after.get(path));
            let is_gone = will.is_none() && !after.keys().any(|other| top(other) == top(path));
            if ignored.iter().any(|ignored| ignored == "all" || is_inside(&unindexed(path), ignored))
                || is_gone && verify::is_kept_when_removed(&new.kind, top(path))
            {
                continue;
            }
            if was == will && will.is_none_or(|will| will.first_unknown().is_none()) {
                pair.wait(path, will);
            } else {
                let replaces = pair.replaces(path) || is_gone && pair.replaces(top(path));
                pair.change_of(path, was.cloned(), will.cloned(), replaces);
            }
        }
        statements::fold(&mut pair.changed, before, after);
        pair
    }

    fn wait(&mut self, path: &'a str, value: Option<&'a Value>) {
        let Some(value) = value else { return };
        let attributes = attributes(value);
        if !attributes.is_empty() {
            self.waiting.push((path, value, attributes));
        }
    }

    fn change_of(&mut self, path: &str, before: Option<Value>, after: Option<Value>, replaces: bool) {
        let is_unknown = [&before, &after].into_iter().flatten().any(|value| value.first_unknown().is_some());
        let replaces = replaces && !is_unknown;
        self.is_replaced |= replaces;
        let own = |value: Option<Value>| value.map(|value| value.within(&self.new.module));
        let argument = Argument { path: path.to_owned(), before: own(before), after: own(after), replaces };
        self.changed.insert(path.to_owned(), argument);
    }

    fn replaces(&self, path: &str) -> bool {
        path == REPLACE_TRIGGERED_BY
            || replacements::of(&self.new.kind).is_some_and(|entry| entry.is_caused_by(&unindexed(path)))
    }

    /// Whether what refers to it will find other values: of a new resource, or of a data source or module that was asked
    /// something else.
    fn gives_other_values(&self) -> bool {
        let is_asked = self.new.kind == "module" || self.new.kind.starts_with("data.");
        self.is_replaced || is_asked && !self.changed.is_empty()
    }

    /// What happens to it; [`None`] when nothing does.
    fn change(mut self) -> Option<Change> {
        let kind = self.new.kind.as_str();
        if self.old.provider != self.new.provider {
            let value = |instance: &Instance| Some(Value::Symbol(instance.provider.clone()));
            let (before, after) = (value(self.old), value(self.new));
            self.change_of("provider", before, after, false);
            let arguments = self.changed.into_values().collect();
            let stakes = Some(stakes::PLACE);
            return Some(Change { stakes, arguments, ..Change::new(&self.new.address, Effect::Abandon) });
        }
        if self.changed.is_empty() {
            return None;
        }
        let refusal = refusals::of_update(kind, &self.changed, self.before);
        let unknown = self.why_unknown().map(|why| Unknown { place: self.new.place.clone(), why });
        let effect = match (self.is_replaced, &refusal, &unknown) {
            (true, ..) => Effect::Replace,
            (false, Some(_), _) => Effect::Refuse,
            (false, None, Some(_)) => Effect::Unknown,
            (false, None, None) => Effect::InPlace,
        };
        let stakes = match effect {
            Effect::Refuse => refusal,
            Effect::Replace => stakes::of_loss(kind),
            _ => stakes::of_update(kind, self.changed.values()),
        };
        let arguments = self.changed.into_values().collect();
        Some(Change { stakes, arguments, unknown, ..Change::new(&self.new.address, effect) })
    }

    /// Why it is not known what the changed arguments do.
    fn why_unknown(&self) -> Option<String> {
        let values = self.changed.values().flat_map(|argument| [&argument.before, &argument.after]).flatten();
        let unknown = values.filter_map(Value::first_unknown).next();
        let kind = self.new.kind.as_str();
        if let Some((what, why)) = unknown {
            Some(format!("`{what}`: {why}"))
        } else if let Some(why) = self.new.unknown_keys.as_ref().or(self.old.unknown_keys.as_ref()) {
            Some(why.clone())
        } else if kind == "module" {
            Some("the source of the module is not here".to_owned())
        } else if kind.starts_with("data.") {
            Some("what a data source finds is in no file".to_owned())
        } else if replacements::of(kind).is_none() {
            Some(format!("cellc does not know which arguments of `{kind}` can be changed in place"))
        } else {
            None
        }
    }
}

/// Every attribute of a resource that a value refers to: the address of the instance and the name.
pub(super) fn attributes(value: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    value.visit(&mut |value| match value {
        Value::Attribute { of, name } => found.push((of.clone(), name.clone())),
        Value::Instance { resource, key } => found.push((address(resource, key.as_ref()), String::new())),
        _ => {}
    });
    found
}

/// What refers to a replaced resource changes as well, and may be replaced in turn, until nothing more follows.
fn follow(pairs: &mut [Pair<'_>]) {
    loop {
        let replaced: BTreeSet<String> = addresses(pairs, |pair| pair.gives_other_values());
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
    pairs.iter().filter(|pair| is_meant(pair)).map(|pair| pair.new.address.clone()).collect()
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
    use super::{compare, unindexed};
    use crate::diff::difference::{Change, Effect};
    use crate::diff::fleet::{Fleet, Modules};
    use crate::diff::root::RootConfiguration;
    use crate::evaluate::Instances;

    fn instances(text: &str) -> Instances {
        let fleet = Fleet::of([("root/main.tf", text)]);
        let modules = Modules::of(&fleet);
        RootConfiguration::of("root", &modules).instances(&modules)
    }

    fn compared(old: &str, new: &str) -> Vec<Change> {
        compare(&instances(old), &instances(new)).changes
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
