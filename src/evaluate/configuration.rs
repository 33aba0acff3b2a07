//! A module at its place in a root: what its variables are given, and what its expressions come to.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::module::{Declared, Module, may_be_hidden_in};
use super::operators::{key_text, member, splat};
use super::scope::Scope;
use super::spelled::address;
use super::value::{Key, Value};
use crate::terraform::references::spelled;
use crate::terraform::{Block, Body, Expression, Step};

/// How many expressions of a root are evaluated. A root of today takes about 5,000; what takes more than this doubles with
/// every line that somebody adds, and is said to be unknown instead.
const MOST_STEPS: u32 = 1_000_000;
/// How many parts of a value, or pieces of a text of 16 bytes, are built for the price of one step.
const PARTS_A_STEP: usize = 4;

/// Modules by their folders below the output folder.
pub trait Library<'t> {
    /// The module of a folder, if there is one.
    fn module(&self, folder: &str) -> Option<Rc<Module<'t>>>;
}

impl<'t> Library<'t> for BTreeMap<String, Rc<Module<'t>>> {
    fn module(&self, folder: &str) -> Option<Rc<Module<'t>>> {
        self.get(folder).cloned()
    }
}

/// What is left to do before an evaluation ends.
#[derive(Debug)]
pub struct Budget(Cell<u32>);

impl Default for Budget {
    fn default() -> Self {
        Self(Cell::new(MOST_STEPS))
    }
}

impl Budget {
    /// How many expressions were evaluated, of those that may be.
    pub fn spent(&self) -> (u32, u32) {
        (MOST_STEPS - self.0.get(), MOST_STEPS)
    }

    fn take(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }

    /// Takes what it costs to build a value, so that values which double in size end an evaluation as well.
    pub(super) fn charge(&self, value: &Value) {
        let mut parts = 0_usize;
        value.visit(&mut |part| {
            let pieces = if let Value::Text(text) = part { text.len() / 16 } else { 0 };
            parts = parts.saturating_add(1).saturating_add(pieces);
        });
        let steps = u32::try_from(parts / PARTS_A_STEP).unwrap_or(u32::MAX);
        self.0.set(self.0.get().saturating_sub(steps));
    }
}

/// A module, and where it is in a root.
pub struct Configuration<'c, 't> {
    pub(super) library: &'c dyn Library<'t>,
    pub(super) module: Rc<Module<'t>>,
    /// The addresses of its resources begin with it: `module.cell.`; empty for the root itself.
    pub(super) prefix: String,
    pub(super) given: Given<'c, 't>,
    pub(super) budget: &'c Budget,
}

/// Where the values of variables come from.
pub(super) enum Given<'c, 't> {
    /// Values, for all variables that have one.
    Values(&'c BTreeMap<String, Value>),
    /// The arguments of a `module` block.
    Call { caller: &'c Configuration<'c, 't>, block: &'t Block, scope: Scope },
}

impl<'c, 't> Configuration<'c, 't> {
    /// A module that is given values for its variables; the addresses of its resources begin with `prefix`.
    pub fn new(
        library: &'c dyn Library<'t>,
        module: Rc<Module<'t>>,
        prefix: &str,
        values: &'c BTreeMap<String, Value>,
        budget: &'c Budget,
    ) -> Self {
        Self { library, module, prefix: prefix.to_owned(), given: Given::Values(values), budget }
    }

    /// The module.
    pub fn module(&self) -> &Module<'t> {
        &self.module
    }

    /// The value of an expression outside of any resource.
    pub fn literal(&self, expression: &Expression) -> Value {
        self.value(expression, &Scope::default())
    }

    pub(super) fn has_budget(&self) -> bool {
        self.budget.take()
    }

    pub(super) fn address(&self, resource: &str) -> String {
        format!("{}{resource}", self.prefix)
    }

    /// What a reference comes to.
    pub(super) fn reference(&self, root: &str, steps: &[Step], scope: &Scope) -> Value {
        if let Some(value) = scope.get(root) {
            return self.follow(value.clone(), steps, scope);
        }
        let Some((Step::Attribute(name), rest)) = steps.split_first() else {
            return Value::Symbol(spelled(root, steps));
        };
        let Some(depth) = scope.deeper() else {
            return Value::unknown(spelled(root, steps), "it refers to itself");
        };
        match root {
            "path" | "terraform" | "self" => Value::Symbol(spelled(root, steps)),
            "module" => self.call_reference(name, rest, &scope.moved_to(depth)),
            "data" => match rest.split_first() {
                Some((Step::Attribute(label), rest)) => self.resource(&format!("data.{name}.{label}"), rest, scope),
                _ => self.undeclared(spelled(root, steps)),
            },
            "var" | "local" => {
                let value = if root == "var" { self.variable(name, depth) } else { self.local(name, depth) };
                match value {
                    Some(value) => self.follow(value, rest, scope),
                    None => self.undeclared(spelled(root, steps)),
                }
            }
            kind => self.resource(&format!("{kind}.{name}"), rest, scope),
        }
    }

    /// The value of a variable: what it is given, or its default, or whatever the run passes.
    fn variable(&self, name: &str, depth: u8) -> Option<Value> {
        let default = self.module.variables.get(name).copied();
        let given = match &self.given {
            Given::Values(values) => values.get(name).cloned(),
            Given::Call { caller, block, scope } => {
                let written = block.body.attribute(name);
                written.map(|written| caller.value(&written.value, &scope.moved_to(depth)))
            }
        };
        let value = given.or_else(|| {
            let default = default?.map(|default| self.value(default, &Scope::at(depth)));
            Some(default.unwrap_or_else(|| Value::Symbol(format!("var.{name}"))))
        });
        value.map(|value| match value {
            Value::List(items) if self.module.sets.contains(name) => Value::set(items),
            value => value,
        })
    }

