//! Applications of the platform: what the Argo CD of each cell installs.

use serde::Serialize;

use crate::platform::{ApplicationName, Settings};
use crate::source::{Span, Spanned};
use crate::values::{ChartRepository, ChartValues, HostedZoneId, ManifestAddress, ReleaseVersion};

/// A chart that every cell of an environment runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Application {
    /// Which.
    pub name: Spanned<ApplicationName>,
    /// Where the chart is: the publisher's repository, unless the specification names another or a mirror.
    pub repository: Spanned<ChartRepository>,
    /// Version of the chart.
    pub version: Spanned<ReleaseVersion>,
    /// Hosted zones, for `external-dns`.
    pub zones: Option<Spanned<Vec<Spanned<HostedZoneId>>>>,
    /// Values over those that cellc sets.
    pub values: Option<Spanned<ChartValues>>,
}

impl Application {
    /// Where it is declared, or what it is the default of.
    pub const fn span(&self) -> Span {
        self.name.span
    }

    /// What the platform's values and identities depend on.
    pub(crate) fn settings(&self) -> Settings<'_> {
        Settings {
            zones: self.zones.iter().flat_map(|zones| zones.iter()).map(|zone| &zone.value).collect(),
            values: self.values.as_ref().map(|values| &values.value),
        }
    }

    /// Whether the chart comes from its publisher.
    pub const fn is_published(&self) -> bool {
        !self.repository.is_written()
    }
}

/// The Argo CD of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArgoCd {
    /// Its release.
    pub version: Spanned<ReleaseVersion>,
    /// Where its `install.yaml` is read: the publisher's, unless the specification names another.
    pub manifest: Spanned<ManifestAddress>,
    /// Whether the manifest is read from the folder of a mirror in the Git repository, and not from its address.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_mirrored: bool,
}

impl ArgoCd {
    /// Whether its manifest is that of the release, from its publisher or a copy of it, and no other.
    pub const fn is_release(&self) -> bool {
        !self.manifest.is_written()
    }

    /// Whether its manifest comes from the publisher.
    pub const fn is_published(&self) -> bool {
        self.is_release() && !self.is_mirrored
    }
}
