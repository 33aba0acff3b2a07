use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Application, Class, Environment};

/// A setting of an application that it does not know, or that it lacks.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0812"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("application_settings.md"),
    yields_to: &[],
    check,
};

fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    for environment in model.environments.values() {
        for application in &environment.applications {
            if application.name.value.facts().writes_zones {
                zones(context, environment, application, diagnostics);
                diagnostics.extend(out_of_reach(&environment.own_class, application));
            } else {
                diagnostics.extend(foreign_zones(application));
            }
        }
    }
}

fn zones(
    Context { model, is_whole, .. }: &Context<'_>,
    environment: &Environment,
    application: &Application,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if application.zones.as_ref().is_none_or(|zones| zones.is_empty()) {
        let span = application.zones.as_ref().map_or(application.span(), |zones| zones.span);
        let error = RULE.finding(span, "external-dns has no hosted zone to write to");
        diagnostics
            .push(error.label("no `zones`").help("add `zones = [\"Z…\"]`, with the IDs of hosted zones in Route 53"));
    }
    if environment.domain.is_none() && !model.fleet.is_stand_in && *is_whole {
        let headline = "external-dns has no domain for the names of its cell";
        let error = RULE.finding(application.span(), headline);
        let error = error.label("writes names below `<cell>.<domain>`").also(model.fleet.name.span, "no domain");
        diagnostics.push(error.help("add `domain = \"delivery.example.com\"` to the fleet"));
    }
}

/// Route 53 answers at addresses of the internet, and its API has no endpoint in a VPC.
fn out_of_reach(class: &Class, application: &Application) -> Option<Diagnostic> {
    class.is_isolated().then(|| {
        let headline = format!("external-dns cannot reach Route 53 from cells of {}", class.title());
        let error = RULE.finding(application.span(), headline).label("never becomes healthy");
        let error = error.also(class.nat.span, "no internet access");
        error.help("remove it, and manage these names outside the cells")
    })
}

fn foreign_zones(application: &Application) -> Option<Diagnostic> {
    let zones = application.zones.as_ref()?;
    let headline = format!("`zones` has no effect on `{}`", application.name.value);
    let error = RULE.finding(zones.span, headline);
    Some(error.label("only `external-dns` writes to hosted zones").help("leave it out"))
}
