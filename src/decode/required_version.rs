//! Which versions of cellc a specification admits: looked at before anything else is read.
//!
//! A specification for a newer cellc may hold keys and blocks that this one does not know. Each of them would be a finding,
//! and none of them the cause.

use crate::diagnostic::{Diagnostic, codes};
use crate::parse::{Entry, Node, Value};
use crate::source::Spanned;
use crate::values::{Release, VersionConstraint};

/// What the version of this compiler is.
const OWN: &str = env!("CARGO_PKG_VERSION");

/// One finding for each `required_version` of a fleet that does not admit this cellc. Constraints that cannot be read are
/// left to the reader of the block.
pub(crate) fn refusals(root: &Node) -> Vec<Diagnostic> {
    let fleets = entries(root).filter(|entry| entry.key == "fleet");
    let bodies = fleets.flat_map(|fleet| {
        // The names of blocks stand before the body in HCL, and around it in JSON.
        let named = if fleet.is_block { std::slice::from_ref(fleet).iter() } else { map(&fleet.node).iter() };
        named.flat_map(|entry| entries(&entry.node))
    });
    bodies
        .filter(|entry| entry.key == "required_version")
        .filter_map(constraint)
        .filter_map(|constraint| refusal_of(&constraint))
        .collect()
}

/// The finding for one constraint, if it does not admit this cellc.
pub(crate) fn refusal_of(constraint: &Spanned<VersionConstraint>) -> Option<Diagnostic> {
    let own = own();
    if constraint.allows(own) {
        return None;
    }
    let headline = format!("this spec requires cellc `{}`, and this is cellc {OWN}", constraint.value);
    let error = Diagnostic::error(codes::REQUIRED_VERSION, constraint.span, headline)
        .label(format!("does not admit {OWN}"))
        .note("nothing else was checked: this version may not know what the spec says");
    let minimum = constraint.minimum().filter(|minimum| *minimum > own);
    Some(error.help(match (constraint.exact(), minimum) {
        (Some(exact), _) => {
            format!("install cellc {exact}; or change `required_version`, after a review of what {OWN} generates")
        }
        (None, Some(minimum)) => {
            format!("install cellc {minimum} or a later version that `{}` admits", constraint.value)
        }
        (None, None) => format!(
            "install a cellc that `{}` admits; or change `required_version`, after a review of what {OWN} generates",
            constraint.value
        ),
    }))
}

/// Without its pre-release: constraints know none.
fn own() -> Release {
    let part = |text: &str| text.parse().unwrap_or(0);
    Release::new(
        part(env!("CARGO_PKG_VERSION_MAJOR")),
        part(env!("CARGO_PKG_VERSION_MINOR")),
        part(env!("CARGO_PKG_VERSION_PATCH")),
    )
}

fn constraint(entry: &Entry) -> Option<Spanned<VersionConstraint>> {
    let Value::String(text) = &entry.node.value else { return None };
    Some(Spanned::new(text.parse().ok()?, entry.node.span))
}

fn entries(node: &Node) -> impl Iterator<Item = &Entry> {
    map(node).iter()
}

fn map(node: &Node) -> &[Entry] {
    if let Value::Map(entries) = &node.value { entries } else { &[] }
}
