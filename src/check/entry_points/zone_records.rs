use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, RecordPlan};
use crate::values::RecordMode;

/// More records than a zone takes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1156"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("zone_records.md"),
    yields_to: &[],
    check,
};

/// Route 53 developer guide, "Quotas": records of a hosted zone.
const MOST: usize = 10_000;
/// The records of the zone itself: `NS`, `SOA`, `CAA` and the validation of the tenants' certificate.
const OF_ZONE: usize = 4;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let Some((router, plan)) = environment.router.as_ref().zip(RecordPlan::of(model, environment)) else {
            continue;
        };
        let of_cells = model.cells_of(&environment.name).count() * of_cell(environment);
        let (of_router, all) = (plan.len(), plan.len() + of_cells + OF_ZONE);
        if all > MOST {
            let headline =
                format!("the zone of `{}` would have {all} records, and a zone holds {MOST}", environment.name.value);
            let error = RULE.finding(router.span(), headline).label(format!("{of_router} of the router"));
            let help = match router.mode.value {
                RecordMode::Names => "write `tenants = \"buckets\"`, so that tenants share a fixed number of records",
                RecordMode::Buckets => {
                    "choose a smaller `bucket_count`, or an environment with a domain of its own for a part of the tenants"
                }
            };
            diagnostics.push(error.help(help));
        }
    }
}

/// Its name, the validation of its certificate, and a name for each host.
fn of_cell(environment: &Environment) -> usize {
    let routes = environment.front_door.iter().flat_map(|door| &door.routes);
    2 + routes.filter(|route| route.host.is_some()).count()
}
