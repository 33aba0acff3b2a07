use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Environment, names};
use crate::source::Span;
use crate::values::AccountId;

/// A role or policy that a cell makes for itself, used by hand.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0615"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("role_of_cell.md"),
    yields_to: &[],
    check,
};

/// Cells by account and name of the cluster.
type Clusters<'a> = BTreeMap<(&'a AccountId, &'a str), &'a Cell>;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let clusters = model.cells.iter().map(|cell| ((&cell.account.value, cell.cluster.as_str()), cell));
    let clusters: Clusters<'_> = clusters.collect();
    for environment in model.environments.values() {
        for entry in environment.access.iter().filter(|entry| entry.principal.is_role()) {
            let (account, name) = (entry.principal.account(), entry.principal.name());
            // Node roles have an entry in their own cell already: rule CELL0310 says so.
            let nodes = [names::KARPENTER_NODE_ROLE.suffix, names::SYSTEM_NODE_ROLE.suffix];
            let owner = owner(&clusters, account, name)
                .filter(|(cell, ending)| cell.class.environment != environment.name.value || !nodes.contains(ending));
            let Some((cell, _)) = owner else { continue };
            diagnostics.push(finding(
                environment,
                cell,
                entry.principal.span,
                &format!("access `{}`", entry.name.value),
            ));
        }
        for identity in &environment.workload_identities {
            for policy in identity.policies.iter() {
                let account = policy.account();
                let owner = account.as_ref().and_then(|account| owner(&clusters, account, policy.name()));
                let Some((cell, _)) = owner else { continue };
                let who = format!("workload identity `{}`", identity.name.value);
                diagnostics.push(finding(environment, cell, policy.span, &who));
            }
        }
    }
}

/// The cell that makes a role or policy of that name, and what stands behind the cluster's name.
fn owner<'a, 'n>(clusters: &Clusters<'a>, account: &AccountId, name: &'n str) -> Option<(&'a Cell, &'n str)> {
    name.match_indices('-').find_map(|(dash, _)| {
        let (cluster, ending) = name.split_at_checked(dash)?;
        let cell = clusters.get(&(account, cluster))?;
        let is_made = ending.starts_with("-workload-") || names::all().any(|name| name.suffix == ending);
        is_made.then_some((*cell, ending))
    })
}

fn finding(environment: &Environment, cell: &Cell, span: Span, who: &str) -> Diagnostic {
    let headline = format!("{who} uses what cell `{}` creates for itself", cell.name.value);
    let finding = RULE.finding_in(environment.profile, span, headline);
    let finding = finding.label(format!("created by cell `{}`", cell.name.value)).also(cell.span(), "the cell");
    finding.help("use a role or policy that is created outside the cells")
}
