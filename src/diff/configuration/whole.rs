//! Arguments as they are written, not taken apart.

use std::collections::BTreeMap;

use super::{Body, Configuration, Scope, Value};

impl Configuration<'_> {
    /// Every instance of a resource by its key: its arguments, and its nested blocks as lists of objects.
    pub(in crate::diff) fn wholes(&self, body: &Body) -> Vec<(Option<String>, BTreeMap<String, Value>)> {
        let scopes = self.scopes(body, 0).into_iter();
        scopes.map(|(key, scope)| (key, self.whole_body(body, &scope))).collect()
    }

    /// The same for a block outside of any resource.
    pub(in crate::diff) fn whole(&self, body: &Body) -> BTreeMap<String, Value> {
        self.whole_body(body, &Scope::default())
    }

    fn whole_body(&self, body: &Body, scope: &Scope) -> BTreeMap<String, Value> {
        let attributes = body.attributes.iter().filter(|(name, _)| *name != "depends_on" && *name != "for_each");
        let mut whole: BTreeMap<String, Value> =
            attributes.map(|(name, written)| (name.clone(), self.value(written, scope))).collect();
        for block in body.blocks.iter().filter(|block| block.kind != "lifecycle") {
            let inner = Value::Object(self.whole_body(&block.body, scope));
            match whole.entry(block.kind.clone()).or_insert_with(|| Value::List(Vec::new())) {
                Value::List(blocks) => blocks.push(inner),
                // An argument and a block never share a name.
                other => *other = inner,
            }
        }
        whole
    }
}
