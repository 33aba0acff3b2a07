//! Priority and ingress classes that a namespace names are spelled right.
//!
//! ## Why
//! `priorities` and `ingress_classes` become an admission policy: what is not in the list is refused. A cluster can have classes
//! that cellc knows nothing about, so any name is possible; but one letter off a class that comes with the cell is a typing error,
//! and every pod that names the right one would be refused. Other names get advice: somebody else has to make the class. An
//! `allow` block accepts a class that really has such a name.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {
//!     priorities = ["business-critcal"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {
//!     priorities = ["business-critical"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::CLASS_NAMES;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{INGRESS_CLASS, PROTECTED_PRIORITIES, WORKLOAD_PRIORITIES};
use crate::source::{Span, Spanned};
use crate::values::Name;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let priorities = [WORKLOAD_PRIORITIES.as_slice(), &PROTECTED_PRIORITIES].concat();
    for (_, namespace) in model.namespaces() {
        let admission = &namespace.admission;
        diagnostics.extend(unknown("priority class", "a pod", &admission.priorities, &priorities));
        // Where nobody reaches a namespace, its classes are another rule's finding.
        if namespace.exposed.is_some() {
            diagnostics.extend(unknown("ingress class", "an Ingress", &admission.ingress_classes, &[INGRESS_CLASS]));
        }
    }
}

/// The names that no class of the cell has. Defaults are always known.
fn unknown<'a>(
    kind: &'a str,
    user: &'a str,
    names: &'a [Spanned<Name>],
    known: &'a [&'a str],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let names = names.iter().filter(|name| !known.contains(&name.as_str()));
    names.map(move |name| judge(kind, user, name.as_str(), name.span, known))
}

fn judge(kind: &str, user: &str, name: &str, span: Span, known: &[&str]) -> Diagnostic {
    let headline = format!("no {kind} `{name}` comes with the cell");
    let near = did_you_mean(name, known.iter().copied());
    match near.as_ref().filter(|near| near.certain().is_some()) {
        Some(near) => Diagnostic::error(CLASS_NAMES, span, headline)
            .label(format!("one letter off `{near}`"))
            .help_near(near, span)
            .unless_helped(),
        None => Diagnostic::advice(CLASS_NAMES, span, headline)
            .label("made by somebody else, or by nobody")
            .help_if_some(near.map(|near| near.question()))
            .help(format!("make sure that the class is in the cluster before {user} names it")),
    }
}
