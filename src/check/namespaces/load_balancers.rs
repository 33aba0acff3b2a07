//! Load balancers belong to namespaces that they may reach.
//!
//! ## Why
//! `load_balancers` counts Services of type `LoadBalancer`. Without `exposure` no network policy admits a load balancer: AWS would
//! charge for one whose targets never get healthy. `ingress_classes` has no effect there either, because Ingresses are refused.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {
//!     load_balancers = 1
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {
//!     exposure       = "internal"
//!     ports          = [8080]
//!     load_balancers = 1
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::LOAD_BALANCERS;
use crate::model::Namespace;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not missing.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        let count = namespace.admission.load_balancers;
        if count.value > 0 && namespace.exposed.is_none() {
            let headline = format!("load balancers of namespace `{}` reach nothing", namespace.name.value);
            let error = Diagnostic::error(LOAD_BALANCERS, count.span, headline).label("no `exposure`");
            diagnostics.push(error.help("add `exposure` and `ports`, or remove `load_balancers`"));
        }
        diagnostics.extend(ingress_classes(namespace));
    }
}

/// Classes of Ingresses that the namespace may not have.
fn ingress_classes(namespace: &Namespace) -> Option<Diagnostic> {
    let mut written = namespace.admission.ingress_classes.iter();
    let class = written.find(|class| class.is_written())?;
    namespace.exposed.is_none().then(|| {
        let headline = format!("namespace `{}` names classes for Ingresses that it may not have", namespace.name.value);
        let error = Diagnostic::error(LOAD_BALANCERS, class.span, headline).label("no `exposure`");
        error.help("add `exposure` and `ports`, or remove `ingress_classes`")
    })
}
