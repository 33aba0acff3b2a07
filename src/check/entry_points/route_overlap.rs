use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::BTreeMap;

use crate::model::{FrontDoor, Route};

/// Two routes that take the same requests.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1125"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("route_overlap.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    diagnostics.extend(doors.flat_map(found));
}

fn found(door: &FrontDoor) -> Vec<Diagnostic> {
    let mut first: BTreeMap<(Option<&str>, &str), &Route> = BTreeMap::new();
    let mut found = Vec::new();
    for route in &door.routes {
        // A route by path and host is told by another rule.
        if route.path.is_some() && route.host.is_some() {
            continue;
        }
        let key = (route.host.as_ref().map(|host| host.as_str()), route.prefix().unwrap_or_default());
        match first.get(&key) {
            Some(earlier) => found.push(same(earlier, route)),
            None => _ = first.insert(key, route),
        }
    }
    found
}

fn same(earlier: &Route, route: &Route) -> Diagnostic {
    let place = |route: &Route| {
        let path = route.path.as_ref().map(|path| path.span);
        path.or_else(|| route.host.as_ref().map(|host| host.span)).unwrap_or(route.name.span)
    };
    let what = if route.host.is_some() {
        "the same host"
    } else if route.prefix().is_none_or(str::is_empty) {
        "everything that no other route takes"
    } else {
        "the same path"
    };
    let headline = format!("routes `{}` and `{}` take the same requests", earlier.name.value, route.name.value);
    let error = RULE.finding(place(route), headline).label(what).also(place(earlier), "taken here already");
    error.help("give one of them another `path` or `host`, or remove it")
}
