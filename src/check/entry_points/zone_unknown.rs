use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;

/// A front door whose zone is not there.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1144"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("zone_unknown.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if *is_whole {
        diagnostics.extend(model.environments.values().filter_map(finding));
    }
}

fn finding(environment: &Environment) -> Option<Diagnostic> {
    let door = environment.front_door.as_ref()?;
    let name = &environment.name.value;
    let error = RULE.finding(door.span, format!("the front door of {} has no zone for its names", environment.title()));
    let apply = format!(
        "apply `environments/{name}/dns`, and write the `zone_id` that it prints into `dns` of the environment"
    );
    match &environment.zone {
        Some(zone) if zone.zone_id.is_none() => {
            let error = error.label("needs the id of the zone").also(zone.span, "no `zone_id` yet");
            Some(error.help(format!("leave `front_door` out once, run `cellc build`, {apply}")))
        }
        Some(_) => None,
        None => {
            let error = error.label("needs a hosted zone").also(environment.span(), "no `dns`");
            Some(error.help(format!("add `dns {{}}` and leave `front_door` out once, run `cellc build`, {apply}")))
        }
    }
}
