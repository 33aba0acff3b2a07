//! Two configurations of one root, resource by resource and argument by argument.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::difference::{Change, Effect, Stakes, Unknown};
use super::flat::{Flat, flat};
use super::gaps;
use super::moves::moved;
use super::pair::{Pair, Waiting};
use super::refusals::{self, Claims};
use super::removals;
use super::stakes;
use super::target_groups;
use crate::evaluate::{Instance, Instances, Value};
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
    changes.extend(only(old, new, Effect::Destroy, |instance| removals::stakes(instance, old, new)));
    changes.extend(only(new, old, Effect::Create, |_| None));
    gaps::add(&mut changes, old, new);
    refusals::mark_held(&mut changes, old, new);
    target_groups::mark(&mut changes, old, new);
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
fn only(
    these: &Instances,
    others: &Instances,
    effect: Effect,
    stakes: impl Fn(&Instance) -> Option<Stakes>,
) -> Vec<Change> {
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
            changes.push(Change { stakes: stakes(instance), ..Change::new(address, effect) });
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

/// What refers to a replaced resource changes as well, and may be replaced in turn, until nothing more follows. Whether it
/// is replaced is unknown where the resource that it refers to may be replaced or not.
fn follow(pairs: &mut [Pair<'_>]) {
    loop {
        let replaced: BTreeSet<String> = addresses(pairs.iter().filter(|pair| pair.gives_other_values()));
        let updated: BTreeSet<String> = addresses(pairs.iter().filter(|pair| !pair.changed.is_empty()));
        let is_new = |(of, name): &(String, String)| {
            let moves_along = CHANGE_WITH_THEIR_RESOURCE.contains(&(kind(of), name.as_str()));
            replaced.contains(of) || moves_along && updated.contains(of)
        };
        let uncertain: BTreeSet<String> = addresses(pairs.iter().filter(|pair| pair.may_give_other_values()));
        let is_uncertain = |(of, _): &(String, String)| uncertain.contains(of);
        let mut has_more = false;
        for pair in &mut *pairs {
            let waiting = std::mem::take(&mut pair.waiting);
            let (due, waiting): (Vec<Waiting<'_>>, Vec<Waiting<'_>>) =
                waiting.into_iter().partition(|(_, _, attributes)| attributes.iter().any(is_new));
            let (perhaps, waiting): (Vec<Waiting<'_>>, Vec<Waiting<'_>>) =
                waiting.into_iter().partition(|(_, _, attributes)| attributes.iter().any(is_uncertain));
            pair.waiting = waiting;
            has_more |= !due.is_empty() || !perhaps.is_empty();
            for (path, before, _) in due {
                let is_cause = pair.replaces(path);
                pair.change_of(path, Some(before.clone()), Some(Value::Later), is_cause);
            }
            for (path, before, attributes) in perhaps {
                let of = attributes.iter().find(|attribute| is_uncertain(attribute)).map_or("", |(of, _)| of);
                pair.may_change(path, before, of);
            }
        }
        if !has_more {
            return;
        }
    }
}

fn addresses<'p, 'a: 'p>(pairs: impl Iterator<Item = &'p Pair<'a>>) -> BTreeSet<String> {
    pairs.map(|pair| pair.new.address.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::compare;
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
            "aws_route.d InPlace",
            "aws_kms_key.e InPlace",
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
}
