//! The deletion window is one that KMS takes.
//!
//! ## Why
//! KMS deletes a key after a waiting time of 7 to 30 days (KMS API reference, `ScheduleKeyDeletion`). Until then a
//! deletion can be undone, after it everything that the key encrypted is lost.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   encryption = { deletion_window_days = 5 }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   encryption = { deletion_window_days = 30 }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::DELETION_WINDOW;

/// KMS API reference, `ScheduleKeyDeletion`.
const DAYS: std::ops::RangeInclusive<u32> = 7..=30;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let window = &environment.deletion_window_days;
        if !DAYS.contains(&window.value) {
            let headline = format!("KMS cannot wait {} days before it deletes a key", window.value);
            let error = Diagnostic::error(DELETION_WINDOW, window.span, headline).label("not from 7 to 30");
            diagnostics.push(error.help("write a number from 7 to 30; production wants 30"));
        }
    }
}
