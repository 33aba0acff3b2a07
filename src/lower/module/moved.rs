//! `moved.tf`: where state that cellc 0.1 wrote has what is now keyed by what AWS knows it by.
//!
//! Computed from the labels of the spec, as 0.1 made its addresses of them, and never from an earlier output. A label is
//! renamed after the first apply of this release, not with it: the old address follows from the label. State that has the
//! new addresses already is not touched.

use super::access::BY_PRINCIPAL;
use super::workload_identities::{self, BY_SERVICE_ACCOUNT};
use super::{Content, ModuleContext, identifier};
use crate::terraform::{BodyBuilder, Expression, block, path};

/// Name of the file.
pub(super) const FILE: &str = "moved.tf";

/// The last minor release, of major 0, that writes this file. A test fails in the next one, until the file and what names it
/// are deleted.
#[cfg(test)]
const LAST_MINOR: &str = "2";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut blocks = Vec::new();
    for access in &context.environment.access {
        let (label, principal) = (identifier(&access.name.value), access.principal.to_string());
        blocks.push(moved("aws_eks_access_entry", &label, BY_PRINCIPAL, &principal));
        if access.eks_policy().is_some() {
            blocks.push(moved("aws_eks_access_policy_association", &label, BY_PRINCIPAL, &principal));
        }
    }
    for identity in workload_identities::associated(&context.environment.workload_identities) {
        let (label, account) = (workload_identities::label(identity), workload_identities::account(identity));
        blocks.push(moved("aws_eks_pod_identity_association", &label, BY_SERVICE_ACCOUNT, &account));
    }
    let purpose =
        "State of cellc 0.1 has these by their labels. The next minor release of cellc no longer writes this file.";
    (FILE, purpose, file!(), blocks)
}

fn moved(kind: &str, label: &str, name: &str, key: &str) -> BodyBuilder {
    let resource = |name: &str| path(kind).attribute(name);
    block("moved").set("from", resource(label)).set("to", resource(name).index(Expression::from(key)))
}

#[cfg(test)]
mod tests {
    use super::LAST_MINOR;

    /// What 0.1 wrote is planned without a loss by the release that follows it; who skips that one, applies it first.
    #[test]
    fn the_file_goes_with_the_next_minor_release() {
        let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
        assert_eq!(
            (major, minor),
            ("0", LAST_MINOR),
            "delete src/lower/module/moved.rs, its lines in src/lower/module/mod.rs and in src/check/fleet/reserved.rs, and its row in docs/operations.md"
        );
    }
}
