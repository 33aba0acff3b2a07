use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::values::Cidr;

/// A Kubernetes API that the whole internet reaches.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0411"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("endpoint_open.md"),
    yields_to: &[],
    check,
};

/// IPv4.
const INTERNET: u64 = 1 << 32;
/// A /7: registries gave out networks of /8 at most.
const MOST_ADDRESSES: u64 = 1 << 25;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| environment.endpoint.public) {
        let cidrs = &environment.endpoint.cidrs;
        if !cidrs.iter().any(|cidr| cidr.prefix_len() == 0) {
            diagnostics.extend(widely(environment));
        }
        for cidr in cidrs.iter().filter(|cidr| cidr.prefix_len() == 0) {
            let headline = format!("the Kubernetes API of {} is open to the entire internet", environment.title());
            let finding = RULE.finding_in(environment.profile, cidr.span, headline).label("everyone");
            diagnostics.push(finding.help("name the ranges of the offices and runners that need it"));
        }
    }
}

/// Ranges that together are no network of anybody. What lies in another range of the list is not counted twice.
fn widely(environment: &Environment) -> Option<Diagnostic> {
    let mut ranges: Vec<Cidr> =
        environment.endpoint.cidrs.iter().map(|cidr| cidr.value).filter(|cidr| !cidr.is_private()).collect();
    ranges.sort();
    let mut outer: Vec<Cidr> = Vec::new();
    for range in ranges {
        if !outer.last().is_some_and(|last| last.contains(range)) {
            outer.push(range);
        }
    }
    let addresses: u64 = outer.iter().map(|range| range.size()).sum();
    let widest = environment.endpoint.cidrs.iter().min_by_key(|cidr| cidr.prefix_len())?;
    (addresses >= MOST_ADDRESSES).then(|| {
        let share = INTERNET / addresses;
        let part = match share {
            0 | 1 => "the entire internet".to_owned(),
            2 => "half the internet".to_owned(),
            share => format!("1/{share} of the internet"),
        };
        let headline = format!("the Kubernetes API of {} is open to {part}", environment.title());
        let finding = RULE.finding_in(environment.profile, widest.span, headline);
        let finding = finding
            .label("no organisation has a network this large")
            .note(format!("the ranges together hold {addresses} addresses"));
        finding.help("name the ranges of the offices and runners that need it")
    })
}
