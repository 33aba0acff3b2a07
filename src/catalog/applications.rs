//! The releases of charts, and of Argo CD itself, that cells get which name none.
//!
//! They are pinned here, so that a cell that is built next month is a replica of today's, and so that an upgrade is a
//! change that somebody reviews.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::{ChartRepository, Date, ManifestAddress, ReleaseVersion};

/// A chart, and the release of it that is known to exist.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    name: String,
    repository: String,
    /// Name of the chart in its repository.
    pub chart: String,
    version: String,
    oldest_checked: String,
    oldest_minor: u8,
    newest_minor: u8,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
}

impl Chart {
    /// The publisher's repository, as Argo CD takes it.
    ///
    /// # Panics
    /// When the compiled-in data holds another form, which a unit test excludes.
    pub fn repository(&self) -> ChartRepository {
        self.repository.parse().expect("invariant: a unit test reads every repository of the catalog")
    }

    /// The release.
    ///
    /// # Panics
    /// When the compiled-in data holds another form, which a unit test excludes.
    pub fn version(&self) -> ReleaseVersion {
        self.version.parse().expect("invariant: a unit test reads every version of the catalog")
    }

    /// The oldest version for which values, rights in AWS and versions of Kubernetes were checked; the newest one is
    /// [`Chart::version`].
    ///
    /// # Panics
    /// When the compiled-in data holds another form, which a unit test excludes.
    pub fn oldest_checked(&self) -> ReleaseVersion {
        self.oldest_checked.parse().expect("invariant: a unit test reads every version of the catalog")
    }

    /// The Kubernetes minors that the release is made for, oldest and newest: those that its publisher names or tests, and
    /// where no newest is named, the one that it is built for.
    pub const fn minors(&self) -> (u8, u8) {
        (self.oldest_minor, self.newest_minor)
    }
}

/// The chart of an application, by the application's name.
pub fn chart(name: &str) -> Option<&'static Chart> {
    CATALOG.applications.iter().find(|chart| chart.name == name)
}

/// The names of the applications that have a chart.
pub fn names() -> impl Iterator<Item = &'static str> {
    CATALOG.applications.iter().map(|chart| chart.name.as_str())
}

/// The release of Argo CD that bootstraps a cell.
///
/// # Panics
/// When the compiled-in data holds another form, which a unit test excludes.
pub fn argo_cd_version() -> ReleaseVersion {
    CATALOG.argo_cd.version.parse().expect("invariant: a unit test reads every version of the catalog")
}

/// The oldest release of Argo CD for which its manifest was checked; the newest one is [`argo_cd_version`].
///
/// # Panics
/// When the compiled-in data holds another form, which a unit test excludes.
pub fn argo_cd_oldest_checked() -> ReleaseVersion {
    CATALOG.argo_cd.oldest_checked.parse().expect("invariant: a unit test reads every version of the catalog")
}

/// The Kubernetes minors with which that release was tested, oldest and newest.
pub fn argo_cd_minors() -> (u8, u8) {
    (CATALOG.argo_cd.oldest_minor, CATALOG.argo_cd.newest_minor)
}

/// Where the publisher keeps what installs a release of Argo CD without its server: nobody logs in to a cell's Argo CD.
///
/// # Panics
/// Never: a release in an address is an address.
pub fn argo_cd_manifest(version: &ReleaseVersion) -> ManifestAddress {
    let address = format!("https://raw.githubusercontent.com/argoproj/argo-cd/{version}/manifests/core-install.yaml");
    address.parse().expect("invariant: a release in an address is an address")
}

/// The day on which the table was last compared with its sources.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/applications.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/applications.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    argo_cd: ArgoCd,
    applications: Vec<Chart>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArgoCd {
    version: String,
    oldest_checked: String,
    oldest_minor: u8,
    newest_minor: u8,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::catalog::kubernetes::DEFAULT_MINOR;

    #[test]
    fn every_chart_has_a_source() {
        assert!(as_of() >= "2026-11-28".parse().unwrap());
        for chart in &CATALOG.applications {
            assert!(!chart.source.is_empty() && !chart.chart.is_empty(), "{}", chart.name);
            assert_eq!(chart.version().to_string(), chart.version);
            assert_eq!(chart.repository().to_string(), chart.repository);
        }
    }

    #[test]
    fn argo_cd_takes_the_default_version_of_kubernetes() {
        let (oldest, newest) = argo_cd_minors();
        assert!((oldest..=newest).contains(&DEFAULT_MINOR), "{oldest} to {newest}");
    }

    #[test]
    fn argo_cd_is_read_from_its_release() {
        assert!(argo_cd_manifest(&argo_cd_version()).as_str().contains("/v3."));
        assert!(!CATALOG.argo_cd.source.is_empty());
    }

    proptest! {
        #[test]
        fn every_release_has_an_address(text in "v?[0-9]{1,3}[.][0-9]{1,3}[.][0-9]{1,3}([-+][A-Za-z0-9.+-]{1,40})?") {
            if let Ok(version) = text.parse() {
                prop_assert!(argo_cd_manifest(&version).as_str().contains(&text));
            }
        }
    }
}
