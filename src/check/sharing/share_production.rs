use crate::check::Context;
use crate::check::facts::names::is_called_production;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Model, Obstacle, Share};
use crate::values::Profile;

/// Production in shared cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0652"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("share_production.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let shares = model.shares.values().filter(|share| share.obstacle == Some(Obstacle::Production));
    for share in shares {
        let is_guest = share.profile.value == Profile::Production;
        let error = if is_guest { guest(share) } else { host(model, share) };
        diagnostics.push(error.note("namespaces of one cell share its nodes, its quotas and its network"));
    }
}

fn guest(share: &Share) -> Diagnostic {
    let (name, host) = (&share.environment.value, &share.host.value);
    let headline = format!("production environment `{name}` shares the cells of `{host}`");
    let error = RULE.finding(share.host.span, headline).label("production needs its own cells");
    let own = "use `account` and `region` instead of `shares`, and declare cells";
    if is_called_production(name) {
        return error.also(share.span(), "production").help(own);
    }
    if !share.profile.is_written() {
        let error = error.also(share.span(), "production, because the name indicates no other profile");
        return error.help(format!("{own}; or set its profile, such as `profile = \"staging\"`"));
    }
    error.also(share.profile.span, "production").help(own)
}

fn host(model: &Model, share: &Share) -> Diagnostic {
    let (name, host) = (&share.environment.value, &share.host.value);
    let headline = format!("environment `{name}` shares the cells of production environment `{host}`");
    let error = RULE.finding(share.host.span, headline).label("production");
    let place = model.environments.get(host).map_or(share.host.span, Environment::span);
    let error = error.also(place, "its profile is `production`");
    error.help("share the cells of a non-production environment, or use `account` and `region` instead")
}
