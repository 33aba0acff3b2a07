//! What expressions come to.

use std::collections::BTreeMap;

use super::configuration::Configuration;
use super::functions;
use super::operators::{self, object_key};
use super::scope::Scope;
use super::value::{ObjectKey, Operator, Value};
use crate::terraform::{
    Binding, Call, Expression, ForList, ForObject, Key, ObjectItem, Template, TemplatePart, Traversal,
};

impl Configuration<'_, '_> {
    pub(super) fn value(&self, expression: &Expression, scope: &Scope) -> Value {
        if !self.has_budget() {
            return Value::unknown("…", "there is too much to evaluate");
        }
        let value = self.evaluated(expression, scope);
        // What lists and objects are made of was charged for when it was evaluated.
        if matches!(
            expression,
            Expression::Variable(_) | Expression::Traversal(_) | Expression::Call(_) | Expression::Template(_)
        ) {
            self.budget.charge(&value);
        }
        value
    }

    fn evaluated(&self, expression: &Expression, scope: &Scope) -> Value {
        match expression {
            Expression::Null => Value::Null,
            Expression::Bool(value) => Value::Bool(*value),
            Expression::Number(number) => Value::Number(number.to_string()),
            Expression::String(text) => Value::text(text),
            Expression::Template(template) => self.template(template, scope),
            Expression::List(items) => Value::List(items.iter().map(|item| self.value(item, scope)).collect()),
            Expression::Object(items) => self.object(items, scope),
            Expression::Variable(name) => self.reference(name, &[], scope),
            Expression::Traversal(traversal) => self.traversal(traversal, scope),
            Expression::Call(call) => self.call(call, scope),
            Expression::ForList(walk) => self.for_list(walk, scope),
            Expression::ForObject(walk) => self.for_object(walk, scope),
            Expression::Unary(operator, operand) => operators::unary(*operator, self.value(operand, scope)),
            Expression::Operation(operation) => operators::binary(
                operation.operator,
                self.value(&operation.left, scope),
                self.value(&operation.right, scope),
            ),
            Expression::Conditional(conditional) => match self.value(&conditional.condition, scope) {
                Value::Bool(true) => self.value(&conditional.yes, scope),
                Value::Bool(false) => self.value(&conditional.no, scope),
                condition => {
                    let branches = (self.value(&conditional.yes, scope), self.value(&conditional.no, scope));
                    operators::conditional(condition, branches.0, branches.1)
                }
            },
        }
    }

    fn call(&self, call: &Call, scope: &Scope) -> Value {
        let mut arguments: Vec<Value> = call.arguments.iter().map(|argument| self.value(argument, scope)).collect();
        if call.expand_last {
            match arguments.pop() {
                Some(Value::List(more) | Value::Set(more)) => arguments.extend(more),
                more => {
                    arguments.extend(more.map(|more| Value::operation(Operator::Expand, [more])));
                    return Value::Call { function: call.function.clone(), arguments };
                }
            }
        }
        functions::call(&call.function, arguments)
    }

    fn template(&self, template: &Template, scope: &Scope) -> Value {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Literal(text) => Value::text(text),
            TemplatePart::Interpolation(expression) => self.value(expression, scope),
        };
        Value::joined(template.parts.iter().map(part).collect())
    }

    fn object(&self, items: &[ObjectItem], scope: &Scope) -> Value {
        let entry = |item: &ObjectItem| {
            let key = match &item.key {
                Key::Literal(key) => key.as_str().into(),
                Key::Path(names) => names.join(".").into(),
                Key::Template(template) => object_key(self.template(template, scope)),
            };
            (key, self.value(&item.value, scope))
        };
        Value::Object(items.iter().map(entry).collect())
    }

    fn traversal(&self, traversal: &Traversal, scope: &Scope) -> Value {
        match &traversal.base {
            Expression::Variable(root) => self.reference(root, &traversal.steps, scope),
            base => {
                let value = self.value(base, scope);
                self.follow(value, &traversal.steps, scope)
            }
        }
    }

    fn for_list(&self, walk: &ForList, scope: &Scope) -> Value {
        let collection = self.value(&walk.collection, scope);
        if let Some(turns) = self.turns(&collection, &walk.binding, walk.condition.as_ref(), scope) {
            return Value::List(turns.iter().map(|scope| self.value(&walk.result, scope)).collect());
        }
        let scope = open(&walk.binding, scope);
        let condition = self.condition(walk.condition.as_ref(), &scope);
        Value::operation(
            Operator::ForList(names(&walk.binding)),
            [collection, self.value(&walk.result, &scope), condition],
        )
    }

    fn for_object(&self, walk: &ForObject, scope: &Scope) -> Value {
        let collection = self.value(&walk.collection, scope);
        if let Some(turns) = self.turns(&collection, &walk.binding, walk.condition.as_ref(), scope) {
            let entry = |scope: &Scope| (object_key(self.value(&walk.key, scope)), self.value(&walk.result, scope));
            let entries = turns.iter().map(entry);
            return Value::Object(if walk.grouping { grouped(entries) } else { entries.collect() });
        }
        let scope = open(&walk.binding, scope);
        let condition = self.condition(walk.condition.as_ref(), &scope);
        let result = self.value(&walk.result, &scope);
        let result = if walk.grouping { Value::operation(Operator::Expand, [result]) } else { result };
        let operands = [collection, self.value(&walk.key, &scope), result, condition];
        Value::operation(Operator::ForObject(names(&walk.binding)), operands)
    }

    /// The names of every turn of a `for`; [`None`] when it is not known how many turns there are.
    fn turns(
        &self,
        collection: &Value,
        binding: &Binding,
        condition: Option<&Expression>,
        scope: &Scope,
    ) -> Option<Vec<Scope>> {
        let mut turns = Vec::new();
        for (key, value) in self.entries(collection.clone(), scope).ok()? {
            let turn = bound(binding, key, value, scope);
            match self.condition(condition, &turn) {
                Value::Bool(true) => turns.push(turn),
                Value::Bool(false) => {}
                _ => return None,
            }
        }
        Some(turns)
    }

    fn condition(&self, condition: Option<&Expression>, scope: &Scope) -> Value {
        condition.map_or(Value::Bool(true), |condition| self.value(condition, scope))
    }
}

/// All values of a key as one list.
fn grouped(entries: impl Iterator<Item = (ObjectKey, Value)>) -> BTreeMap<ObjectKey, Value> {
    let mut groups: BTreeMap<ObjectKey, Vec<Value>> = BTreeMap::new();
    for (key, value) in entries {
        groups.entry(key).or_default().push(value);
    }
    groups.into_iter().map(|(key, values)| (key, Value::List(values))).collect()
}

/// The scope of one turn of a `for`.
fn bound(binding: &Binding, key: Value, value: Value, scope: &Scope) -> Scope {
    let scope = match &binding.key {
        Some(name) => scope.with(name, key),
        None => scope.clone(),
    };
    scope.with(&binding.value, value)
}

/// The scope of a `for` whose turns are not known: its names stand for themselves.
fn open(binding: &Binding, scope: &Scope) -> Scope {
    let symbol = |name: &str| Value::Symbol(name.to_owned());
    bound(binding, binding.key.as_deref().map_or(Value::Null, symbol), symbol(&binding.value), scope)
}

fn names(binding: &Binding) -> String {
    binding.key.as_ref().map_or_else(|| binding.value.clone(), |key| format!("{key}, {}", binding.value))
}
