use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FrontDoor, Route};

/// A route that selects by path and by host, or a front door that leads nowhere.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1139"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("route_selector.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for door in model.environments.values().filter_map(|environment| environment.front_door.as_ref()) {
        diagnostics.extend(door.routes.iter().filter_map(both));
        diagnostics.extend(leads_nowhere(door));
    }
}

fn both(route: &Route) -> Option<Diagnostic> {
    let (path, host) = route.path.as_ref().zip(route.host.as_ref())?;
    let headline = format!("route `{}` has both a `path` and a `host`", route.name.value);
    let error = RULE.finding(host.span, headline).label("one of them").also(path.span, "or this one");
    Some(error.help("keep one of them, or make a second route"))
}

fn leads_nowhere(door: &FrontDoor) -> Option<Diagnostic> {
    let is_empty = door.routes.is_empty() && !door.is_partial;
    is_empty.then(|| {
        let error = RULE.finding(door.span(), "the front door leads nowhere").label("no `route`");
        error.help("add `route \"name\" { … }` with `namespace`, `service`, `port` and `health`")
    })
}
