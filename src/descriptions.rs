//! Doc comments as descriptions of a JSON Schema.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::Value;

/// Doc comments are wrapped for the reader of the source; descriptions are not.
pub(crate) struct UnwrappedDescriptions;

impl Transform for UnwrappedDescriptions {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(Value::String(description)) = schema.get_mut("description") {
            *description = description.replace('\n', " ");
        }
        transform_subschemas(self, schema);
    }
}
