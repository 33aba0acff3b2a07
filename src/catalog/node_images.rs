//! The version of each node image that Karpenter tiers get which name none.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::{AmiVersion, Date, NodeImage};

/// The version of an image. It is pinned here, so that nodes change only when somebody reviews it.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn version(image: NodeImage) -> AmiVersion {
    let entry = CATALOG.images.iter().find(|entry| entry.family == image.as_str());
    let version = entry.and_then(|entry| entry.version.parse().ok());
    version.expect("invariant: catalog/node_images.json has every family, with a version")
}

/// The Kubernetes minors that [`version`] has images for, oldest and newest.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn minors(image: NodeImage) -> (u8, u8) {
    let entry = CATALOG.images.iter().find(|entry| entry.family == image.as_str());
    let entry = entry.expect("invariant: catalog/node_images.json has every family, with a version");
    (entry.oldest_minor, entry.newest_minor)
}

/// The oldest version that is known to have images for Kubernetes `1.<minor>`; [`None`] where nothing says which it is.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn first(image: NodeImage, minor: u8) -> Option<AmiVersion> {
    let entry = CATALOG.images.iter().find(|entry| entry.family == image.as_str())?;
    entry.first.iter().find(|first| first.minor == minor)?.version.parse().ok()
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/node_images.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/node_images.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    images: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    family: String,
    version: String,
    oldest_minor: u8,
    newest_minor: u8,
    first: Vec<First>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
}

/// The oldest version that is known to have images for a minor.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    minor: u8,
    version: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::kubernetes::DEFAULT_MINOR;

    #[test]
    fn every_image_has_a_pinned_version_with_a_source() {
        assert!(as_of() >= "2026-11-28".parse().unwrap());
        assert_eq!(CATALOG.images.len(), NodeImage::ALL.len());
        assert!(CATALOG.images.iter().all(|entry| !entry.source.is_empty()));
        for image in NodeImage::ALL {
            assert!(!version(*image).is_latest(), "{image}");
        }
        for entry in &CATALOG.images {
            assert!((entry.oldest_minor..=entry.newest_minor).contains(&DEFAULT_MINOR), "{}", entry.family);
            assert!(entry.first.is_sorted_by(|one, next| one.minor < next.minor), "{}", entry.family);
            assert!(entry.first.iter().all(|first| first.version.parse::<AmiVersion>().is_ok()), "{}", entry.family);
        }
        assert!(version(NodeImage::Al2023).is_day());
        assert!(!version(NodeImage::Bottlerocket).is_day());
    }
}
