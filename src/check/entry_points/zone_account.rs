use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DnsAccount, Environment, HostedZone};

/// A zone for which there is no account, or none that its cells reach.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1143"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("zone_account.md"),
    yields_to: &[Yield { code: Code::rule("CELL1128"), within: Within::Environment }],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let zones = model.environments.values().filter(|environment| environment.zone.is_some());
    match &model.fleet.dns {
        Some(dns) => {
            diagnostics.extend(foreign_role(dns));
            diagnostics.extend(zones.filter_map(|environment| other_partition(dns, environment)));
        }
        None if *is_whole && !model.fleet.is_stand_in => {
            let span = model.fleet.name.span;
            diagnostics.extend(zones.map(|environment| {
                let zone = environment.zone.as_ref().map_or(environment.span(), HostedZone::span);
                let error =
                    RULE.finding(zone, format!("nothing says which account holds the zone of {}", environment.title()));
                let error = error.label("a zone needs an account").also(span, "no `dns`");
                error.help(
                    "add `dns { account = \"…\" region = \"…\" }` to the fleet, with the account that holds the zones",
                )
            }));
        }
        None => {}
    }
}

fn other_partition(dns: &DnsAccount, environment: &Environment) -> Option<Diagnostic> {
    let (own, zones) = (environment.partition(), dns.region.partition());
    (own != zones).then(|| {
        let headline = format!("the account of the zones is in partition `{zones}`");
        let error = RULE.finding(dns.region.span, headline).label("the region in which Terraform works for the zones");
        let error = error.also(environment.region.span, format!("{} is in `{own}`", environment.title()));
        let error = error.note("nothing in AWS reaches across partitions");
        error.help("keep environments of another partition in a fleet of their own, with its own `dns`")
    })
}

fn foreign_role(dns: &DnsAccount) -> Option<Diagnostic> {
    let role = dns.deploy_role.as_ref()?;
    (*role.account() != dns.account.value).then(|| {
        let headline = format!("the deploy role of the zones is in account {}", role.account());
        let error = RULE.finding(role.span, headline).label("not the account of the zones");
        let error = error.also(dns.account.span, "the account of the zones");
        error.help("name a role in this account: Terraform works in no other one for the zones")
    })
}
