//! The arguments of a cell as places to fill in, so that cells of a class are compared once.

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{Input, Inputs, ObjectKey, Side, Value};

/// The arguments of both sides with what cells fill in taken out, and what was taken out.
#[derive(Default)]
pub(super) struct Outlines {
    pub(super) old: BTreeMap<String, Value>,
    pub(super) new: BTreeMap<String, Value>,
    pub(super) inputs: Inputs,
}

impl Outlines {
    /// Takes out everything but what decides which resources there are: keys of objects, and the arguments in `keyed`.
    pub(super) fn of(old: &BTreeMap<String, Value>, new: &BTreeMap<String, Value>, keyed: &BTreeSet<String>) -> Self {
        let mut outlines = Self::default();
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for name in names {
            let is_keyed = keyed.contains(name);
            let (before, after) = outlines.take(name, old.get(name), new.get(name), is_keyed);
            outlines.old.extend(before.map(|value| (name.clone(), value)));
            outlines.new.extend(after.map(|value| (name.clone(), value)));
        }
        outlines
    }

    fn take(
        &mut self,
        path: &str,
        old: Option<&Value>,
        new: Option<&Value>,
        is_keyed: bool,
    ) -> (Option<Value>, Option<Value>) {
        match (old, new) {
            (Some(Value::Object(old)), Some(Value::Object(new))) => self.take_objects(path, old, new),
            (Some(Value::Object(old)), None) => (self.take_objects(path, old, &BTreeMap::new()).0, None),
            (None, Some(Value::Object(new))) => (None, self.take_objects(path, &BTreeMap::new(), new).1),
            _ if is_keyed => (old.cloned(), new.cloned()),
            _ if old == new => {
                let both = self.place(path, Side::Both, old);
                (both.clone(), both)
            }
            _ => (self.place(path, Side::Old, old), self.place(path, Side::New, new)),
        }
    }

    fn take_objects(
        &mut self,
        path: &str,
        old: &BTreeMap<ObjectKey, Value>,
        new: &BTreeMap<ObjectKey, Value>,
    ) -> (Option<Value>, Option<Value>) {
        let (mut before, mut after) = (BTreeMap::new(), BTreeMap::new());
        let keys: BTreeSet<&ObjectKey> = old.keys().chain(new.keys()).collect();
        for key in keys {
            let (one, other) = self.take(&format!("{path}.{key}"), old.get(key), new.get(key), false);
            before.extend(one.map(|value| (key.clone(), value)));
            after.extend(other.map(|value| (key.clone(), value)));
        }
        (Some(Value::Object(before)), Some(Value::Object(after)))
    }

    /// A place to fill in, if there is a value to fill it with.
    pub(super) fn place(&mut self, path: &str, side: Side, value: Option<&Value>) -> Option<Value> {
        self.inputs.insert((path.to_owned(), side), value?.clone());
        Some(Value::Input(Input { path: path.to_owned(), side }))
    }
}
