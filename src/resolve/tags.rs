//! The tags of what Terraform manages.

use std::collections::BTreeMap;

use super::fleet::ResolvedFleet;
use crate::source::Spanned;
use crate::values::{TagKey, TagValue};

/// User tags first, then cellc's own, which nobody can override.
pub(super) fn tags<'a>(
    fleet: &ResolvedFleet,
    declared: impl Iterator<Item = (&'a TagKey, &'a Spanned<TagValue>)>,
    owner: &TagValue,
    cost_centre: &TagValue,
) -> BTreeMap<TagKey, TagValue> {
    let mut tags = BTreeMap::from([(key("Domain"), value(fleet.model.name.as_str()))]);
    tags.extend(declared.map(|(key, value)| (key.clone(), value.value.clone())));
    tags.extend([
        (key("Architecture"), value("Cellular")),
        (key("CostCentre"), cost_centre.clone()),
        (key("Owner"), owner.clone()),
    ]);
    tags
}

pub(super) fn key(text: &str) -> TagKey {
    text.parse().expect("invariant: a word is a tag key")
}

pub(super) fn value(text: &str) -> TagValue {
    text.parse().expect("invariant: a name is a tag value")
}
