//! `charts/<application>/Chart.yaml`: which release of a chart an application is.
//!
//! Each application is a chart of its own that consists of the publisher's chart. So its version and its values are files in
//! the tree that a cell is pinned to, while its Application, which `root` reads on the branch, holds nothing but the pin.
//! Argo CD runs `helm dependency build` before it renders such a folder (argoproj/argo-cd,
//! `reposerver/repository/repository.go`). Names do not change by it: templates go by the name of the release and of the
//! publisher's chart.

use super::ClassContext;
use crate::catalog::applications::chart;
use crate::kubernetes::helm::{API_VERSION, CHART, Chart, Dependency};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Application;
use crate::values::{ApplicationName, ChartRepository};

/// The folder of a cell that holds its charts.
pub(super) const FOLDER: &str = "charts";
/// The file with the values of a chart.
pub(super) const VALUES: &str = "values.yaml";
/// The chart that brings Karpenter's definitions, since Helm never updates those of the controller's own chart.
pub(super) const KARPENTER_DEFINITIONS: &str = "karpenter-crd";
/// What it is for.
pub(super) const OF_DEFINITIONS: &str = "The kinds that Karpenter knows: NodePool, NodeClaim, EC2NodeClass.";

/// One file for each chart.
pub(super) fn files(context: &ClassContext<'_>) -> Vec<ManifestFile> {
    let mut files = Vec::new();
    for application in &context.environment.applications {
        let name = application.name.value;
        if name == ApplicationName::Karpenter {
            files.push(file(context, application, (KARPENTER_DEFINITIONS, KARPENTER_DEFINITIONS), OF_DEFINITIONS));
        }
        files.push(file(context, application, (name.as_str(), &chart(name).chart), purpose(name)));
    }
    files
}

fn file(
    context: &ClassContext<'_>,
    application: &Application,
    (name, publishers): (&str, &str),
    purpose: &str,
) -> ManifestFile {
    let dependency = Dependency {
        name: publishers.to_owned(),
        version: application.version.to_string(),
        repository: address(&application.repository),
    };
    let chart = Chart {
        api_version: API_VERSION,
        name: name.to_owned(),
        description: purpose.to_owned(),
        version: "0.0.0",
        dependencies: vec![dependency],
    };
    let purpose =
        "Chart and version for this cell. Takes effect when the cell's pin moves to a revision with this file.";
    let object = Object::of_tool(CHART, &chart)
        .because("Never published, so its own version says nothing. The dependency is pinned exactly; Argo CD fetches it when it")
        .because("renders this folder, and needs no Chart.lock for that.");
    context.file(&format!("{FOLDER}/{name}/Chart.yaml"), purpose, vec![object])
}

/// Argo CD knows OCI registries without `oci://`, and Helm with it.
fn address(repository: &ChartRepository) -> String {
    let repository = repository.as_str();
    if repository.starts_with("https://") { repository.to_owned() } else { format!("oci://{repository}") }
}

/// What an application is for.
pub(super) const fn purpose(name: ApplicationName) -> &'static str {
    match name {
        ApplicationName::LoadBalancerController => "Load balancers for Ingresses and Services of this cell.",
        ApplicationName::CertManager => "Certificates inside the cell.",
        ApplicationName::CloudWatch => "Logs and metrics of nodes and containers in CloudWatch.",
        ApplicationName::ExternalDns => "Names of this cell in Route 53.",
        ApplicationName::ExternalSecrets => "Secrets of this cell in AWS as Kubernetes Secrets.",
        ApplicationName::Karpenter => "Nodes for every tier but `system`.",
        ApplicationName::Kubecost => "Cost by namespace.",
        ApplicationName::MetricsServer => "CPU and memory of pods, for autoscalers and `kubectl top`.",
        ApplicationName::Prometheus => "Prometheus, its operator and Alertmanager.",
    }
}
