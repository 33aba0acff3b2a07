//! What a cell makes for itself is used in that cell only.
//!
//! ## Why
//! Cells share nothing, so that a fault in one stays there. An access entry for a role that another cell makes lets that
//! cell's nodes, controllers or workloads into this one; a workload that has the policy of a cell's Karpenter may end the
//! nodes of that cell. It also makes one cell wait for the other: the role must be there first, and when it is made anew,
//! its entry stands for nobody. Advice in development, a warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//! }
//!
//! environment "dev" {
//!   account = "111111111111"
//!
//!   access "neighbour" {
//!     principal = "arn:aws:iam::111111111111:role/acme-dev-alpha-workload-scoring"
//!     policy    = "view"
//!   }
//! }
//!
//! cell "alpha" {
//!   environment = "dev"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//! }
//!
//! environment "dev" {
//!   account = "111111111111"
//!
//!   access "neighbour" {
//!     principal = "arn:aws:iam::111111111111:role/scoring"
//!     policy    = "view"
//!   }
//! }
//!
//! cell "alpha" {
//!   environment = "dev"
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_OF_CELL;
use crate::model::{Cell, Environment, names};
use crate::source::Span;
use crate::values::AccountId;

/// Cells by account and name of the cluster.
type Clusters<'a> = BTreeMap<(&'a AccountId, &'a str), &'a Cell>;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let is_made = ending.starts_with("-workload-") || names::ALL.iter().any(|name| name.suffix == ending);
        is_made.then_some((*cell, ending))
    })
}

fn finding(environment: &Environment, cell: &Cell, span: Span, who: &str) -> Diagnostic {
    let headline = format!("{who} uses what cell `{}` makes for itself", cell.name.value);
    let finding = Diagnostic::of_profile(environment.profile, ROLE_OF_CELL, span, headline);
    let finding = finding.label(format!("made by the cell `{}`", cell.name.value)).also(cell.span(), "the cell");
    finding.help("name a role or policy that is made outside of the cells")
}
