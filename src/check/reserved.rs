//! What cellc sets itself is not set by hand: the label of a tier, the taint of the system tier, the node role's entry.
//!
//! ## Why
//! The label `node-tier` says which tier a node is of, the taint `CriticalAddonsOnly` keeps the system nodes free for
//! the cluster's own controllers, and the role of Karpenter's nodes has an access entry of its own. A second value
//! would be refused by EKS or break scheduling.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     labels   = { node-tier = "batch" }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     labels   = { workload = "batch" }
//!   }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::RESERVED;
use crate::model::{AccessEntry, Cell, names};

/// The access entry of Karpenter's nodes.
const NODE_ENTRY: &str = "karpenter-node";

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for setting in &model.reserved_settings {
        let error = Diagnostic::error(RESERVED, setting.span, format!("{} is cellc's own", setting.value));
        diagnostics.push(error.label("would be lost").help("remove it, or choose another key"));
    }
    let entries = model.classes.iter().filter(|class| class.name.is_none()).flat_map(|class| &class.access);
    for entry in entries.filter(|entry| entry.name.as_str() == NODE_ENTRY) {
        let headline = format!("the access entry `{NODE_ENTRY}` is cellc's own");
        let error = Diagnostic::error(RESERVED, entry.span(), headline).label("the entry of Karpenter's nodes");
        diagnostics.push(error.help("give this one another name"));
    }
    for cell in &model.cells {
        for entry in &model.class_of(cell).access {
            diagnostics.extend(node_role(cell, entry));
        }
    }
}

/// Nodes have an entry already: Terraform's for Karpenter's role, EKS's own for the system nodes' role.
fn node_role(cell: &Cell, entry: &AccessEntry) -> Option<Diagnostic> {
    let roles = [names::KARPENTER_NODE_ROLE, names::SYSTEM_NODE_ROLE].map(|role| role.of(&cell.cluster));
    let is_node =
        *entry.principal.account() == cell.account.value && roles.iter().any(|role| role == entry.principal.name());
    is_node.then(|| {
        let headline = format!("the nodes of cell `{}` have an access entry already", cell.name.value);
        let error = Diagnostic::error(RESERVED, entry.principal.span, headline).label("a role of nodes");
        error.note("EKS knows one access entry a principal and refuses the second").help("remove the block")
    })
}
