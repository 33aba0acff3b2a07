use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Environment, Part, WorkloadIdentity};
use crate::platform::taken_namespaces;

/// A workload identity in a namespace that nobody declares.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0648"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("identity_namespace.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_judged = |environment: &&Environment| {
        !environment.partial.contains(Part::Namespaces) && !environment.namespaces.is_empty()
    };
    for environment in model.environments.values().filter(is_judged) {
        let identities = environment.workload_identities.iter();
        diagnostics.extend(identities.filter_map(|identity| check_identity(environment, identity)));
    }
}

fn check_identity(environment: &Environment, identity: &WorkloadIdentity) -> Option<Diagnostic> {
    let written = &identity.namespace;
    let names = || environment.namespaces.iter().map(|namespace| namespace.name.as_str());
    if names().any(|name| name == written.as_str()) || taken_namespaces().any(|name| name == written.as_str()) {
        return None;
    }
    let headline = format!("there is no namespace `{}`", written.value);
    let warning = RULE.finding(written.span, headline).label("not declared");
    let warning = warning.note("nothing has these AWS permissions until someone creates the namespace");
    Some(match did_you_mean(written.as_str(), names()) {
        Some(near) => warning.help_replacing(format!("did you mean `{near}`?"), written.span, format!("\"{near}\"")),
        None => warning.help(format!("declare `namespace \"{}\" {{ … }}`", written.value)),
    })
}
