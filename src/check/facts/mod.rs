//! What several rules need to know and is no rule itself.

pub(super) mod addresses;
pub(super) mod cell_networks;
pub(super) mod daemons;
pub(super) mod misspelt_account;
pub(super) mod misspelt_region;
pub(super) mod quota_bounds;
pub(super) mod quota_units;
pub(super) mod quota_usage;
