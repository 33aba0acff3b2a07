//! Which instances a resource or module call has, and what is written in each.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::body::{Content, dotted};
use super::configuration::{Configuration, Given};
use super::gaps::Gap;
use super::module::{Declared, Place};
use super::operators::key_text;
use super::scope::Scope;
use super::spelled::{address, written_address};
use super::value::{Key, Value};
use crate::terraform::{self, Body, Expression, TemplatePart};

/// How deep modules may call modules.
const DEEPEST_CALL: usize = 8;
/// How many instances a `count` may ask for.
const MOST_COUNTED: usize = 10_000;

/// One instance of a resource or data source, or all of them when their keys are not known, or a module call whose source
/// is not among the files.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The address of the module that declares it, with a dot at the end: `module.cell.`; empty in the root.
    pub module: String,
    /// Its address within its root: `module.cell.aws_subnet.private["a"]`.
    pub address: String,
    /// `aws_subnet`, `data.aws_ami` or `module`.
    pub kind: String,
    /// Where it is written.
    pub place: Place,
    /// The provider configuration of the root that it is made with: `aws`, or `aws.<alias>`.
    pub provider: String,
    /// Its arguments.
    pub content: Content,
    /// Why the keys of the instances are not known; [`None`] when they are.
    pub unknown_keys: Option<String>,
    /// `for_each` or `count` and what it comes to, where the keys are not known.
    pub keys: Option<(&'static str, Value)>,
}

/// What a root makes, as far as its files tell.
#[derive(Debug, Clone, Default)]
pub struct Instances {
    /// The instances by their addresses.
    pub by_address: BTreeMap<String, Instance>,
    /// What is not evaluated.
    pub gaps: Vec<Gap>,
    /// Old and new addresses of what was moved.
    pub moved: BTreeMap<String, String>,
}

