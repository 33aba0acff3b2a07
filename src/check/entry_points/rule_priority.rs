use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;

use crate::model::{FrontDoor, Route};

/// Two routes whose listener rules would get the same priority.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1126"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("rule_priority.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    diagnostics.extend(doors.flat_map(found));
}

fn found(door: &FrontDoor) -> Vec<Diagnostic> {
    let mut first: BTreeMap<u32, &Route> = BTreeMap::new();
    let mut found = Vec::new();
    for route in &door.routes {
        match first.get(&route.priority()) {
            Some(earlier) => found.push(same(earlier, route)),
            None => _ = first.insert(route.priority(), route),
        }
    }
    found
}

fn same(earlier: &Route, route: &Route) -> Diagnostic {
    let headline = format!("routes `{}` and `{}` cannot both have their names", earlier.name.value, route.name.value);
    let priority = route.priority();
    let error = RULE.finding(route.name.span, headline).label(format!("its listener rule has priority {priority}"));
    error.also(earlier.name.span, "and so has that of this one").help("rename one of them")
}
