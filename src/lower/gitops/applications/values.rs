//! `charts/<application>/values.yaml`: what a chart is told about its cell.

use serde_json::{Map, Value, json};

use super::{mirror, resources};
use crate::catalog::platform_resources;
use crate::kubernetes::{ManifestFile, Object, helm};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::charts::{FOLDER, VALUES};
use crate::model::Application;
use crate::platform::{Argument, Cell, with};
use crate::values::ChartValues;

/// The values below the name of the publisher's chart, as Helm hands them on. The Application names the file although Helm
/// reads one of this name anyway: only in what a person gives does a `null` take away a chart's own value.
pub(super) fn file(context: &CellContext<'_>, application: &Application, cell: &Cell<'_>) -> ManifestFile {
    let name = application.name.value;
    let facts = &name.facts().values;
    let none = ChartValues::default();
    let own = application.values.as_ref().map_or(&none, |values| &values.value);
    let ours = mirror::with_images(context, name, (facts.of)(cell));
    let values = own.over(without_what_is_off(ours, own.as_map()));
    let values = with_resources(values, &name.chart().chart, own);
    let values = with_arguments(values, &(facts.arguments)(cell));
    let nested = Map::from_iter([(name.chart().chart.clone(), values)]);
    let object =
        (facts.because)(cell).iter().fold(Object::of_tool(helm::VALUES, &nested), |object, line| object.because(*line));
    context.file(&format!("{FOLDER}/{name}/{VALUES}"), "Helm values for this cell.", vec![object])
}

/// cellc's values without those of parts that the specification turns off: nothing would read them, and a reviewer would take
/// them for something that runs.
fn without_what_is_off(values: Value, own: &Map<String, Value>) -> Value {
    let Value::Object(mut values) = values else { return values };
    for (key, own) in own {
        let Value::Object(own) = own else { continue };
        if is_off(own) {
            values.remove(key);
        } else if let Some(part) = values.get_mut(key) {
            *part = without_what_is_off(part.take(), own);
        }
    }
    Value::Object(values)
}

fn is_off(part: &Map<String, Value>) -> bool {
    part.get("enabled").and_then(Value::as_bool) == Some(false)
}

/// What the containers of the chart request, but for those about which the specification says something: half of it would hold a
/// container to a limit below its requests.
fn with_resources(mut values: Value, chart: &str, own: &ChartValues) -> Value {
    for container in platform_resources::of_chart(chart) {
        let path: Vec<&str> = container.path().collect();
        let parts = (1..path.len()).filter_map(|length| own.get(path.get(..length)?)?.as_object());
        if parts.into_iter().any(is_off) {
            continue;
        }
        let mut place = &mut values;
        for key in container.path() {
            let Value::Object(fields) = place else { break };
            place = fields.entry(key).or_insert_with(|| json!({}));
        }
        if place.as_object().is_some_and(Map::is_empty) {
            *place = resources(&container.amounts);
        }
    }
    values
}

/// The chart takes its arguments as a list of texts or as an object, by name.
fn with_arguments(mut values: Value, arguments: &[Argument]) -> Value {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Half of what cellc writes would hold a container to a limit below the requests that somebody else wrote.
    #[test]
    fn resources_of_a_specification_hold_as_a_whole() {
        let ours = json!({ "requests": { "cpu": "25m", "memory": "64Mi" }, "limits": { "memory": "256Mi" } });
        let theirs = json!({ "requests": { "memory": "1Gi" } });
        for (values, webhook) in [
            (json!({}), &ours),
            (json!({ "webhook": { "replicaCount": 2 } }), &ours),
            (json!({ "webhook": { "resources": {} } }), &ours),
            (json!({ "webhook": { "resources": theirs } }), &theirs),
            (json!({ "webhook": { "resources": null } }), &Value::Null),
        ] {
            let with = with_resources(values.clone(), "cert-manager", &ChartValues::default());
            assert_eq!(&with["webhook"]["resources"], webhook, "{values}");
            assert_eq!(with["cainjector"]["resources"]["requests"]["cpu"], "25m", "{values}");
        }
    }

    #[test]
    fn a_part_that_is_off_gets_nothing() {
        let of_cellc = json!({
            "alertmanager": { "alertmanagerSpec": { "replicas": 1 } },
            "prometheus": { "prometheusSpec": { "retention": "15d" }, "thanos": { "port": 1 } },
        });
        for (own, left) in [
            (json!({}), of_cellc.clone()),
            (json!({ "alertmanager": { "enabled": true } }), of_cellc.clone()),
            (
                json!({ "alertmanager": { "enabled": false } }),
                json!({ "prometheus": { "prometheusSpec": { "retention": "15d" }, "thanos": { "port": 1 } } }),
            ),
            (
                json!({ "prometheus": { "thanos": { "enabled": false } }, "alertmanager": { "enabled": false } }),
                json!({ "prometheus": { "prometheusSpec": { "retention": "15d" } } }),
            ),
        ] {
            let own = own.as_object().unwrap();
            assert_eq!(without_what_is_off(of_cellc.clone(), own), left, "{own:?}");
            let off = own.get("alertmanager").is_some_and(|part| part["enabled"] == json!(false));
            let with = with_resources(json!({}), "kube-prometheus-stack", &ChartValues::new(own.clone()));
            assert_eq!(with.get("alertmanager").is_none(), off, "{own:?}");
            assert!(with["prometheusOperator"]["resources"].is_object(), "{own:?}");
        }
    }

    #[test]
    fn what_is_no_map_stays_what_it_is() {
        let values = json!({ "webhook": null, "cainjector": "off" });
        let with = with_resources(values, "cert-manager", &ChartValues::default());
        assert_eq!((&with["webhook"], &with["cainjector"]), (&Value::Null, &json!("off")));
    }
}
