//! Target groups behind a load balancer: which step of a replacement a change is, and what would leave a cluster without one.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Change, Effect, Stakes};
use super::references::attributes;
use crate::catalog::replacements::Gravity;
use crate::evaluate::{Content, Instance, Instances, Value};

const GROUP: &str = "aws_lb_target_group";
/// What sends requests to groups.
const SENDERS: [&str; 2] = ["aws_lb_listener", "aws_lb_listener_rule"];
const WHAT: &str = "target group";

const FIRST: Stakes = Stakes {
    what: WHAT,
    gravity: Gravity::Harmless,
    loses: "step 1 of 2 of a replacement: pods join the new target group, and all requests stay with the one before",
};
const SECOND: Stakes = Stakes {
    what: WHAT,
    gravity: Gravity::Disruption,
    loses: "step 2 of 2 of a replacement: all requests go to the new target group; apply it only when pods are healthy there",
};
const LAST: Stakes = Stakes {
    what: WHAT,
    gravity: Gravity::Harmless,
    loses: "a replacement is over: the target group that gets no requests goes",
};
const IDLE: Stakes = Stakes {
    what: WHAT,
    gravity: Gravity::Harmless,
    loses: "another target group has taken its place and gets all requests",
};
const AT_ONCE: Stakes = Stakes {
    what: WHAT,
    gravity: Gravity::Outage,
    loses: "all requests go to another target group at once, in which no pod is healthy yet: `cellc build` replaces a group in two \
            steps when `fleet.lock.json` says what it was",
};
/// Terraform makes the new group before the old one goes, or cannot destroy the old one while a rule sends requests to it.
const SAME_NAME: Stakes = Stakes {
    what: WHAT,
    gravity: Gravity::Outage,
    loses: "a group that is replaced under its own name: AWS has one of a name (DuplicateTargetGroupName), and bindings in the \
            cluster would keep the ARN of the one that goes, without targets in the new one",
};

/// How many requests each group gets, by its address.
type Weights = BTreeMap<String, u32>;

/// Says of every change which step of a replacement it is, and refuses groups that are replaced under their own names.
pub(super) fn mark(changes: &mut [Change], old: &Instances, new: &Instances) {
    let idle = idle(old);
    for change in changes {
        if change.effect == Effect::Destroy && idle.contains(&change.address) {
            change.stakes = Some(IDLE);
        }
        let Some((before, after)) = old.by_address.get(&change.address).zip(new.by_address.get(&change.address)) else {
            continue;
        };
        if SENDERS.contains(&after.kind.as_str()) && change.effect == Effect::InPlace {
            change.stakes = step(&weights(before), &weights(after)).or(change.stakes);
        }
        let has_its_name = !change.arguments.iter().any(|argument| argument.path.starts_with("name"));
        if after.kind == GROUP && change.effect == Effect::Replace && has_its_name {
            (change.effect, change.stakes) = (Effect::Refuse, Some(SAME_NAME));
        }
    }
}

/// The groups that no rule sends requests to, beside others of the same rule that get them all.
fn idle(instances: &Instances) -> BTreeSet<String> {
    let senders = instances.by_address.values().filter(|sender| SENDERS.contains(&sender.kind.as_str()));
    let weights: Vec<(String, u32)> = senders.flat_map(weights).collect();
    let (idle, serving): (Vec<_>, Vec<_>) = weights.into_iter().partition(|(_, weight)| *weight == 0);
    let serving: BTreeSet<String> = serving.into_iter().map(|(group, _)| group).collect();
    idle.into_iter().map(|(group, _)| group).filter(|group| !serving.contains(group)).collect()
}

fn step(before: &Weights, after: &Weights) -> Option<Stakes> {
    if before == after || before.is_empty() || after.is_empty() {
        return None;
    }
    let (from, to) = (serving(before)?, serving(after)?);
    Some(match (from == to, before.contains_key(to)) {
        (true, _) if after.len() > before.len() => FIRST,
        (true, _) => LAST,
        (false, true) => SECOND,
        (false, false) => AT_ONCE,
    })
}

/// The group that gets the requests.
fn serving(weights: &Weights) -> Option<&str> {
    weights.iter().max_by_key(|(_, weight)| **weight).map(|(group, _)| group.as_str())
}

fn weights(sender: &Instance) -> Weights {
    let mut weights = Weights::new();
    for kind in ["action", "default_action"] {
        for action in sender.content.blocks.get(kind).into_iter().flatten() {
            add(&mut weights, action.attributes.get("target_group_arn"), 100);
            let forwards = action.blocks.get("forward").into_iter().flatten();
            for group in forwards.flat_map(|forward| forward.blocks.get("target_group").into_iter().flatten()) {
                add(&mut weights, group.attributes.get("arn"), weight(group));
            }
        }
    }
    weights
}

