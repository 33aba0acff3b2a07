//! What a check says about how much one failure hits.

use std::cmp::Reverse;

use crate::diagnostic::plural;
use crate::model::{BlastRadius, Model};
use crate::values::EnvironmentId;

/// A line for each environment with tenants: how much of its load the worst cell, account, region and Git revision hold, and how
/// much of that has no standby outside.
pub(super) fn lines(model: &Model) -> Vec<String> {
    let mut lines = Vec::new();
    for environment in model.environments.keys() {
        let radii = model.blast_radii(environment);
        let kinds = ["cell", "account", "region", "Git revision"];
        let worst = kinds.iter().filter_map(|kind| worst(&radii, kind)).map(share);
        let worst: Vec<String> = worst.collect();
        if !worst.is_empty() {
            let tenants = plural(tenants(model, environment), "tenant");
            lines.push(format!("{environment}: {tenants}; of their load, {} at most", worst.join(", ")));
        }
    }
    lines
}

fn tenants(model: &Model, environment: &EnvironmentId) -> usize {
    model.tenants.homes().filter(|(_, of, _)| *of == environment).count()
}

fn worst<'a>(radii: &'a [BlastRadius<'a>], kind: &str) -> Option<&'a BlastRadius<'a>> {
    let of_kind = radii.iter().filter(|radius| radius.domain.noun() == kind);
    of_kind.max_by_key(|radius| (radius.hit, radius.lost, Reverse(radius.domain)))
}

fn share(radius: &BlastRadius<'_>) -> String {
    let (domain, hit) = (radius.domain, radius.hit_share());
    let lost = match radius.lost {
        0 => String::new(),
        lost if lost == radius.hit => " without a standby".to_owned(),
        _ => format!(", {}% without a standby", radius.lost_share()),
    };
    format!("{hit}% in one {} ({}{lost})", domain.noun(), domain.name())
}
