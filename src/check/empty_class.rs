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

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::EMPTY_CLASS;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut populated = vec![false; model.classes.len()];
    for cell in &model.cells {
        if let Some(slot) = populated.get_mut(cell.class) {
            *slot = true;
        }
    }
    let has_cells = |environment: &crate::values::Name| {
        let classes = model.classes.iter().zip(&populated);
        classes.filter(|(class, _)| class.environment == *environment).any(|(_, populated)| *populated)
    };
    for (class, populated) in model.classes.iter().zip(&populated) {
        // The unnamed class is no news in an environment whose cells all have named ones.
        if *populated || model.cells_are_partial || (class.name.is_none() && has_cells(&class.environment)) {
            continue;
        }
        let warning = Diagnostic::warning(EMPTY_CLASS, class.span(), format!("{} has no cells", class.title()));
        diagnostics.push(warning.label("nothing is generated for it").help("add a cell, or remove the block"));
    }
}
