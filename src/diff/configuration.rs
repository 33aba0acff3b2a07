//! A module with the arguments of a cell: which resources there are, and what their arguments come to.

mod whole;

use std::collections::BTreeMap;

use super::module::Module;
use super::syntax::{Body, Expression, Step};
use super::value::{Value, address};

/// How deep references may lead; generated files stay far below, and a circle is no reason to hang.
const DEEPEST: u8 = 64;

/// A module and what it is called with.
pub(super) struct Configuration<'a> {
    pub(super) module: &'a Module,
    pub(super) arguments: &'a BTreeMap<String, Value>,
    /// New names of resources that are moved, by their old addresses.
    pub(super) renames: &'a BTreeMap<String, String>,
}

/// Names that hold in one resource instance or one `for`.
#[derive(Clone, Default)]
struct Scope {
    names: Vec<(String, Value)>,
    depth: u8,
}

impl Scope {
    fn of(key: &str, value: Value) -> Self {
        let each = BTreeMap::from([("key".to_owned(), Value::Text(key.to_owned())), ("value".to_owned(), value)]);
        Self { names: vec![("each".to_owned(), Value::Object(each))], depth: 0 }
    }

    fn with(&self, name: &str, value: Value) -> Self {
        let mut scope = self.clone();
        scope.names.push((name.to_owned(), value));
        scope
    }

    fn deeper(&self, names: Vec<(String, Value)>) -> Self {
        Self { names, depth: self.depth.saturating_add(1) }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.names.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }
}

/// The arguments of a block that refers to nothing but variables of its module, by their paths.
pub(super) fn flattened(body: &Body, module: &Module) -> BTreeMap<String, Value> {
    let (none, no_renames) = (BTreeMap::new(), BTreeMap::new());
    let configuration = Configuration { module, arguments: &none, renames: &no_renames };
    let mut arguments = Arguments::default();
    arguments.body(&configuration, body, &Scope::default());
    arguments.values
}

