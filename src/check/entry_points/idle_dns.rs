use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::platform::ApplicationName;

/// An external-dns that finds nothing to write.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1177"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("idle_dns.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A namespace that could not be read may be the one with `exposure`.
    if *is_whole {
        diagnostics.extend(model.front_doors().filter_map(|(environment, _)| idle(environment)));
    }
}

fn idle(environment: &Environment) -> Option<Diagnostic> {
    let name = ApplicationName::ExternalDns;
    let application = environment.application(name)?;
    let has_own = application.values.as_ref().is_some_and(|values| values.replaces(&["sources"]));
    if !environment.balancing().is_terraforms() || has_own {
        return None;
    }
    let error = RULE.finding(application.span(), format!("`{name}` has nothing to write in these cells"));
    let error = error.label("no namespace has `exposure`");
    let error = error.note("it writes the names of Ingresses and of Services with a load balancer; Terraform writes those of the front door");
    Some(error.help(format!(
        "remove `application \"{name}\"`, or add `exposure` to the namespace whose names it shall write"
    )))
}
