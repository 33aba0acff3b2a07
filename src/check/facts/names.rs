//! What names give away.

use crate::model::names;
use crate::values::EnvironmentId;

/// Whether a name that every cell derives from this cluster's is too long: then shorter ones beside it help nobody.
pub(in crate::check) fn is_too_long(cluster: &str) -> bool {
    names::all().any(|name| name.of(cluster).len() > name.limit)
}

/// What production is called. `preprod` and the like are not among them.
const NAMES: [&str; 4] = ["live", "prd", "prod", "production"];

/// Whether everybody who reads the name takes it for production.
pub(in crate::check) fn is_called_production(environment: &EnvironmentId) -> bool {
    NAMES.contains(&environment.as_str().split('-').next().unwrap_or_default())
}
