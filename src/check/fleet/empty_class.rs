//! A class without cells makes no output, which its author may not expect.
//!
//! ## Why
//! A class becomes a module when a cell uses it. Without cells nothing is generated, and an environment without any
//! may be a typing error in the `environment` of a cell. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   class "large" {}
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   class "large" {}
//! }
//! cell "alpha" {
//!   environment = "dev"
//!   class       = "large"
//! }
//! ```

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::EMPTY_CLASS;
use crate::model::Part;
use crate::values::{ClassId, EnvironmentId};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.partial.contains(Part::Cells) {
        return;
    }
    let populated: BTreeSet<&ClassId> = model.cells.iter().map(|cell| &cell.class).collect();
    let environments: BTreeSet<&EnvironmentId> = populated.iter().map(|class| &class.environment).collect();
    for (environment, class) in model.classes() {
        // The environment's own class is no news where all cells have named ones.
        let is_own = class.id.name.is_none() && environments.contains(&environment.name.value);
        if populated.contains(&class.id.value) || is_own {
            continue;
        }
        let warning = Diagnostic::warning(EMPTY_CLASS, class.span(), format!("{} has no cells", class.title()));
        diagnostics.push(warning.label("nothing is generated for it").help("add a cell, or remove the block"));
    }
}
