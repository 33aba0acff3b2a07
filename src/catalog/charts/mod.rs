//! What charts bring into a cell: the facts that `catalog/charts/render.py` writes down when it renders a pinned chart.
//!
//! The file of an application names the file of its chart, so that a new version of a chart changes data only. Facts are of the
//! values that cellc sets; what a specification changes by `values` of its own is not in them.

mod breaking;
mod image;
mod keys;
mod workload;

use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::IgnoredAny;

pub use breaking::{
    BreakingValue, Condition, PodsOfValue, Wanted, breaking_values, is_false, pod_fields, pods_of_values,
};
pub use image::Image;
pub use keys::{Fault, FaultKind, Keys};
pub use workload::{Container, Requests, Toleration, Workload};

use crate::values::Date;

/// A compiled-in file of facts, which is read when somebody asks for it.
#[derive(Debug)]
pub struct File {
    text: &'static str,
    chart: OnceLock<Chart>,
}

impl File {
    /// The facts in a file of `catalog/charts/`.
    pub const fn of(text: &'static str) -> Self {
        Self { text, chart: OnceLock::new() }
    }

    /// The facts.
    ///
    /// # Panics
    /// When the compiled-in data cannot be read, which a unit test excludes.
    pub fn chart(&self) -> &Chart {
        self.chart.get_or_init(|| serde_json::from_str(self.text).expect("invariant: a unit test reads every chart"))
    }
}

/// Argo CD, which is a manifest and no chart.
pub static ARGO_CD: File = File::of(include_str!("../../../catalog/charts/argo-cd.json"));

/// What a chart brings into a cell with the values that cellc sets.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// The day on which it was rendered.
    pub as_of: Date,
    /// Its name at its publisher.
    pub chart: String,
    /// The version that cells get.
    pub version: String,
    /// The version that was rendered: the nearest one where the other could not be had.
    pub rendered_version: String,
    /// Repository and tag of its source.
    pub source: String,
    /// What else a reader should know.
    pub note: Option<String>,
    /// Charts inside it that were not there when it was rendered, because they are off.
    #[serde(default)]
    pub left_out: Vec<String>,
    /// Version of the program.
    pub application_version: Option<String>,
    /// The range of Kubernetes that the chart admits, as Helm reads it; [`None`] where it names none.
    pub kubernetes: Option<String>,
    /// What its publisher's own policies allow; [`None`] where the publisher has none beside the chart.
    pub policy: Option<Policy>,
    /// The values with which it was rendered.
    pub values: serde_json::Map<String, serde_json::Value>,
    /// The kinds of its objects, as `group/Kind`.
    pub kinds: Vec<String>,
    /// The kinds of those objects that are different whenever it is rendered, as `group/Kind`.
    pub unstable: Vec<String>,
    #[serde(rename = "roles")]
    _roles: IgnoredAny,
    #[serde(rename = "webhooks")]
    _webhooks: IgnoredAny,
    /// Workloads, those of the chart and those that its operators make of its objects.
    pub pods: Vec<Workload>,
    /// The values that it knows; [`None`] for a manifest.
    pub keys: Option<Keys>,
}

/// What the publisher of a chart lets its program do in AWS.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The files of its source that say so.
    pub files: Vec<String>,
    /// Actions of IAM, as `service:Action`.
    pub actions: Vec<String>,
}

impl Chart {
    /// The registries of all images, each once, by name.
    pub fn registries(&self) -> Vec<&str> {
        let containers = self.pods.iter().flat_map(Workload::all_containers);
        let mut names: Vec<&str> = containers.map(|container| container.image.registry.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests;
