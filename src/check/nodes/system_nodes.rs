//! The system tier has two nodes at least.
//!
//! ## Why
//! The chart of Karpenter runs two replicas that refuse to share a node (required anti-affinity), and CoreDNS has two as
//! well. On one node the second replica of Karpenter stays pending, and while that node is replaced nothing resolves names
//! and nothing starts nodes. Advice in development, a warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "system" {
//!     min = 1
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   node_tier "system" {
//!     min = 2
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SYSTEM_NODES;
use crate::model::{Class, KARPENTER_REPLICAS};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // None at all is another rule's finding.
    let is_one = |class: &Class| (1..KARPENTER_REPLICAS).contains(&class.system.min.value);
    for (environment, class) in model.classes().filter(|(_, class)| is_one(class)) {
        let min = &class.system.min;
        let headline = format!("one system node carries all of {}", class.title());
        let finding = Diagnostic::of_profile(environment.profile, SYSTEM_NODES, min.span, headline).label("one node");
        let finding = finding.note("Karpenter's two replicas and CoreDNS's two want a node each");
        diagnostics.push(finding.help_replacing("write 2", min.span, KARPENTER_REPLICAS.to_string()));
    }
}
