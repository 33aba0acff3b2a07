//! What is written in a block, evaluated.

use std::collections::BTreeMap;

use super::configuration::Configuration;
use super::scope::Scope;
use super::value::{Operator, Value};
use crate::terraform::{Block, Body, Expression, Step};

/// Arguments of Terraform itself, which the provider never sees.
const META: [&str; 4] = ["for_each", "count", "depends_on", "provider"];

/// The content of a block, with values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// The attributes; also blocks of which nobody can say how many there are.
    pub attributes: BTreeMap<String, Value>,
    /// The nested blocks, by what they are.
    pub blocks: BTreeMap<String, Vec<Content>>,
    /// What `lifecycle` says.
    pub lifecycle: Lifecycle,
}

/// The parts of a `lifecycle` block that matter to a plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lifecycle {
    /// The paths in `ignore_changes`, without indexes; `all` for all.
    pub ignore_changes: Vec<String>,
    /// What `replace_triggered_by` lists.
    pub replace_triggered_by: Option<Value>,
}

impl Content {
    /// Attributes and blocks alike, blocks as lists of objects.
    pub fn arguments(&self) -> BTreeMap<String, Value> {
        let mut arguments = self.attributes.clone();
        for (kind, blocks) in &self.blocks {
            let blocks = blocks.iter().map(|block| Value::object(block.arguments()));
            arguments.insert(kind.clone(), Value::List(blocks.collect()));
        }
        arguments
    }
}

impl Configuration<'_, '_> {
    /// What is written in a block outside of any resource.
    pub fn settings(&self, body: &Body) -> Content {
        self.content(body, &Scope::default())
    }

    pub(super) fn content(&self, body: &Body, scope: &Scope) -> Content {
        let attributes = body.attributes().filter(|attribute| !META.contains(&attribute.name.as_str()));
        let mut content = Content {
            attributes: attributes.map(|it| (it.name.clone(), self.value(&it.value, scope))).collect(),
            ..Content::default()
        };
        for block in body.blocks() {
            match (block.kind.as_str(), block.labels.as_slice()) {
                ("lifecycle", []) => content.lifecycle = self.lifecycle(&block.body, scope),
                ("dynamic", [kind]) => self.dynamic(kind, block, &mut content, scope),
                (kind, _) => {
                    content.blocks.entry(kind.to_owned()).or_default().push(self.content(&block.body, scope));
                }
            }
        }
        content
    }

    /// `dynamic` blocks become the blocks that they make.
    fn dynamic(&self, kind: &str, block: &Block, content: &mut Content, scope: &Scope) {
        let attribute = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
        let inner = block.body.blocks().find(|block| block.kind == "content");
        let (Some(for_each), Some(inner)) = (attribute("for_each"), inner) else {
            let unknown = Value::unknown(format!("dynamic \"{kind}\""), "it has no `for_each` or no `content`");
            content.attributes.insert(kind.to_owned(), unknown);
            return;
        };
        let iterator = attribute("iterator").and_then(dotted).unwrap_or_else(|| kind.to_owned());
        let collection = self.value(for_each, scope);
        let turn = |key: Value, value: Value| {
            self.content(&inner.body, &scope.with(&iterator, Value::object([("key", key), ("value", value)])))
        };
        match self.entries(collection, scope) {
            Ok(entries) => {
                let blocks = entries.into_iter().map(|(key, value)| turn(key, value));
                content.blocks.entry(kind.to_owned()).or_default().extend(blocks);
            }
            Err(collection) => {
                let symbol = |name: &str| Value::Symbol(format!("{iterator}.{name}"));
                let each = Value::object(turn(symbol("key"), symbol("value")).arguments());
                let blocks =
                    Value::operation(Operator::ForList(iterator.clone()), [collection, each, Value::Bool(true)]);
                content.attributes.insert(kind.to_owned(), blocks);
            }
        }
    }

    fn lifecycle(&self, body: &Body, scope: &Scope) -> Lifecycle {
        let ignored = body.attribute("ignore_changes").map(|attribute| &attribute.value);
        let ignored = match ignored {
            Some(Expression::List(items)) => items.iter().filter_map(dotted).collect(),
            other => other.and_then(dotted).into_iter().collect(),
        };
        let triggers = body.attribute("replace_triggered_by").map(|attribute| self.value(&attribute.value, scope));
        Lifecycle { ignore_changes: ignored, replace_triggered_by: triggers }
    }
}

/// A path without its indexes, such as `vpc_config.subnet_ids`; [`None`] for anything else.
pub fn dotted(expression: &Expression) -> Option<String> {
    match expression {
        Expression::Variable(name) => Some(name.clone()),
        Expression::Traversal(traversal) => {
            let mut path = dotted(&traversal.base)?;
            for step in &traversal.steps {
                if let Step::Attribute(name) = step {
                    path.extend([".", name]);
                }
            }
            Some(path)
        }
        _ => None,
    }
}
