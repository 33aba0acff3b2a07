use std::cmp::Reverse;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{BlastRadius, Environment, FaultDomain};

/// Too many tenants that one failure hits.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1113"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("blast_radius.md"),
    yields_to: &[],
    check,
};

/// One finding for each environment: about what hits the most.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(most) = model.fleet.max_blast_radius else { return };
    for (id, environment) in &model.environments {
        let radii = model.blast_radii(id);
        let worst = radii.iter().max_by_key(|radius| (radius.hit, Reverse(radius.domain)));
        let Some(worst) = worst.filter(|worst| most.is_exceeded_by(worst.hit, worst.whole)) else { continue };
        let error = found(environment, worst);
        diagnostics.push(error.also(most.span, format!("and {} is the most", most.value)));
    }
}

fn found(environment: &Environment, radius: &BlastRadius<'_>) -> Diagnostic {
    let (share, domain) = (radius.hit_share(), radius.domain);
    let headline = format!("{share}% of the load of environment `{}` depends on {domain}", environment.name.value);
    let help = match domain {
        FaultDomain::Cell(_) => "move tenants of this cell to others",
        FaultDomain::Account(_) => "give cells accounts of their own",
        FaultDomain::Region(_) => "put cells into other regions",
        FaultDomain::Revision(_) => "let cells follow different revisions, one after the other",
    };
    let error = RULE.finding(environment.span(), headline).label(format!("{} of {}", radius.hit, radius.whole));
    error.note(format!("{}% has no standby outside", radius.lost_share())).help(help)
}
