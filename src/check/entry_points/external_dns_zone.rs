use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Application, Environment, Model};

/// external-dns in another zone than that of its environment.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1151"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("external_dns_zone.md"),
    yields_to: &[Yield { code: Code::rule("CELL1177"), within: Within::Block }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let writers = environment.applications.iter().filter(|application| application.name.value.facts().writes_zones);
        for application in writers {
            match elsewhere(model, environment, application) {
                Some(error) => diagnostics.push(error),
                None => diagnostics.extend(other_zone(environment, application)),
            }
        }
    }
}

/// In a cell whose account is not that of the zones.
fn elsewhere(model: &Model, environment: &Environment, application: &Application) -> Option<Diagnostic> {
    let (dns, zone) = (model.fleet.dns.as_ref()?, environment.zone.as_ref()?);
    let cell = model.cells_of(&environment.name.value).find(|cell| cell.account.value != dns.account.value)?;
    let headline = format!("external-dns cannot write into the zone of {}", environment.title());
    let error = RULE.finding(application.span(), headline);
    let error = error.label(format!("works in account {}, that of cell `{}`", cell.account.value, cell.name.value));
    let error = error.also(zone.span(), format!("the zone is in account {}", dns.account.value));
    Some(error.help("remove external-dns: with `front_door` the cell has its name, and `host` of a route adds others"))
}

fn other_zone(environment: &Environment, application: &Application) -> Option<Diagnostic> {
    let (own, zones) = (environment.zone_id()?, application.zones.as_ref()?);
    let other = zones.value.iter().find(|zone| zone.value != own.value)?;
    let headline = format!("external-dns writes into a zone that does not answer for {}", environment.title());
    let error = RULE.finding(other.span, headline).label("another zone").also(own.span, "answers for its names");
    Some(error.help(format!("write `zones = [\"{}\"]`", own.value)))
}