    fn local(&self, name: &str, depth: u8) -> Option<Value> {
        self.module.locals.get(name).map(|local| self.value(local, &Scope::at(depth)))
    }

    fn resource(&self, resource: &str, steps: &[Step], scope: &Scope) -> Value {
        let Some(declared) = self.module.resources.get(resource) else {
            return self.undeclared(spelled(resource, steps));
        };
        let has_keys = ["for_each", "count"].iter().any(|name| declared.block.body.attribute(name).is_some());
        let resource = self.address(resource);
        let value = if has_keys { Value::Instances(resource) } else { Value::Instance { resource, key: None } };
        self.follow(value, steps, scope)
    }

    fn undeclared(&self, what: String) -> Value {
        let why = match self.module.unreadable.first() {
            Some(file) => may_be_hidden_in(&file.path),
            None => "no file declares it".to_owned(),
        };
        Value::Unknown { what, why }
    }

    /// What steps lead to within a value.
    pub(super) fn follow(&self, value: Value, steps: &[Step], scope: &Scope) -> Value {
        let Some((step, rest)) = steps.split_first() else { return value };
        let key = match step {
            Step::Attribute(name) => Value::text(name),
            Step::Index(index) => self.value(index, scope),
            Step::Splat => return self.splat(value, rest, scope),
        };
        let inner = match value {
            Value::Instance { resource, key } => {
                return self.with_owner(&resource, scope.below(), &mut |owner, local| {
                    owner.attribute(local, key.as_ref(), steps, scope)
                });
            }
            Value::Instances(resource) if matches!(step, Step::Attribute(_)) => {
                return Value::unknown(
                    spelled(&resource, steps),
                    "the resource has `count` or `for_each`, and only its instances have attributes",
                );
            }
            Value::Instances(resource) => {
                let key =
                    self.with_owner(&resource, scope.below(), &mut |owner, local| instance_key(owner, local, &key));
                Value::Instance { resource, key: Some(key) }
            }
            value => member(value, key),
        };
        self.follow(inner, rest, scope)
    }

    fn splat(&self, value: Value, rest: &[Step], scope: &Scope) -> Value {
        match value {
            Value::List(items) | Value::Set(items) => {
                Value::List(items.into_iter().map(|item| self.follow(item, rest, scope)).collect())
            }
            Value::Instances(resource) => match self.entries(Value::Instances(resource.clone()), scope) {
                Ok(entries) => {
                    Value::List(entries.into_iter().map(|(_, item)| self.follow(item, rest, scope)).collect())
                }
                Err(_) => splat(Value::Instances(resource), self.follow(Value::Symbol("*".to_owned()), rest, scope)),
            },
            Value::Null => Value::List(Vec::new()),
            whole
            @ (Value::Object(_) | Value::Instance { .. } | Value::Text(_) | Value::Number(_) | Value::Bool(_)) => {
                Value::List(vec![self.follow(whole, rest, scope)])
            }
            symbol => splat(symbol, self.follow(Value::Symbol("*".to_owned()), rest, scope)),
        }
    }

    /// An attribute of a resource: what is written for it, or else what only the provider knows.
    fn attribute(&self, resource: &str, key: Option<&Key>, steps: &[Step], scope: &Scope) -> Value {
        let of = address(&self.address(resource), key);
        let name = spelled("", steps).trim_start_matches('.').to_owned();
        let unknown = Value::Attribute { of, name };
        let (Some(declared), Some(depth)) = (self.module.resources.get(resource), scope.deeper()) else {
            return unknown;
        };
        let Some((Step::Attribute(name), rest)) = steps.split_first() else { return unknown };
        let Some(own) = self.scope_of(declared, key, depth) else { return unknown };
        if let Some(written) = declared.block.body.attribute(name) {
            let value = self.value(&written.value, &own);
            return self.follow(value, rest, scope);
        }
        let [Step::Index(index), Step::Attribute(inner), rest @ ..] = rest else { return unknown };
        let nested = nested(&declared.block.body, name, &self.value(index, scope));
        match nested.and_then(|block| block.body.attribute(inner)) {
            Some(written) => self.follow(self.value(&written.value, &own), rest, scope),
            None => unknown,
        }
    }

    /// The names that hold in one instance of a resource.
    fn scope_of(&self, declared: &Declared<'t>, key: Option<&Key>, depth: u8) -> Option<Scope> {
        match self.keys(&declared.block.body, depth) {
            Ok(scopes) => scopes.into_iter().find(|(known, _)| known.as_ref() == key).map(|(_, scope)| scope),
            Err(_) => None,
        }
    }
}

/// The nested block that an index means; [`None`] where `dynamic` blocks make some of that kind, so that nobody can count them.
fn nested<'b>(body: &'b Body, kind: &str, index: &Value) -> Option<&'b Block> {
    let is_made = |block: &Block| block.kind == "dynamic" && block.labels.iter().any(|label| label == kind);
    let index = key_text(index).parse::<usize>().ok().filter(|_| !body.blocks().any(is_made))?;
    body.blocks().filter(|block| block.kind == kind).nth(index)
}

/// The key that an index means: a name for `for_each`, a number for `count`.
fn instance_key(owner: &Configuration<'_, '_>, resource: &str, index: &Value) -> Key {
    let declared = owner.module.resources.get(resource);
    let is_counted = declared.is_some_and(|declared| declared.block.body.attribute("count").is_some());
    match index {
        Value::Number(number) if is_counted => number.parse().map_or_else(|_| Key::Name(number.clone()), Key::Index),
        index => Key::Name(key_text(index)),
    }
}
