//! Session Manager is a way out of an isolated cell.
//!
//! ## Why
//! A session runs through the endpoint `ssmmessages`, for which AWS documents no endpoint policy: whoever is on a node can hold a session with
//! another account's Systems Manager and carry data through it. A shell on a node is also past Kubernetes, its access entries and its
//! audit log. A warning in a cell without a way out; elsewhere the same data could leave through NAT.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   nat             = "none"
//!   session_manager = true
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   nat = "none"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SESSION_CHANNEL;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let classes = model.classes().map(|(_, class)| class);
    for class in classes.filter(|class| class.is_isolated() && class.session_manager.value) {
        let headline = format!("sessions of Session Manager are a way out of the cells of {}", class.title());
        diagnostics.push(
            Diagnostic::warning(SESSION_CHANNEL, class.session_manager.span, headline)
                .label("its endpoint takes no policy")
                .also(class.nat.span, "no other way out")
                .help("leave it out and use `kubectl debug`, or say in an `allow` block why sessions are needed"),
        );
    }
}
