//! Values by which the images of a chart come from the mirror.

use serde_json::{Map, Value};

use crate::catalog::image_keys;
use crate::lower::gitops::CellContext;
use crate::platform::ApplicationName;

/// The values of an application with the place of its images, where there is a mirror.
pub(super) fn with_images(context: &CellContext<'_>, name: ApplicationName, values: Value) -> Value {
    let Some(mirror) = &context.environment.mirror else { return values };
    let keys = image_keys::of_chart(&name.chart().chart);
    keys.fold(values, |values, key| {
        let path = key.path(&context.cell.region.value);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        with_text(values, &path, &mirror.copy_of(&key.stands_for))
    })
}

/// The values with a text at a path of keys.
fn with_text(values: Value, path: &[&str], text: &str) -> Value {
    let Some((first, rest)) = path.split_first() else { return Value::from(text) };
    let Value::Object(mut fields) = values else { return values };
    let below = fields.remove(*first).unwrap_or_else(|| Value::Object(Map::new()));
    fields.insert((*first).to_owned(), with_text(below, rest, text));
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_joins_what_is_there() {
        let values = json!({ "image": { "pullPolicy": "Always" }, "replicas": 2 });
        let with = with_text(values, &["image", "registry"], "mirror.example");
        assert_eq!(with, json!({ "image": { "pullPolicy": "Always", "registry": "mirror.example" }, "replicas": 2 }));
        assert_eq!(with_text(json!({}), &["a", "b", "c"], "d"), json!({ "a": { "b": { "c": "d" } } }));
    }
}
