//! What the fleet declares that cells share.

use std::collections::BTreeMap;

use crate::model::DeclaredFate;
use crate::source::Spanned;
use crate::spec::Spec;
use crate::values::Name;

/// The `shared_fate` blocks, by name.
pub(super) fn declared(spec: &Spec) -> BTreeMap<Name, DeclaredFate> {
    let blocks = spec.shared_fate.iter().map(|(name, entry)| {
        let block = &entry.block;
        let fate = DeclaredFate {
            name: Spanned::new(name.clone(), entry.span()),
            of: block.of.value.clone(),
            reason: block.reason.value.clone(),
            blast_radius: block.blast_radius,
        };
        (name.clone(), fate)
    });
    blocks.collect()
}