impl Configuration<'_> {
    /// The value of an expression outside of any resource.
    pub(super) fn literal(&self, expression: &Expression) -> Value {
        self.value(expression, &Scope::default())
    }

    /// Every resource instance, by its address, with its arguments by their paths.
    pub(super) fn instances(&self) -> BTreeMap<String, BTreeMap<String, Value>> {
        let mut instances = BTreeMap::new();
        for (resource, body) in &self.module.resources {
            for (key, scope) in self.scopes(body, 0) {
                let mut arguments = Arguments::default();
                arguments.body(self, body, &scope);
                instances.insert(self.address(resource, key.as_deref()), arguments.values);
            }
        }
        instances
    }

    /// The address of an instance, after moves.
    fn address(&self, resource: &str, key: Option<&str>) -> String {
        let own = address(resource, key);
        if let Some(new) = self.renames.get(&own) {
            return new.clone();
        }
        let new = self.renames.get(resource);
        new.map_or(own, |new| address(new, key))
    }

    /// The key and the names of every instance of a resource.
    fn scopes(&self, body: &Body, depth: u8) -> Vec<(Option<String>, Scope)> {
        let Some(for_each) = body.attributes.get("for_each") else {
            return vec![(None, Scope { depth, ..Scope::default() })];
        };
        let entries = self.entries(self.value(for_each, &Scope { depth, ..Scope::default() }));
        let scope = |(key, value): (String, Value)| {
            let scope = Scope { depth, ..Scope::of(&key, value) };
            (Some(key), scope)
        };
        entries.into_iter().map(scope).collect()
    }

    /// What `for_each` or `for` walks over.
    fn entries(&self, collection: Value) -> Vec<(String, Value)> {
        match collection {
            Value::Object(entries) => entries.into_iter().collect(),
            Value::List(items) => items.into_iter().map(|item| (key_of(&item), item)).collect(),
            Value::Instances(resource) => {
                let keys = self.module.resources.get(&resource).map(|body| self.scopes(body, 1)).unwrap_or_default();
                let instance = |(key, _): (Option<String>, Scope)| {
                    (key.clone().unwrap_or_default(), Value::Instance { resource: resource.clone(), key })
                };
                keys.into_iter().map(instance).collect()
            }
            other => vec![(other.to_string(), other)],
        }
    }

    fn value(&self, expression: &Expression, scope: &Scope) -> Value {
        let all = |all: &[Expression]| all.iter().map(|inner| self.value(inner, scope)).collect::<Vec<_>>();
        match expression {
            Expression::Null => Value::Null,
            Expression::Bool(value) => Value::Bool(*value),
            Expression::Number(text) => Value::Number(text.clone()),
            Expression::Text(text) => Value::Text(text.clone()),
            Expression::Opaque(text) => Value::Opaque(text.clone()),
            Expression::Template(parts) => Value::joined(all(parts)),
            Expression::List(items) => Value::List(all(items)),
            Expression::Object(entries) => {
                let entry = |(key, value): &(Expression, Expression)| {
                    (key_of(&self.value(key, scope)), self.value(value, scope))
                };
                Value::Object(entries.iter().map(entry).collect())
            }
            Expression::Path { root, steps } => self.path(root, steps, scope),
            Expression::For { name, collection, result } => {
                let entries = self.entries(self.value(collection, scope));
                Value::List(entries.into_iter().map(|(_, item)| self.value(result, &scope.with(name, item))).collect())
            }
            Expression::Call { function, arguments } => call(function, all(arguments)),
        }
    }

    fn path(&self, root: &str, steps: &[Step], scope: &Scope) -> Value {
        if let Some(value) = scope.get(root) {
            return self.follow(value.clone(), steps, scope);
        }
        let Some((Step::Name(name), rest)) = steps.split_first() else { return opaque(root, steps) };
        if scope.depth > DEEPEST {
            return opaque(root, steps);
        }
        let inner = scope.deeper(Vec::new());
        let value = match root {
            "var" => {
                let default = || self.module.defaults.get(name).map(|default| self.value(default, &inner));
                self.arguments.get(name).cloned().or_else(default)
            }
            "local" => self.module.locals.get(name).map(|local| self.value(local, &inner)),
            kind => self.resource(format!("{kind}.{name}")),
        };
        value.map_or_else(|| opaque(root, steps), |value| self.follow(value, rest, scope))
    }

    fn resource(&self, resource: String) -> Option<Value> {
        let body = self.module.resources.get(&resource)?;
        Some(match body.attributes.get("for_each") {
            Some(_) => Value::Instances(resource),
            None => Value::Instance { resource, key: None },
        })
    }

    fn follow(&self, value: Value, steps: &[Step], scope: &Scope) -> Value {
        let Some((step, rest)) = steps.split_first() else { return value };
        let key = match step {
            Step::Name(name) => name.clone(),
            Step::Index(index) => key_of(&self.value(index, scope)),
        };
        let inner = match value {
            Value::Object(mut entries) => entries.remove(&key).unwrap_or(Value::Null),
            Value::List(items) => {
                let item = key.parse().ok().and_then(|index: usize| items.into_iter().nth(index));
                item.unwrap_or(Value::Null)
            }
            Value::Instances(resource) => Value::Instance { resource, key: Some(key) },
            Value::Instance { resource, key } => return self.attribute(&resource, key.as_deref(), steps, scope),
            other => Value::Opaque(format!("{other}.{key}")),
        };
        self.follow(inner, rest, scope)
    }

    /// An attribute of a resource: what is written for it, or else what only AWS knows.
    fn attribute(&self, resource: &str, key: Option<&str>, steps: &[Step], scope: &Scope) -> Value {
        let unknown = || Value::Attribute { of: self.address(resource, key), name: printed(steps) };
        let body = self.module.resources.get(resource).filter(|_| scope.depth <= DEEPEST);
        let Some((body, (Step::Name(name), rest))) = body.zip(steps.split_first()) else { return unknown() };
        let scopes = self.scopes(body, scope.depth.saturating_add(1));
        let Some((_, own)) = scopes.into_iter().find(|(known, _)| known.as_deref() == key) else { return unknown() };
        if let Some(written) = body.attributes.get(name) {
            let value = self.value(written, &own);
            return self.follow(value, rest, scope);
        }
        let nested = body.of_kind(name).next().map(|block| &block.body.attributes);
        match (nested, rest) {
            (Some(attributes), [Step::Index(_), Step::Name(inner), rest @ ..]) => match attributes.get(inner) {
                Some(written) => self.follow(self.value(written, &own), rest, scope),
                None => unknown(),
            },
            _ => unknown(),
        }
    }
}

/// What arguments come to, by their paths.
#[derive(Default)]
struct Arguments {
    values: BTreeMap<String, Value>,
}

