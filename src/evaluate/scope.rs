//! The names that hold within one resource instance or one `for`.

use std::collections::BTreeMap;

use super::value::{Key, Value};

/// How many references may lead from one to the next. Terraform has no limit, and no circles either: this ends them.
const DEEPEST: u8 = 64;

/// Names with their values, and how many references led here.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    names: Vec<(String, Value)>,
    depth: u8,
}

impl Scope {
    /// Without names, as deep as another one.
    pub(super) const fn at(depth: u8) -> Self {
        Self { names: Vec::new(), depth }
    }

    /// Of an instance: `each` or `count`.
    pub(super) fn of_instance(key: &Key, value: Value, depth: u8) -> Self {
        let (name, fields) = match key {
            Key::Name(key) => ("each", vec![("key".to_owned(), Value::text(key)), ("value".to_owned(), value)]),
            Key::Index(index) => ("count", vec![("index".to_owned(), Value::Number(index.to_string()))]),
        };
        Self { names: vec![(name.to_owned(), Value::Object(fields.into_iter().collect()))], depth }
    }

    /// Of a resource whose instances are not known: `each` and `count` stand for themselves.
    pub(super) fn of_any_instance(depth: u8) -> Self {
        let symbols = |name: &str, fields: &[&str]| {
            let symbol = |field: &&str| ((*field).to_owned(), Value::Symbol(format!("{name}.{field}")));
            (name.to_owned(), Value::Object(fields.iter().map(symbol).collect::<BTreeMap<_, _>>()))
        };
        Self { names: vec![symbols("each", &["key", "value"]), symbols("count", &["index"])], depth }
    }

    pub(super) fn with(&self, name: &str, value: Value) -> Self {
        let mut scope = self.clone();
        scope.names.push((name.to_owned(), value));
        scope
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.names.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// How deep what is referred to is; [`None`] when that is too deep.
    pub(super) fn deeper(&self) -> Option<u8> {
        (self.depth < DEEPEST).then(|| self.depth.saturating_add(1))
    }

    /// How deep something is that is looked up on the way: at the limit, whatever it refers to is not followed any more.
    pub(super) fn below(&self) -> u8 {
        self.deeper().unwrap_or(DEEPEST)
    }

    /// The same names at another depth.
    pub(super) fn moved_to(&self, depth: u8) -> Self {
        Self { names: self.names.clone(), depth }
    }
}
