//! `applications/`: one Argo CD Application a file, in the order in which a cell comes to life; and the values of its chart.
//!
//! `root` reads this folder on the branch, so what is written here reaches pinned cells at once: pins, and nothing else that
//! changes from one revision to the next.
//!
//! A file here says what is special about one chart: its values, where its pods run, what Argo CD must not take for drift.

mod aws_load_balancer_controller;
mod cert_manager;
mod chart;
mod cloudwatch;
mod external_dns;
mod external_secrets;
mod folder;
mod karpenter;
mod kubecost;
mod metrics_server;
mod prometheus;
mod values;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::CellContext;
use super::names::{in_argo_cd, labels};
use crate::kubernetes::ManifestFile;
use crate::kubernetes::argo_cd::{CASCADE, SYNC_OPTIONS, SYNC_WAVE};
use crate::values::{ApplicationName, SyncMode};

/// The label by which a person syncs one wave after the other where a sync is a deliberate act.
const WAVE: &str = "cellc.io/wave";

/// When an Application is synced: after all of the waves before it are healthy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wave {
    /// Argo CD itself, and the projects that say which kinds all others may apply.
    Delivery,
    /// The base objects, and what defines kinds that others use.
    Definitions,
    /// Controllers.
    Controllers,
    /// The pools of Karpenter.
    Pools,
    /// Namespaces.
    Namespaces,
    /// Everything else.
    Rest,
}

impl Wave {
    const fn number(self) -> &'static str {
        match self {
            Self::Delivery => "0",
            Self::Definitions => "1",
            Self::Controllers => "2",
            Self::Pools => "3",
            Self::Namespaces => "4",
            Self::Rest => "5",
        }
    }
}

/// Two files for each application, and one for each folder of the cell.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    let mut files = folder::files(context);
    for application in &context.environment.applications {
        if application.name.value == ApplicationName::Karpenter {
            files.push(chart::definitions(context));
        }
        let mut release = release(context, application.name.value);
        files.push(values::file(context, application, &mut release));
        files.push(chart::file(context, application.name.value, release));
    }
    files
}

fn release(context: &CellContext<'_>, name: ApplicationName) -> chart::Release {
    match name {
        ApplicationName::LoadBalancerController => aws_load_balancer_controller::release(context),
        ApplicationName::CertManager => cert_manager::release(context),
        ApplicationName::CloudWatch => cloudwatch::release(context),
        ApplicationName::ExternalDns => external_dns::release(context),
        ApplicationName::ExternalSecrets => external_secrets::release(context),
        ApplicationName::Karpenter => karpenter::release(context),
        ApplicationName::Kubecost => kubecost::release(context),
        ApplicationName::MetricsServer => metrics_server::release(context),
        ApplicationName::Prometheus => prometheus::release(context),
    }
}

/// What an Application is called, and when it is synced. Where a sync is a deliberate act, so is the end of an Application:
/// `root` syncs by itself and leaves one alone that is no longer in Git.
fn metadata(context: &CellContext<'_>, name: &str, wave: Wave) -> ObjectMeta {
    let mut metadata = in_argo_cd(name);
    let order = (SYNC_WAVE.to_owned(), wave.number().to_owned());
    let kept = match context.environment.sync.value {
        SyncMode::Automatic => None,
        SyncMode::Manual => Some((SYNC_OPTIONS.to_owned(), "Prune=false".to_owned())),
    };
    metadata.annotations = Some([order].into_iter().chain(kept).collect());
    let of_wave = (WAVE.to_owned(), wave.number().to_owned());
    metadata.labels = Some(labels().into_iter().chain([of_wave]).collect());
    metadata
}

/// The same for what may go with everything that it made, when it is taken out of the specification.
fn removable(context: &CellContext<'_>, name: &str, wave: Wave) -> ObjectMeta {
    ObjectMeta { finalizers: Some(vec![CASCADE.to_owned()]), ..metadata(context, name, wave) }
}