impl Arguments {
    fn body(&mut self, configuration: &Configuration<'_>, body: &Body, scope: &Scope) {
        let meta = ["for_each", "depends_on", "provider"];
        for (name, expression) in body.attributes.iter().filter(|(name, _)| !meta.contains(&name.as_str())) {
            self.put(name.clone(), configuration.value(expression, scope));
        }
        for block in &body.blocks {
            if block.kind == "lifecycle" {
                let triggers = block.body.attributes.get(REPLACE_TRIGGERED_BY);
                let triggers = triggers.map(|triggers| configuration.value(triggers, scope));
                self.values.extend(triggers.map(|triggers| (REPLACE_TRIGGERED_BY.to_owned(), triggers)));
            } else {
                self.block(configuration, body, block, "", scope);
            }
        }
    }

    fn block(
        &mut self,
        configuration: &Configuration<'_>,
        parent: &Body,
        block: &super::syntax::Block,
        prefix: &str,
        scope: &Scope,
    ) {
        let mut siblings = parent.of_kind(&block.kind);
        let position = siblings.position(|sibling| std::ptr::eq(sibling, block)).unwrap_or_default();
        let is_alone = position == 0 && siblings.next().is_none();
        let index = if is_alone { String::new() } else { format!("[{position}]") };
        let path = format!("{prefix}{}{index}", block.kind);
        for (name, expression) in &block.body.attributes {
            self.put(format!("{path}.{name}"), configuration.value(expression, scope));
        }
        for inner in &block.body.blocks {
            self.block(configuration, &block.body, inner, &format!("{path}."), scope);
        }
    }

    /// Objects are taken apart, and so are JSON documents, so that a change shows where it is.
    fn put(&mut self, path: String, value: Value) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    self.put(inside(&path, &key), value);
                }
            }
            Value::Json(document) => self.document(path, *document),
            value => _ = self.values.insert(path, value),
        }
    }

    fn document(&mut self, path: String, value: Value) {
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    self.document(inside(&path, &key), value);
                }
            }
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Object(_))) => {
                for (number, item) in items.into_iter().enumerate() {
                    let name = match &item {
                        Value::Object(entries) => entries.get("Sid").map(Value::to_string),
                        _ => None,
                    };
                    self.document(format!("{path}[{}]", name.unwrap_or_else(|| number.to_string())), item);
                }
            }
            value => _ = self.values.insert(path, value),
        }
    }
}

/// The one part of `lifecycle` that causes changes.
pub(super) const REPLACE_TRIGGERED_BY: &str = "replace_triggered_by";

fn inside(path: &str, key: &str) -> String {
    if super::value::is_identifier(key) { format!("{path}.{key}") } else { format!("{path}[{key:?}]") }
}

fn key_of(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        // Without the quotes; what is not known yet is read as a place.
        Value::Template(_) => value.to_string().trim_matches('"').to_owned(),
        Value::Input(_) => format!("${{{value}}}"),
        other => other.to_string(),
    }
}

fn call(function: &str, mut arguments: Vec<Value>) -> Value {
    let are_objects = arguments.iter().all(|argument| matches!(argument, Value::Object(_)));
    match function {
        "jsonencode" if arguments.len() == 1 => Value::Json(Box::new(arguments.remove(0))),
        "toset" if arguments.len() == 1 => match arguments.remove(0) {
            Value::List(mut items) => {
                items.sort();
                items.dedup();
                Value::List(items)
            }
            other => Value::Call { function: function.to_owned(), arguments: vec![other] },
        },
        "merge" if are_objects => {
            let entries = arguments.into_iter().filter_map(|argument| match argument {
                Value::Object(entries) => Some(entries),
                _ => None,
            });
            Value::Object(entries.flatten().collect())
        }
        _ => Value::Call { function: function.to_owned(), arguments },
    }
}

fn printed(steps: &[Step]) -> String {
    let mut text = String::new();
    for step in steps {
        match step {
            Step::Name(name) if text.is_empty() => text.clone_from(name),
            Step::Name(name) => text.extend([".", name]),
            Step::Index(Expression::Number(index)) => text.extend(["[", index, "]"]),
            Step::Index(_) => text.push_str("[…]"),
        }
    }
    text
}

fn opaque(root: &str, steps: &[Step]) -> Value {
    let steps = printed(steps);
    Value::Opaque(if steps.is_empty() { root.to_owned() } else { format!("{root}.{steps}") })
}
