//! What the platform's containers request: `catalog/platform_resources.json`.
//!
//! The emitted values and patches come from here. What a chart then really requests is in its facts (`catalog::charts`), which
//! are rendered with those values.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// What a container requests, and the memory with which it ends. There is no limit of CPU: it would slow a controller down
/// while its node is idle.
#[derive(Debug, Deserialize)]
pub struct Amounts {
    /// CPU, as a quantity of Kubernetes.
    pub cpu: String,
    /// Memory, as a quantity of Kubernetes.
    pub memory: String,
    /// The limit of memory, as a quantity of Kubernetes.
    pub memory_limit: String,
}

/// The resources of a container, by the value of its chart that holds them.
#[derive(Debug, Deserialize)]
pub struct ChartContainer {
    chart: String,
    value: String,
    /// What it requests.
    #[serde(flatten)]
    pub amounts: Amounts,
    #[serde(rename = "source")]
    _source: String,
}

impl ChartContainer {
    /// The keys that lead to the value.
    pub fn path(&self) -> impl Iterator<Item = &str> {
        self.value.split('.')
    }
}

/// The resources of a container of Argo CD, which has no values.
#[derive(Debug, Deserialize)]
pub struct ManifestContainer {
    /// Kind of its workload.
    pub kind: String,
    /// Name of its workload.
    pub workload: String,
    /// `containers` or `initContainers`.
    pub list: String,
    /// Its name.
    pub container: String,
    /// What it requests.
    #[serde(flatten)]
    pub amounts: Amounts,
    #[serde(rename = "source")]
    _source: String,
}

/// Pods of an add-on of EKS, as EKS installs it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddOnPods {
    /// Name of the add-on.
    pub add_on: String,
    /// Name of the workload.
    pub workload: String,
    /// Whether there is one on each node.
    #[serde(default)]
    pub daemon: bool,
    /// How many there are elsewhere; 0 for daemons.
    #[serde(default)]
    pub replicas: u32,
    /// Thousandths of a CPU that one requests.
    pub cpu_millicores: u32,
    /// Memory in MiB that one requests.
    pub memory_mib: u32,
    #[serde(rename = "source")]
    _source: String,
}

/// The containers of a chart for which cellc sets resources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_chart(chart: &str) -> impl Iterator<Item = &'static ChartContainer> {
    CATALOG.charts.iter().filter(move |container| container.chart == chart)
}

/// The containers of Argo CD.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn argo_cd() -> &'static [ManifestContainer] {
    &CATALOG.argo_cd
}

/// What a container gets that your own manifest brings into the namespace of Argo CD, where it says nothing.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn argo_cd_others() -> &'static Amounts {
    &CATALOG.argo_cd_others.amounts
}

/// The pods of the add-ons that every cell has.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn add_ons() -> &'static [AddOnPods] {
    &CATALOG.add_ons
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/platform_resources.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/platform_resources.json");

#[derive(Deserialize)]
struct Others {
    #[serde(flatten)]
    amounts: Amounts,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    charts: Vec<ChartContainer>,
    argo_cd_others: Others,
    argo_cd: Vec<ManifestContainer>,
    add_ons: Vec<AddOnPods>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::platform::{AddOnName, ApplicationName};
    use crate::values::Quantity;

    #[test]
    fn every_entry_is_of_something_that_a_cell_runs() {
        assert!(as_of() >= "2026-11-28".parse().unwrap());
        let charts: BTreeSet<&str> = ApplicationName::ALL.iter().map(|name| name.chart().chart.as_str()).collect();
        for ChartContainer { chart, value, .. } in &CATALOG.charts {
            assert!(charts.contains(chart.as_str()), "{chart}: {value}");
        }
        let add_ons: BTreeSet<&str> = add_ons().iter().map(|pods| pods.add_on.as_str()).collect();
        assert_eq!(add_ons, AddOnName::variants().iter().copied().collect());
    }

    #[test]
    fn requests_are_quantities_within_their_limits() {
        let quantity = |text: &str| text.parse::<Quantity>().unwrap();
        let of_charts = CATALOG.charts.iter().map(|container| &container.amounts);
        for amounts in of_charts.chain(argo_cd().iter().map(|container| &container.amounts)) {
            assert!(quantity(&amounts.cpu) > Quantity::whole(0), "{amounts:?}");
            assert!(quantity(&amounts.memory) <= quantity(&amounts.memory_limit), "{amounts:?}");
        }
    }
}
