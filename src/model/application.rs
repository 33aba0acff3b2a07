//! Applications of the platform: what the Argo CD of each cell installs.

use serde::Serialize;

use crate::source::{Span, Spanned};
use crate::values::{ApplicationName, ChartRepository, ChartValues, HostedZoneId, ManifestAddress, ReleaseVersion};

/// A chart that every cell of an environment runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Application {
    /// Which.
    pub name: Spanned<ApplicationName>,
    /// Where the chart is.
    pub repository: Spanned<ChartRepository>,
    /// Whether the repository is the publisher's.
    pub is_published: bool,
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
}

/// The Argo CD of a cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArgoCd {
    /// Its release.
    pub version: Spanned<ReleaseVersion>,
    /// Where its `install.yaml` is read.
    pub manifest: Spanned<ManifestAddress>,
    /// Whether that is the publisher's.
    pub is_published: bool,
}
