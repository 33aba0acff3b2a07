//! `charts/<application>/values.yaml`: what a chart is told about its cell.

use serde_json::{Map, Value, json};

use super::chart::Release;
use crate::catalog::applications::chart;
use crate::kubernetes::{ManifestFile, Object, helm};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::charts::{FOLDER, VALUES};
use crate::lower::gitops::placement::with;
use crate::model::Application;
use crate::values::ChartValues;

/// The values below the name of the publisher's chart, as Helm hands them on. The Application names the file although Helm
/// reads one of this name anyway: only in what a person gives does a `null` take away a chart's own value.
pub(super) fn file(context: &CellContext<'_>, application: &Application, release: &mut Release) -> ManifestFile {
    let name = application.name.value;
    let own = application.values.as_ref().map(|values| &values.value);
    let values = own.unwrap_or(&ChartValues::default()).over(release.values.take());
    let values = with_arguments(values, &release.arguments);
    let nested = Map::from_iter([(chart(name).chart.clone(), values)]);
    let object =
        release.because.iter().fold(Object::of_tool(helm::VALUES, &nested), |object, line| object.because(*line));
    context.file(&format!("{FOLDER}/{name}/{VALUES}"), "Helm values for this cell.", vec![object])
}

/// The chart takes its arguments as a list of texts or as an object, by name.
fn with_arguments(mut values: Value, arguments: &[(&'static str, Vec<String>)]) -> Value {
    let texts =
        || arguments.iter().flat_map(|(name, values)| values.iter().map(move |value| format!("--{name}={value}")));
    match values.get_mut("extraArgs") {
        Some(Value::Object(own)) => {
            own.extend(arguments.iter().map(|(name, values)| ((*name).to_owned(), json!(values))));
        }
        Some(Value::Array(own)) => drop(own.splice(..0, texts().map(Value::from))),
        _ if arguments.is_empty() => {}
        _ => return with(values, "extraArgs", texts().collect::<Vec<_>>()),
    }
    values
}
