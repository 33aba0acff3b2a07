use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Fleet, FrontDoor};

/// A front door whose cells cannot have names of their own.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1128"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("front_door_zone.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not missing.
    if *is_whole {
        let doors = model.environments.values().filter_map(|own| Some((own, own.front_door.as_ref()?)));
        diagnostics.extend(doors.filter_map(|(environment, door)| found(&model.fleet, environment, door)));
    }
}

fn found(fleet: &Fleet, environment: &Environment, door: &FrontDoor) -> Option<Diagnostic> {
    let name = &environment.name.value;
    let error = |label: &str| {
        let headline = format!("the front door of {} has no names to answer for", environment.title());
        RULE.finding(door.span(), headline).label(label.to_owned())
    };
    if fleet.dns.is_none() {
        let error = error("needs the account that holds the zones");
        return Some(error.help("add `dns { account = \"…\" region = \"…\" }` to the fleet"));
    }
    let own = environment.domain.as_ref().filter(|domain| domain.is_written());
    let Some(domain) = own else {
        let error = error("needs a domain that no other environment has");
        return Some(error.help(format!("add `domain = \"{name}.{}\"` to the environment", suggested(fleet))));
    };
    let Some(zone) = &environment.zone else {
        let error = error("needs a hosted zone").also(domain.span, "for this domain");
        return Some(error.help("add `dns {}` to the environment, which gives the zone a root of its own"));
    };
    zone.zone_id.is_none().then(|| {
        let error = error("needs the id of its hosted zone").also(zone.span(), "not known yet");
        let root = format!("environments/{name}/dns");
        let error =
            error.note(format!("without `front_door`, `cellc build` writes the root `{root}`, which makes the zone"));
        error.help(format!("apply `{root}`, then write its output `zone_id` into `dns`"))
    })
}

fn suggested(fleet: &Fleet) -> String {
    fleet.domain.as_ref().map_or_else(|| "example.com".to_owned(), ToString::to_string)
}
