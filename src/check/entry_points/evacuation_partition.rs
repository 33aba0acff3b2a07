use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// Switches, or people who use them, in another partition of AWS.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1170"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("evacuation_partition.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(dns) = &model.fleet.dns else { return };
    let own = dns.region.partition();
    for environment in model.environments.values() {
        let Some(switches) = environment.router.as_ref().and_then(|router| router.evacuation.as_ref()) else {
            continue;
        };
        let region = (switches.region.span, switches.region.partition(), "the region of the switches");
        let principals = switches.principals.iter();
        let principals = principals.map(|principal| (principal.span, principal.partition(), "a principal"));
        for (span, partition, what) in std::iter::once(region).chain(principals).filter(|(_, other, _)| *other != own) {
            let headline = format!("{what} of `{}` is in another partition than its zone", environment.name.value);
            let error = RULE.finding(span, headline).label(format!("in `{partition}`"));
            let error = error.also(dns.region.span, format!("the DNS account is in `{own}`"));
            diagnostics.push(error.help(format!("name one in `{own}`")));
        }
    }
}
