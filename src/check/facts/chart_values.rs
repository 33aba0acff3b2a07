//! What a chart gets: the values of a specification over those of cellc.

use serde_json::Value;

use crate::catalog::charts::Wanted;
use crate::platform::ApplicationName;
use crate::values::ChartValues;

/// Whether a chart gets one of these values at a path. False where only the chart's own default is left, which is not known.
pub(in crate::check) fn gets(values: &ChartValues, name: ApplicationName, path: &[String], wanted: Wanted) -> bool {
    let keys = keys(path);
    if values.replaces(&keys) {
        return wanted.is(values.get(&keys).unwrap_or(&Value::Null));
    }
    let own = &name.facts().brings.chart().values;
    let Some((first, rest)) = keys.split_first() else { return false };
    let own = rest.iter().try_fold(own.get(*first), |value, key| Some(value?.get(*key))).flatten();
    own.is_some_and(|value| wanted.is(value))
}

/// Whether the specification says something about a path itself.
pub(in crate::check) fn touches(values: &ChartValues, path: &[String]) -> bool {
    values.replaces(&keys(path))
}

fn keys(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}
