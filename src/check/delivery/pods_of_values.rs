use serde_json::Value;

use crate::catalog::charts::{pod_fields, pods_of_values};
use crate::check::Context;
use crate::check::facts::chart_values::{gets, touches};
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Application;
use crate::values::{ChartValues, PodSecurity};

/// Values with which the pods of a chart are refused in their namespace.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0836"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("pods_of_values.md"),
    // Values that must not be set need not admit pods.
    yields_to: &[Yield { code: Code::rule("CELL0816"), within: Within::Block }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.applications.iter().filter_map(refused));
    }
}

/// What a value asks of the namespace: the keys that lead to it, what its pods are, and the strictest standard that admits them.
struct Demand {
    path: String,
    what: String,
    needs: PodSecurity,
}

fn refused(application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let namespace = name.facts().namespace;
    let has = namespace.security?;
    // The standards are in the order of what they admit.
    let demand = demands(application, values).into_iter().find(|demand| demand.needs < has)?;
    let headline = format!("the values of `{name}` make pods that Pod Security refuses");
    let error = RULE.finding(values.span, headline).label(format!("`{}`: {}", demand.path, demand.what));
    let error = error.note(format!(
        "the namespace `{}` admits `{has}`, these pods need `{}`: no pod of the workload would be created",
        namespace.name, demand.needs
    ));
    Some(error.help(format!("leave `{}` out of `values`", demand.path)))
}

fn demands(application: &Application, values: &ChartValues) -> Vec<Demand> {
    let name = application.name.value;
    let of_chart = pods_of_values(&name.chart().chart)
        .filter(|pods| touches(values, &pods.path) && gets(values, name, &pods.path, pods.value))
        .map(|pods| Demand { path: pods.path.join("."), what: pods.what.clone(), needs: pods.needs });
    let mut found: Vec<Demand> = of_chart.collect();
    for (key, value) in values.as_map() {
        in_value(key, key, value, &mut found);
    }
    found
}

/// Fields of pods, wherever a chart hands them on.
fn in_value(path: &str, key: &str, value: &Value, found: &mut Vec<Demand>) {
    let fields = pod_fields().iter().filter(|field| field.field == key && field.value.is(value));
    // A port that is no number, or a switch without a value, asks for nothing.
    let fields = fields.filter(|_| !value.is_null());
    found.extend(fields.map(|field| Demand {
        path: path.to_owned(),
        what: format!("`{}` needs `{}`", field.field, field.needs),
        needs: field.needs,
    }));
    match value {
        Value::Object(parts) => {
            parts.iter().for_each(|(key, value)| in_value(&format!("{path}.{key}"), key, value, found));
        }
        Value::Array(elements) => elements.iter().for_each(|element| in_value(path, "", element, found)),
        _ => {}
    }
}
