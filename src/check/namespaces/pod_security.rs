//! Pods of a namespace cannot take over their node.
//!
//! ## Why
//! With the Pod Security Standard `privileged` a pod may run as root on its node, mount its disk and read the credentials of
//! every other pod there; that is for agents of the platform (Kubernetes, "Pod Security Standards"). Advice in development, a
//! warning in staging, an error in production. `baseline` closes the known ways out of a container but lets it run as root:
//! advice in production, where `restricted` is the default.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   namespace "fraud" {
//!     pod_security = "privileged"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   namespace "fraud" {
//!     pod_security = "restricted"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::POD_SECURITY;
use crate::values::{PodSecurity, Profile};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, namespace) in model.namespaces() {
        let (name, level) = (&namespace.name.value, namespace.pod_security);
        let profile = model.profile_of(&namespace.environment, environment);
        let finding = match level.value {
            PodSecurity::Privileged => {
                let headline = format!("pods of namespace `{name}` may take over their nodes");
                let finding = Diagnostic::of_profile(profile, POD_SECURITY, level.span, headline);
                finding.label("root on the node, if they like")
            }
            PodSecurity::Baseline if profile == Profile::Production => {
                let headline = format!("containers of namespace `{name}` may run as root");
                Diagnostic::advice(POD_SECURITY, level.span, headline).label("`restricted` does not let them")
            }
            PodSecurity::Baseline | PodSecurity::Restricted => continue,
        };
        diagnostics.push(finding.help_replacing("write `restricted`", level.span, "\"restricted\""));
    }
}
