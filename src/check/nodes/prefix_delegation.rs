//! Prefixes are handed out only on instances that can have them.
//!
//! ## Why
//! The VPC CNI delegates prefixes on Nitro instances only (EKS best practices, "Prefix mode for Linux"). On others it falls
//! back to single addresses, and the node takes a fraction of the pods that everybody counts on. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     instance_types = ["m4.xlarge"]
//!   }
//!   add_on "vpc-cni" {
//!     prefix_delegation = true
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     instance_types = ["m7g.large"]
//!   }
//!   add_on "vpc-cni" {
//!     prefix_delegation = true
//!   }
//! }
//! ```

use crate::catalog::instance_types;
use crate::catalog::pods::AddressMode;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PREFIX_DELEGATION;
use crate::values::AddOnName;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes().filter(|(_, class)| class.address_mode() == AddressMode::Prefix) {
        let setting = class.add_ons.get(&AddOnName::VpcCni).map_or(class.span(), |cni| cni.prefix_delegation.span);
        for kind in class.system.instance_types.iter() {
            let has_none = instance_types::get(&kind.to_string()).is_some_and(|facts| !facts.supports_prefixes());
            if has_none {
                let headline = format!("`{}` cannot have prefixes", kind.value);
                let warning = Diagnostic::warning(PREFIX_DELEGATION, kind.span, headline).label("not a Nitro instance");
                let warning = warning.also(setting, "wanted here").help("take a Nitro type, such as `m7g.large`");
                diagnostics.push(warning);
            }
        }
    }
}
