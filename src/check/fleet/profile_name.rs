use crate::check::Context;
use crate::check::facts::names::is_called_production;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::values::{EnvironmentId, Profile};

/// An environment that is called production and has another profile.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0318"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("profile_name.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let hosts = model.environments.values();
    let hosts = hosts.map(|environment| (&environment.name.value, environment.profile, environment.span()));
    let shares = model.shares.values().filter(|share| share.obstacle.is_none());
    let shares = shares.map(|share| (&share.environment.value, share.profile.value, share.span()));
    diagnostics.extend(hosts.chain(shares).filter_map(|(name, profile, span)| check_name(name, profile, span)));
}

fn check_name(name: &EnvironmentId, profile: Profile, span: Span) -> Option<Diagnostic> {
    if profile == Profile::Production || !is_called_production(name) {
        return None;
    }
    let warning = RULE.finding(span, format!("environment `{name}` is judged as {profile}"));
    let warning = warning.label(format!("named like production, but `profile = \"{profile}\"`"));
    Some(warning.help("remove `profile`, or give the environment a name that says what it is"))
}
