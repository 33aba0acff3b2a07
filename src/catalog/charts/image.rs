//! Images of containers.

use serde::Deserialize;

/// An image, as a container runtime reads its name.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Image {
    /// Host of the registry.
    pub registry: String,
    /// Path in the registry.
    pub repository: String,
    /// Tag; [`None`] where a digest alone names the image.
    pub tag: Option<String>,
    /// Digest with its algorithm.
    pub digest: Option<String>,
}

impl Image {
    /// Its registry and its repository, which is its name without a tag.
    pub fn name(&self) -> String {
        format!("{}/{}", self.registry, self.repository)
    }
}
