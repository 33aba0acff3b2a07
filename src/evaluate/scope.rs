//! The names that hold within one resource instance or one `for`.

use super::value::Value;

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

    /// Of an instance: `each`.
    pub(super) fn of_each(key: Value, value: Value, depth: u8) -> Self {
        Self { names: vec![("each".to_owned(), Value::object([("key", key), ("value", value)]))], depth }
    }

    /// Of an instance: `count`.
    pub(super) fn of_count(index: usize, depth: u8) -> Self {
        Self { names: vec![("count".to_owned(), Value::object([("index", Value::Number(index.to_string()))]))], depth }
    }

    /// What the key of the instance is: a text or a number when it is known, null when the block has only one instance.
    pub(super) fn key(&self) -> Value {
        let field = |name: &str, field: &str| match self.get(name) {
            Some(Value::Object(fields)) => fields.get(field).cloned(),
            _ => None,
        };
        field("each", "key").or_else(|| field("count", "index")).unwrap_or(Value::Null)
    }

    /// Of a resource whose instances are not known: `each` and `count` stand for themselves.
    pub(super) fn of_any_instance(depth: u8) -> Self {
        let symbols = |name: &str, fields: &[&str]| {
            let fields = fields.iter().map(|field| (*field, Value::Symbol(format!("{name}.{field}"))));
            (name.to_owned(), Value::object(fields))
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
