use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Route;
use crate::source::Spanned;

/// A health check that Elastic Load Balancing refuses.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1122"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("health_times.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let doors = model.environments.values().filter_map(|environment| environment.front_door.as_ref());
    for route in doors.flat_map(|door| &door.routes) {
        let before = diagnostics.len();
        diagnostics.extend(out_of_bounds(route));
        if diagnostics.len() == before {
            diagnostics.extend(too_patient(route));
        }
    }
}

fn out_of_bounds(route: &Route) -> impl Iterator<Item = Diagnostic> {
    let health = &route.health;
    let bounds = [
        ("interval_seconds", health.interval_seconds, 5, 300, "seconds"),
        ("timeout_seconds", health.timeout_seconds, 2, 120, "seconds"),
        ("healthy_threshold", health.healthy_threshold, 2, 10, "answers"),
        ("unhealthy_threshold", health.unhealthy_threshold, 2, 10, "failures"),
    ];
    bounds.into_iter().filter_map(|(key, number, least, most, unit)| outside(route, key, number, (least, most), unit))
}

fn outside(
    route: &Route,
    key: &str,
    number: Spanned<u32>,
    (least, most): (u32, u32),
    unit: &str,
) -> Option<Diagnostic> {
    (!(least..=most).contains(&number.value)).then(|| {
        let headline = format!("`{key}` of route `{}` is out of bounds", route.name.value);
        let error = RULE.finding(number.span, headline).label(format!("{} {unit}", number.value));
        error.help(format!("choose {least} to {most}"))
    })
}

/// Neither `validate` nor `plan` sees this one.
fn too_patient(route: &Route) -> Option<Diagnostic> {
    let (timeout, interval) = (route.health.timeout_seconds, route.health.interval_seconds);
    (timeout.value >= interval.value).then(|| {
        let headline = format!("route `{}` waits for an answer longer than until the next question", route.name.value);
        let error = RULE.finding(timeout.span, headline).label(format!("waits {} seconds", timeout.value));
        let error = error.also(interval.span, format!("asks every {} seconds", interval.value));
        error.help("make `timeout_seconds` less than `interval_seconds`")
    })
}
