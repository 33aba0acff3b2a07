use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Route;

/// A route whose target groups would get names that AWS refuses.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1121"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("route_name.md"),
    yields_to: &[],
    check,
};

/// A target group takes 32 characters, and a dash and 12 digits follow the name of the route.
const LIMIT: usize = 19;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    diagnostics.extend(doors.flat_map(|door| &door.routes).filter_map(found));
}

fn found(route: &Route) -> Option<Diagnostic> {
    let length = route.name.value.as_str().len();
    (length > LIMIT).then(|| {
        let headline = format!("the name of route `{}` is too long", route.name.value);
        let error = RULE.finding(route.name.span, headline).label(format!("{length} characters"));
        let error = error.note("target groups have 32 characters: the name of the route, a dash and 12 digits");
        error.help(format!("shorten it to {LIMIT} characters"))
    })
}
