//! Whether a plan does what the diff told.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::table::{Differs, Kind};
use super::told::{Told, told};
use crate::harness::drift::{differing_attributes, entries};

/// Effect by address.
type Effects = BTreeMap<String, String>;

/// What does not agree, for a person; [`None`] when all does.
pub(crate) fn complaint(kind: &Kind, plan: &Value) -> Option<String> {
    let told = told(kind);
    let mut said: Effects = told.iter().map(|told| (told.address().to_owned(), told.effect().to_owned())).collect();
    let mut planned = effects(plan);
    let mut complaints = String::new();
    for differs in kind.differs {
        if let Err(reason) = set_aside(*differs, &told, plan, &mut said, &mut planned) {
            _ = writeln!(complaints, "  {differs:?}: {reason}");
        }
    }
    let addresses: BTreeSet<&String> = said.keys().chain(planned.keys()).collect();
    for address in addresses {
        let effect = |effects: &Effects| effects.get(address).map_or("nothing", String::as_str).to_owned();
        let (said, planned) = (effect(&said), effect(&planned));
        if said != planned {
            _ = writeln!(complaints, "  {address}: told {said}, planned {planned}{}", causes(plan, address));
        }
    }
    (!complaints.is_empty()).then(|| format!("{}:\n{complaints}", kind.name))
}

/// Takes out where diff and plan rightly differ; an error where they do not, because the table would say something untrue.
fn set_aside(
    differs: Differs,
    told: &[Told],
    plan: &Value,
    said: &mut Effects,
    planned: &mut Effects,
) -> Result<(), String> {
    match differs {
        Differs::Refused(address) => match (said.remove(address), planned.remove(address)) {
            (Some(effect), Some(_)) if effect == "refuse" => Ok(()),
            (said, planned) => Err(format!("told {said:?}, planned {planned:?}")),
        },
        Differs::Settings(address) => match (said.remove(address), planned.get(address)) {
            (Some(_), None) => Ok(()),
            (said, planned) => Err(format!("told {said:?}, planned {planned:?}")),
        },
        Differs::Tags => {
            let only_tags = only_default_tags(plan);
            planned.retain(|address, _| !only_tags.contains(address) || said.contains_key(address));
            let of_provider = told.iter().find(|told| told.address() == "provider.aws");
            said.remove("provider.aws");
            let tagged = of_provider.and_then(Told::tagged);
            let count = tagged_count(plan);
            if tagged == Some(count) && count > 0 { Ok(()) } else { Err(format!("told {tagged:?}, planned {count}")) }
        }
    }
}

/// What happens to each instance in a plan, in the words of `cellc diff`.
fn effects(plan: &Value) -> Effects {
    let mut effects = Effects::new();
    for resource in entries(&plan["resource_changes"]) {
        let actions: Vec<&str> = entries(&resource["change"]["actions"]).iter().filter_map(Value::as_str).collect();
        let effect = match actions.as_slice() {
            ["no-op"] => continue,
            ["create"] => "create",
            ["delete"] => "destroy",
            ["update"] => "in-place",
            ["create", "delete"] | ["delete", "create"] => "replace",
            other => panic!("a plan does {other:?}"),
        };
        effects.insert(resource["address"].as_str().unwrap().to_owned(), effect.to_owned());
    }
    effects
}

/// Addresses of what changes in nothing but the tags that it has from the provider.
fn only_default_tags(plan: &Value) -> BTreeSet<String> {
    let changed = entries(&plan["resource_changes"]).iter().filter(|resource| {
        let paths = differing_attributes(&resource["change"]);
        !paths.is_empty() && paths.iter().all(|path| path.split('.').next() == Some("tags_all"))
    });
    changed.filter_map(|resource| Some(resource["address"].as_str()?.to_owned())).collect()
}

/// How many resources that stay get other tags from the provider.
fn tagged_count(plan: &Value) -> u64 {
    let updated = entries(&plan["resource_changes"]).iter().filter(|resource| {
        resource["change"]["actions"] == serde_json::json!(["update"])
            && differing_attributes(&resource["change"]).iter().any(|path| path.split('.').next() == Some("tags_all"))
    });
    updated.count() as u64
}

/// The attributes that differ in the plan, to understand a complaint.
fn causes(plan: &Value, address: &str) -> String {
    let found = entries(&plan["resource_changes"]).iter().find(|resource| resource["address"] == address);
    let Some(change) = found.map(|resource| &resource["change"]).filter(|change| !change["before"].is_null()) else {
        return String::new();
    };
    let paths: Vec<String> = differing_attributes(change).into_iter().collect();
    format!(" ({})", paths.join(", "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::changes::table::{PRODUCTION, kinds};

    fn kind(name: &str) -> &'static Kind {
        kinds().find(|kind| kind.name == name).unwrap()
    }

    fn plan(changes: &[(&str, Value)]) -> Value {
        let changes = changes.iter().map(|(address, change)| json!({ "address": address, "change": change }));
        json!({ "resource_changes": changes.collect::<Vec<_>>() })
    }

    /// The judge is shown plans that do something else.
    #[test]
    fn another_plan_is_named() {
        let nodes = kind("the most system nodes");
        assert_eq!(nodes.before, &PRODUCTION);
        let address = "module.cell.aws_eks_node_group.system";
        let update = json!({ "actions": ["update"], "before": { "a": 1 }, "after": { "a": 2 }, "after_unknown": {} });
        let replace =
            json!({ "actions": ["delete", "create"], "before": { "a": 1 }, "after": { "a": 2 }, "after_unknown": {} });
        assert_eq!(complaint(nodes, &plan(&[(address, update.clone())])), None);
        for (plan, expected) in [
            (plan(&[]), "told in-place, planned nothing"),
            (plan(&[(address, replace)]), "told in-place, planned replace (a)"),
            (
                plan(&[(address, update.clone()), ("module.cell.aws_vpc.this", update)]),
                "told nothing, planned in-place",
            ),
        ] {
            let complaint = complaint(nodes, &plan).unwrap();
            assert!(complaint.contains(expected), "{complaint}");
        }
    }

    #[test]
    fn what_the_table_says_must_be_so() {
        let settings = kind("the bucket of the state");
        let backend = json!({ "actions": ["update"], "before": {}, "after": {}, "after_unknown": {} });
        assert_eq!(complaint(settings, &plan(&[])), None);
        assert!(complaint(settings, &plan(&[("backend", backend)])).is_some());
    }
}
