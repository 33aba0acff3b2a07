use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::{NatMode, Profile};

/// One NAT gateway for several zones of production.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0413"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("single_nat.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let production = model.classes().filter(|(environment, _)| environment.profile == Profile::Production);
    for (environment, class) in production.filter(|(_, class)| class.nat.value == NatMode::Single) {
        let headline = format!("all zones of {} depend on one NAT gateway", class.title());
        let finding = RULE.finding_in(environment.profile, class.nat.span, headline);
        let finding = finding
            .label("one NAT gateway, in one zone")
            .note("losing that zone cuts off internet access for every zone");
        diagnostics.push(finding.help_replacing("write `nat = \"per-zone\"`", class.nat.span, "\"per-zone\""));
    }
}