impl<'t> Configuration<'_, 't> {
    /// Every resource instance of the module and of those that it calls.
    pub fn instances(&self) -> Instances {
        let mut instances = Instances::default();
        self.add_instances(&mut instances, 0);
        instances
    }

    fn add_instances(&self, instances: &mut Instances, depth: usize) {
        instances.gaps.extend(self.gaps());
        instances.moved.extend(self.module.moved.iter().filter_map(|(from, to)| {
            Some((self.address(&written_address(from)?), self.address(&written_address(to)?)))
        }));
        for (resource, declared) in &self.module.resources {
            let kind = resource.rsplit_once('.').map_or(resource.as_str(), |(kind, _)| kind);
            self.add(instances, (resource, kind), declared);
        }
        for (name, declared) in &self.module.calls {
            let child = self.target(declared).filter(|_| depth < DEEPEST_CALL);
            let scopes = self.keys(&declared.block.body, 0);
            match (child, scopes) {
                (Some(child), Ok(scopes)) => {
                    for (key, scope) in scopes {
                        self.called(name, key.as_ref(), (declared, &child), scope).add_instances(instances, depth + 1);
                    }
                }
                _ => self.add(instances, (&format!("module.{name}"), "module"), declared),
            }
        }
    }

    fn add(&self, instances: &mut Instances, (name, kind): (&str, &str), declared: &Declared<'t>) {
        let (scopes, unknown) = match self.keys(&declared.block.body, 0) {
            Ok(scopes) => (scopes, None),
            Err(unknown) => (vec![(None, Scope::of_any_instance(0))], Some(unknown)),
        };
        for (key, scope) in scopes {
            let address = address(&self.address(name), key.as_ref());
            let instance = Instance {
                module: self.prefix.clone(),
                address: address.clone(),
                kind: kind.to_owned(),
                place: declared.place.clone(),
                provider: self.provider_of(&declared.block.body, kind),
                content: self.content(&declared.block.body, &scope),
                unknown_keys: unknown.as_ref().map(UnknownKeys::to_string),
                keys: unknown.as_ref().map(|UnknownKeys(argument, value)| (*argument, value.clone())),
            };
            instances.by_address.insert(address, instance);
        }
    }

    /// The provider configuration that a resource is made with, as the root names it.
    fn provider_of(&self, body: &Body, kind: &str) -> String {
        let written = body.attribute("provider").and_then(|provider| dotted(&provider.value));
        let implied = || kind.trim_start_matches("data.").split('_').next().unwrap_or_default().to_owned();
        self.provider(&written.unwrap_or_else(implied))
    }

    fn provider(&self, name: &str) -> String {
        let Given::Call { caller, block, .. } = &self.given else { return name.to_owned() };
        let passed = block.body.attribute("providers").and_then(|passed| match &passed.value {
            Expression::Object(items) => {
                let item = items.iter().find(|item| provider_name(&item.key).as_deref() == Some(name));
                item.and_then(|item| dotted(&item.value))
            }
            _ => None,
        });
        caller.provider(passed.as_deref().unwrap_or(name))
    }

    /// The key and the names of every instance; an error when nobody can say which there are.
    pub(super) fn keys(&self, body: &Body, depth: u8) -> Result<Vec<(Option<Key>, Scope)>, UnknownKeys> {
        let scope = Scope::at(depth);
        if let Some(count) = body.attribute("count") {
            let number = self.value(&count.value, &scope);
            let count = if let Value::Number(text) = &number { text.parse::<usize>().ok() } else { None };
            let count = count.filter(|count| *count <= MOST_COUNTED).ok_or(UnknownKeys("count", number))?;
            return Ok((0..count).map(|index| (Some(Key::Index(index)), Scope::of_count(index, depth))).collect());
        }
        let Some(for_each) = body.attribute("for_each") else { return Ok(vec![(None, scope)]) };
        let entries = self.walked(&for_each.value, &scope).map_err(|value| UnknownKeys("for_each", value))?;
        let instance =
            |(key, value): (Value, Value)| (Some(Key::Name(key_text(&key))), Scope::of_each(key, value, depth));
        Ok(entries.into_iter().map(instance).collect())
    }

    /// The keys and values of a `for_each`.
    fn walked(&self, for_each: &Expression, scope: &Scope) -> Result<Vec<(Value, Value)>, Value> {
        match self.value(for_each, scope) {
            // An error of Terraform, which wants a set.
            list @ Value::List(_) => Err(list),
            collection => self.entries(collection, scope),
        }
    }

    /// The keys of a `for_each`; [`None`] unless all of them are known.
    pub(crate) fn known_keys(&self, for_each: &Expression) -> Option<Vec<String>> {
        let entries = self.walked(for_each, &Scope::default()).ok()?;
        entries.into_iter().map(|(key, _)| if let Value::Text(key) = key { Some(key) } else { None }).collect()
    }

    /// What an expression of a block comes to in each instance of the block. Where nobody can say which instances there
    /// are, one stands for all of them, and `each` and `count` are symbols.
    pub(crate) fn in_each_instance(&self, block: &Body, expression: &Expression) -> Vec<Value> {
        match self.keys(block, 0) {
            Ok(instances) => instances.iter().map(|(_, scope)| self.value(expression, scope)).collect(),
            Err(_) => vec![self.value(expression, &Scope::of_any_instance(0))],
        }
    }

    /// What `for_each` or `for` walks over: keys and values. The collection itself when that is not known.
    pub(super) fn entries(&self, collection: Value, scope: &Scope) -> Result<Vec<(Value, Value)>, Value> {
        match collection {
            Value::Object(entries) => Ok(entries.into_iter().map(|(key, value)| (key.value(), value)).collect()),
            Value::Set(items) => Ok(items.into_iter().map(|item| (item.clone(), item)).collect()),
            Value::List(items) => {
                let numbered = items.into_iter().enumerate();
                Ok(numbered.map(|(index, item)| (Value::Number(index.to_string()), item)).collect())
            }
            Value::Instances(resource) => {
                let depth = scope.deeper().ok_or_else(|| Value::Instances(resource.clone()))?;
                let keys = self.with_owner(&resource, depth, &mut |owner, local| {
                    owner.module.resources.get(local).and_then(|declared| owner.keys(&declared.block.body, depth).ok())
                });
                let keys = keys.ok_or_else(|| Value::Instances(resource.clone()))?;
                let entry = |(key, scope): (Option<Key>, Scope)| {
                    (scope.key(), Value::Instance { resource: resource.clone(), key })
                };
                Ok(keys.into_iter().map(entry).collect())
            }
            other => Err(other),
        }
    }

    /// The configuration of a called module.
    pub(super) fn called<'s>(
        &'s self,
        name: &str,
        key: Option<&Key>,
        (declared, module): (&Declared<'t>, &Rc<super::module::Module<'t>>),
        scope: Scope,
    ) -> Configuration<'s, 't> {
        Configuration {
            library: self.library,
            module: Rc::clone(module),
            prefix: format!("{}.", address(&self.address(&format!("module.{name}")), key)),
            given: Given::Call { caller: self, block: declared.block, scope },
            budget: self.budget,
        }
    }
}

/// The name of a provider as a key: `aws` or `aws.east`.
fn provider_name(key: &terraform::Key) -> Option<String> {
    match key {
        terraform::Key::Literal(name) => Some(name.clone()),
        terraform::Key::Path(names) => Some(names.join(".")),
        terraform::Key::Template(template) => match template.parts.as_slice() {
            [TemplatePart::Interpolation(name)] => dotted(name),
            _ => None,
        },
    }
}

/// The argument that decides which instances there are, and what it comes to, which does not tell.
pub(super) struct UnknownKeys(&'static str, Value);

impl std::fmt::Display for UnknownKeys {
    /// ``for_each` is `toset(data.aws_availability_zones.all.names)``
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(argument, value) = self;
        write!(formatter, "`{argument}` is `{value}`")?;
        match value.first_unknown() {
            Some((what, why)) if value.to_string() == what => write!(formatter, ": {why}"),
            Some((what, why)) => write!(formatter, ": `{what}`: {why}"),
            None => Ok(()),
        }
    }
}
