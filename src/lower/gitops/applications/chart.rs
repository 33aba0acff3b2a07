//! An Application that installs the chart in a folder of the cell.

use std::collections::BTreeMap;

use super::{metadata, removable};
use crate::kubernetes::argo_cd::{
    API_VERSION, Application, ApplicationSpec, Destination, Helm, IN_CLUSTER, IgnoredDifference, NamespaceMetadata,
    Source,
};
use crate::kubernetes::{ManifestFile, Object};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::charts::{FOLDER as CHARTS, VALUES};
use crate::lower::gitops::names::{PLATFORM, pod_security};
use crate::lower::gitops::root::sync_policy;
use crate::platform::{ApplicationName, Definitions, Ignored, Wave};

/// The Application of a chart. The chart and its values are in a folder of the cell, so that this file changes with the
/// pin and with nothing else.
pub(super) fn file(context: &CellContext<'_>, name: ApplicationName) -> ManifestFile {
    let facts = name.facts();
    let skip_crds = facts.definitions.is_some();
    let helm = Helm { release_name: name.to_string(), value_files: &[VALUES], skip_crds };
    let mut spec = spec(context, name, name.as_str(), helm);
    if !facts.values.ignored.is_empty() {
        spec.sync_policy.sync_options.push("RespectIgnoreDifferences=true".to_owned());
        spec.ignore_differences = facts.values.ignored.iter().map(ignored).collect();
    }
    let metadata = if facts.leaves_nothing { removable } else { metadata };
    let metadata = metadata(context, name.as_str(), facts.wave);
    let object = Object::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec });
    context.file(&format!("applications/{name}.yaml"), facts.purpose, vec![object])
}

fn ignored(fields: &Ignored) -> IgnoredDifference {
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    IgnoredDifference {
        group: fields.group.to_owned(),
        kind: fields.kind.to_owned(),
        json_pointers: texts(fields.pointers),
        jq_path_expressions: texts(fields.expressions),
    }
}

/// The Application of an application's definitions. It stays when the application goes, and prunes nothing: with a definition,
/// all objects of its kind would go at once.
pub(super) fn definitions(context: &CellContext<'_>, name: ApplicationName, definitions: &Definitions) -> ManifestFile {
    let chart = definitions.chart;
    let helm = Helm { release_name: chart.to_owned(), value_files: &[], skip_crds: false };
    let mut spec = spec(context, name, chart, helm);
    if let Some(automated) = &mut spec.sync_policy.automated {
        automated.prune = false;
    }
    let metadata = metadata(context, chart, Wave::Definitions);
    let object = Object::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec });
    let object = definitions.because.iter().fold(object, |object, line| object.because(*line));
    context.file(&format!("applications/{chart}.yaml"), definitions.purpose, vec![object])
}

fn spec(context: &CellContext<'_>, name: ApplicationName, folder: &str, helm: Helm) -> ApplicationSpec {
    let security = name.facts().namespace.security;
    let further: &[&str] = if security.is_some() { &["CreateNamespace=true"] } else { &[] };
    let mut sync_policy = sync_policy(context, further);
    sync_policy.managed_namespace_metadata = security.map(|level| NamespaceMetadata {
        labels: super::labels().into_iter().chain(pod_security(level)).collect::<BTreeMap<_, _>>(),
    });
    let path = format!("{CHARTS}/{folder}");
    ApplicationSpec {
        project: PLATFORM.to_owned(),
        source: Source { helm: Some(helm), ..context.pinned(&path) },
        destination: Destination { server: IN_CLUSTER, namespace: name.namespace().to_owned() },
        ignore_differences: Vec::new(),
        sync_policy,
    }
}
