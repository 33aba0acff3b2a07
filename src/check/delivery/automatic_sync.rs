//! In production a sync is a deliberate act.
//!
//! ## Why
//! With automatic sync the merge of a commit that moves a pin is in the cell a few minutes later, and what the new revision leaves
//! out is deleted. In production somebody decides when that happens, cell by cell and at a time when people watch: the pin moves,
//! and the sync is a second act. An error there, which an `allow` block accepts; in other environments it is the default. The
//! `root` Application, which only reads pins, syncs by itself everywhere.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   sync = "automatic"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   sync = "manual"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::AUTOMATIC_SYNC;
use crate::values::{Profile, SyncMode};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_none() {
        return;
    }
    let environments = model.environments.values().filter(|environment| environment.profile == Profile::Production);
    for environment in environments.filter(|environment| environment.sync.value == SyncMode::Automatic) {
        let headline = format!("cells of environment `{}` change as soon as a pin moves", environment.name.value);
        let finding = Diagnostic::of_profile(environment.profile, AUTOMATIC_SYNC, environment.sync.span, headline);
        let finding = finding.label("without anybody who decides");
        diagnostics.push(finding.help_replacing("write `manual`", environment.sync.span, "\"manual\""));
    }
}
