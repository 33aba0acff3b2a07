//! `Chart.yaml` of Helm, with the fields that cellc writes.
//!
//! Source: helm/helm, `pkg/chart/v2/metadata.go` and `pkg/chart/v2/dependency.go`.

use serde::Serialize;

/// The version of the format that knows dependencies.
pub const API_VERSION: &str = "v2";
/// How cellc calls `Chart.yaml`, which names no kind.
pub const CHART: &str = "Chart";
/// How cellc calls the values of a chart, which name no kind.
pub const VALUES: &str = "Values";

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chart {
    /// [`API_VERSION`]
    pub api_version: &'static str,
    /// Name.
    pub name: String,
    /// For people.
    pub description: String,
    /// Version of the chart itself, which Helm requires.
    pub version: &'static str,
    /// The charts that it consists of.
    pub dependencies: Vec<Dependency>,
}

/// A chart that another one consists of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dependency {
    /// Its name in the repository, and the key of its values.
    pub name: String,
    /// One version; Helm would also take a range.
    pub version: String,
    /// Address of the repository: `https://…`, or `oci://` with a registry and a path.
    pub repository: String,
}
