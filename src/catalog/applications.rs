//! What a cell's Argo CD installs: versions of charts, and Argo CD's own.

/// The release of Argo CD that bootstraps a cell.
pub const ARGO_CD_VERSION: &str = "v3.2.0";
