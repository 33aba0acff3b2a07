//! The Kubernetes API endpoint.

use serde::Serialize;

use crate::source::Spanned;
use crate::values::Cidr;

/// The Kubernetes API endpoint; the private one is always on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Endpoint {
    /// Whether the internet reaches it.
    pub public: bool,
    /// Ranges that may reach the public endpoint.
    pub cidrs: Vec<Spanned<Cidr>>,
}
