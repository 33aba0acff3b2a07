//! Defaults that change with the data in `catalog/`, as the reference shows them.

use crate::catalog::{add_ons, applications, kubernetes, node_images};
use crate::values::{AddOnName, ApplicationName, NodeImage};

/// The Kubernetes version of cells.
pub(super) fn kubernetes() -> String {
    format!("`1.{}`", kubernetes::DEFAULT_MINOR)
}

/// The release of Argo CD.
pub(super) fn argo_cd() -> String {
    format!("`{}`", applications::argo_cd_version())
}

/// The version of each application's chart.
pub(super) fn charts() -> String {
    each(ApplicationName::ALL.iter().map(|name| (applications::chart(*name).version().to_string(), name.as_str())))
}

/// The version of each node image.
pub(super) fn node_images() -> String {
    each(NodeImage::ALL.iter().map(|image| (node_images::version(*image).to_string(), image.as_str())))
}

/// The version of each add-on for the default version of Kubernetes.
pub(super) fn add_ons() -> String {
    let version = |name: &AddOnName| {
        let entry = add_ons::entry(name.as_str(), kubernetes::DEFAULT_MINOR)?;
        Some((entry.parsed().to_string(), name.as_str()))
    };
    format!("with Kubernetes {}, {}", kubernetes(), each(AddOnName::ALL.iter().filter_map(version)))
}

fn each(values: impl Iterator<Item = (String, &'static str)>) -> String {
    let values: Vec<String> = values.map(|(value, name)| format!("`{value}` for `{name}`")).collect();
    match values.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "none".to_owned(),
    }
}
