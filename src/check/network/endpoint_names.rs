//! Interface endpoints are wanted only where cellc knows their names.
//!
//! ## Why
//! The name of a VPC endpoint's service differs between partitions, and for the isolated ones and the European one
//! there is no public list. A cell without NAT cannot do without endpoints, so it would fail at apply.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   region = "eusc-de-east-1"
//!   interface_endpoints = ["ecr.api"]
//!   access "platform" {
//!     principal = "arn:aws-eusc:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   region = "eusc-de-east-1"
//!   access "platform" {
//!     principal = "arn:aws-eusc:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ENDPOINT_NAMES;
use crate::model::{Class, Environment};
use crate::values::Partition;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes().filter(|(_, class)| !class.interface_endpoints.is_empty()) {
        diagnostics.extend(endpoint_names(environment, class));
    }
}

fn endpoint_names(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let partition = environment.partition();
    if matches!(partition, Partition::Aws | Partition::UsGov | Partition::China) {
        return None;
    }
    let headline = format!("the names of interface endpoints in partition `{partition}` are not known");
    let error = Diagnostic::error(ENDPOINT_NAMES, class.nat.span, headline).label("needs interface endpoints");
    Some(error.help("use NAT gateways, and leave `interface_endpoints` out"))
}
