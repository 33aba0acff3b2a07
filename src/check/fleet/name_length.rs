//! Every name that is derived from a cell's fits its own limit in AWS.
//!
//! ## Why
//! Names in AWS are derived from fleet, environment and cell and never cut, since a cut name can collide. The tightest
//! limit is that of IAM roles, 64 characters with the ending (IAM user guide, "IAM and STS quotas"); clusters take
//! 100, queues 80, rules 64.
//!
//! ## Wrong
//! ```hcl
//! cell "a-name-that-goes-on-and-on-until-the-very-end-of-it" {}
//! ```
//!
//! ## Right
//! ```hcl
//! cell "alpha" {}
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::NAME_LENGTH;
use crate::model::{DerivedName, names};

/// Whether a name that every cell derives from this cluster's is too long: then shorter ones beside it help nobody.
pub(in crate::check) fn is_too_long(cluster: &str) -> bool {
    names::ALL.iter().any(|name| name.of(cluster).len() > name.limit)
}

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let excess = |name: &DerivedName| name.of(&cell.cluster).len().saturating_sub(name.limit);
        let worst = names::ALL.iter().max_by_key(|name| excess(name)).filter(|name| excess(name) > 0);
        let Some(worst) = worst else { continue };
        let (derived, excess) = (worst.of(&cell.cluster), excess(worst));
        let fleet = &model.fleet.name;
        diagnostics.push(
            Diagnostic::error(NAME_LENGTH, cell.span(), format!("the name of cell `{}` is too long", cell.name.value))
                .label(format!("makes the {} `{derived}`", worst.what))
                .also(fleet.span, "the fleet's name is part of it")
                .note(format!("{} characters, AWS takes {} at most", derived.len(), worst.limit))
                .help(format!("shorten the names of fleet, environment and cell by {excess} together")),
        );
    }
}