fn add(weights: &mut Weights, arn: Option<&Value>, weight: u32) {
    let groups = arn.into_iter().flat_map(attributes).map(|(address, _)| address);
    weights.extend(groups.map(|group| (group, weight)));
}

/// AWS takes 1 where nothing is said.
fn weight(group: &Content) -> u32 {
    match group.attributes.get("weight") {
        Some(Value::Number(number)) => number.parse().unwrap_or(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::replacements::Gravity;
    use crate::diff::compare::compare;
    use crate::diff::difference::{Change, Effect};
    use crate::diff::fleet::{Fleet, Modules};
    use crate::diff::root::RootConfiguration;
    use crate::evaluate::Instances;

    fn instances(text: &str) -> Instances {
        let fleet = Fleet::of([("root/main.tf", text)]);
        let modules = Modules::of(&fleet);
        RootConfiguration::of("root", &modules).instances(&modules)
    }

    fn changes(old: &str, new: &str) -> Vec<Change> {
        compare(&instances(old), &instances(new)).changes
    }

    /// Groups with their weights, and a rule that sends requests to them.
    fn rule(groups: &[(&str, u32)]) -> String {
        let group = |(name, _): &(&str, u32)| {
            format!("resource \"aws_lb_target_group\" \"{name}\" {{\n name = \"{name}\"\n port = 80\n}}\n")
        };
        let target = |(name, weight): &(&str, u32)| {
            format!("target_group {{\n arn = aws_lb_target_group.{name}.arn\n weight = {weight}\n}}\n")
        };
        let groups_text: String = groups.iter().map(group).collect();
        let forward = match groups {
            [(only, _)] => format!("target_group_arn = aws_lb_target_group.{only}.arn\n"),
            several => format!("forward {{\n{}}}\n", several.iter().map(target).collect::<String>()),
        };
        format!(
            "{groups_text}resource \"aws_lb_listener_rule\" \"r\" {{\n action {{\n type = \"forward\"\n{forward}}}\n}}\n"
        )
    }

    #[test]
    fn a_change_of_weights_is_called_by_its_step() {
        let pair = |a, b| rule(&[("a", a), ("b", b)]);
        let (only_a, only_b) = (rule(&[("a", 100)]), rule(&[("b", 100)]));
        for (old, new, begins, gravity) in [
            (&only_a, &pair(100, 0), "step 1 of 2", Gravity::Harmless),
            (&pair(100, 0), &pair(0, 100), "step 2 of 2", Gravity::Disruption),
            (&pair(0, 100), &pair(100, 0), "step 2 of 2", Gravity::Disruption),
            (&pair(0, 100), &only_b, "a replacement is over", Gravity::Harmless),
            (&pair(100, 0), &only_a, "a replacement is over", Gravity::Harmless),
            (&only_a, &only_b, "all requests go to another target group at once", Gravity::Outage),
        ] {
            let changes = changes(old, new);
            let rule = changes.iter().find(|change| change.address == "aws_lb_listener_rule.r").unwrap();
            let stakes = rule.stakes.unwrap();
            assert!(stakes.loses.starts_with(begins), "{begins}: {}", stakes.loses);
            assert_eq!(stakes.gravity, gravity, "{begins}");
        }
        assert!(changes(&only_a, &only_a).is_empty());
        let goes = |old: &str| {
            let changes = changes(old, &only_b);
            changes.iter().find(|change| change.address == "aws_lb_target_group.a").unwrap().gravity()
        };
        assert_eq!(goes(&pair(0, 100)), Gravity::Harmless);
        assert_eq!(goes(&pair(100, 0)), Gravity::Outage, "the requests of a group that is taken away too early");
    }

    #[test]
    fn a_group_is_not_replaced_under_its_own_name() {
        let old = rule(&[("a", 100)]);
        let group = |new: &str| {
            let changes = changes(&old, new);
            changes.into_iter().find(|change| change.address == "aws_lb_target_group.a").unwrap()
        };
        let same_name = group(&old.replace("port = 80", "port = 81"));
        assert_eq!(same_name.effect, Effect::Refuse);
        assert!(same_name.stakes.unwrap().loses.contains("DuplicateTargetGroupName"));
        let renamed = group(&old.replace("port = 80", "port = 81").replace("name = \"a\"", "name = \"a2\""));
        assert_eq!(renamed.effect, Effect::Replace);
    }
}
