use crate::check::Context;
use crate::check::facts::tenants::{Domain, blasts, whole_load};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;

/// Too many tenants that one failure hits.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1113"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("blast_radius.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(most) = model.fleet.max_blast_radius else { return };
    for (id, environment) in &model.environments {
        let whole = whole_load(model, id);
        let blasts = blasts(model, id);
        let worst = blasts.iter().max_by_key(|blast| (blast.hit, std::cmp::Reverse(blast.domain)));
        let Some(worst) = worst.filter(|worst| most.is_exceeded_by(worst.hit, whole)) else { continue };
        let error = found(environment, worst.domain, (worst.hit, worst.lost), whole);
        diagnostics.push(error.also(most.span, format!("and {} is the most", most.value)));
    }
}

fn found(environment: &Environment, domain: Domain<'_>, (hit, lost): (u64, u64), whole: u64) -> Diagnostic {
    let share = |part: u64| part * 100 / whole.max(1);
    let headline =
        format!("{}% of the load of environment `{}` depends on {domain}", share(hit), environment.name.value);
    let help = match domain {
        Domain::Cell(_) => "move tenants of this cell to others",
        Domain::Account(_) => "give cells accounts of their own",
        Domain::Region(_) => "put cells into other regions",
        Domain::Revision(_) => "pin cells to different revisions, one after the other",
    };
    let error = RULE.finding(environment.span(), headline).label(format!("{hit} of {whole}"));
    error.note(format!("{}% has no standby outside", share(lost))).help(help)
}
