//! Amounts of resources, in the unit in which they are compared.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::values::Quantity;

/// Resource → amount in thousandths.
pub(in crate::verify::manifests) type Numbers = BTreeMap<String, i128>;

/// The amounts in a map; none where it is missing.
pub(super) fn numbers(value: Option<&Value>) -> Numbers {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), thousandths(value)?))).collect()
}

pub(super) fn thousandths(value: &Value) -> Option<i128> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(text.parse::<Quantity>().ok()?.thousandths())
}
