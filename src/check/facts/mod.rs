//! What several rules need to know and is no rule itself.

pub(super) mod addresses;
pub(super) mod cell_networks;
pub(super) mod chart_values;
pub(super) mod daemons;
pub(super) mod endpoints;
pub(super) mod image_registries;
pub(super) mod kubernetes_versions;
pub(super) mod mirrors;
pub(super) mod misspelt_account;
pub(super) mod misspelt_region;
pub(super) mod names;
pub(super) mod namespaces;
pub(super) mod networks;
pub(super) mod node_groups;
pub(super) mod powers;
pub(super) mod quota_bounds;
pub(super) mod quota_units;
pub(super) mod roles;
pub(super) mod tenants;
pub(super) mod tier_requirements;
