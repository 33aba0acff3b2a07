//! `applications/`: one Argo CD Application a file, in the order in which a cell comes to life; and the values of its chart.
//!
//! `root` reads this folder on the branch, so what is written here reaches pinned cells at once: pins, and nothing else that
//! changes from one revision to the next.
//!
//! What is special about an application is in `platform/`: its values, where its pods run, what Argo CD must not take for drift.

mod chart;
mod folder;
mod mirror;
mod values;

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde_json::{Value, json};

use super::names::{in_argo_cd, labels};
use super::{CellContext, base, placement};
use crate::catalog::instance_types::Accelerator;
use crate::catalog::platform_resources::Amounts;
use crate::kubernetes::ManifestFile;
use crate::kubernetes::argo_cd::{CASCADE, SYNC_OPTIONS, SYNC_WAVE};
use crate::model::names::{QUEUE, cell_domain};
use crate::platform::{Cell, Wave};
use crate::values::SyncMode;

/// The label by which a person syncs one wave after the other where a sync is a deliberate act.
const WAVE: &str = "cellc.io/wave";

/// Two files for each application, and one for each folder of the cell.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    let mut files = folder::files(context);
    let may_have = |accelerator| context.class.may_have(accelerator);
    let cell = of_platform(context, &may_have);
    for application in &context.environment.applications {
        let name = application.name.value;
        files.extend(
            name.facts().definitions.as_ref().map(|definitions| chart::definitions(context, name, definitions)),
        );
        files.push(values::file(context, application, &cell));
        files.push(chart::file(context, name));
    }
    files
}

/// What the values of charts are made from.
fn of_platform<'a>(context: &CellContext<'a>, may_have: &'a dyn Fn(Accelerator) -> bool) -> Cell<'a> {
    let (class, cell) = (context.class, context.cell);
    Cell {
        cluster: &cell.cluster,
        region: cell.region.value.as_str(),
        domain: context.domain.map(|domain| cell_domain(&cell.name, domain)),
        tags: context.aws_tags(),
        metric_labels: BTreeMap::from([
            ("cell", cell.name.as_str()),
            ("environment", context.environment.name.as_str()),
            ("region", cell.region.value.as_str()),
        ]),
        interruption_queue: QUEUE.of(&cell.cluster),
        storage_class: base::STORAGE_CLASS,
        fewest_system_nodes: class.system.min.value,
        is_isolated: class.is_isolated(),
        balancing: context.environment.balancing(),
        may_have,
        applications: context.environment.chosen(),
        system_nodes: placement::on_system_nodes(class),
        steady_nodes: placement::on_steady_nodes(class),
    }
}

/// The resources of a container.
pub(super) fn resources(amounts: &Amounts) -> Value {
    json!({
        "requests": { "cpu": amounts.cpu, "memory": amounts.memory },
        "limits": { "memory": amounts.memory_limit },
    })
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
