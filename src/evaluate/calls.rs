//! Calls of modules: what their outputs come to, and which module owns an address.

use std::rc::Rc;

use super::configuration::Configuration;
use super::module::{Declared, Module};
use super::operators::{key_text, splat};
use super::scope::Scope;
use super::value::{Key, Value};
use crate::terraform::references::spelled;
use crate::terraform::{Expression, Step};

impl<'t> Configuration<'_, 't> {
    /// The module that a call means; [`None`] when it is not among the files.
    pub(super) fn target(&self, call: &Declared<'t>) -> Option<Rc<Module<'t>>> {
        let Expression::String(source) = &call.block.body.attribute("source")?.value else { return None };
        self.library.module(&resolved(&self.module.folder, source)?)
    }

    /// `module.<name>` and what follows.
    pub(super) fn call_reference(&self, name: &str, steps: &[Step], scope: &Scope) -> Value {
        let what = || spelled(&format!("module.{name}"), steps);
        let Some(declared) = self.module.calls.get(name) else { return Value::unknown(what(), "no file declares it") };
        let Some(target) = self.target(declared) else {
            let of = self.address(&format!("module.{name}"));
            return Value::Attribute { of, name: spelled("", steps).trim_start_matches('.').to_owned() };
        };
        let Ok(instances) = self.keys(&declared.block.body, scope.below()) else {
            return Value::unknown(what(), "the instances of the module are not known");
        };
        let output = |key: Option<&Key>, scope_of: Scope, output: &str, rest: &[Step]| {
            self.called(name, key, (declared, &target), scope_of).output(output, rest, scope)
        };
        match steps {
            [Step::Attribute(wanted), rest @ ..] => match instances.into_iter().next() {
                Some((None, inner)) => output(None, inner, wanted, rest),
                _ => Value::unknown(what(), "the module has several instances"),
            },
            [Step::Index(index), Step::Attribute(wanted), rest @ ..] => {
                let index = key_text(&self.value(index, scope));
                let is_meant = |key: &Option<Key>| match key {
                    Some(Key::Name(name)) => *name == index,
                    Some(Key::Index(number)) => number.to_string() == index,
                    None => false,
                };
                match instances.into_iter().find(|(key, _)| is_meant(key)) {
                    Some((key, inner)) => output(key.as_ref(), inner, wanted, rest),
                    None => Value::unknown(what(), "the module has no such instance"),
                }
            }
            [Step::Splat, Step::Attribute(wanted), rest @ ..] => {
                let all = instances.into_iter().map(|(key, inner)| output(key.as_ref(), inner, wanted, rest));
                Value::List(all.collect())
            }
            [Step::Splat, ..] => splat(Value::Symbol(format!("module.{name}")), Value::Symbol("*".to_owned())),
            _ => Value::Symbol(what()),
        }
    }

    fn output(&self, name: &str, rest: &[Step], scope: &Scope) -> Value {
        let what = format!("{}{name}", self.prefix);
        let Some(depth) = scope.deeper() else { return Value::unknown(what, "it refers to itself") };
        let Some(written) = self.module.outputs.get(name) else {
            let why = match self.module.unreadable.first() {
                Some(file) => format!("`{}`, which may declare it, cannot be read", file.path),
                None => "the module has no such output".to_owned(),
            };
            return Value::Unknown { what, why };
        };
        let value = self.value(written, &Scope::at(depth));
        self.follow(value, rest, &scope.moved_to(depth))
    }

    /// Asks the module that declares a resource, by the address of the resource within the root: this one or another.
    pub(super) fn with_owner<R>(
        &self,
        address: &str,
        depth: u8,
        ask: &mut dyn FnMut(&Configuration<'_, 't>, &str) -> R,
    ) -> R {
        match address.strip_prefix(self.prefix.as_str()) {
            Some(local) if !local.starts_with("module.") => ask(self, local),
            _ => self.root().within(address, depth, ask),
        }
    }

    fn root(&self) -> &Configuration<'_, 't> {
        let mut root: &Configuration<'_, 't> = self;
        while let super::configuration::Given::Call { caller, .. } = &root.given {
            root = caller;
        }
        root
    }

    /// Goes down the calls that an address names.
    fn within<R>(&self, address: &str, depth: u8, ask: &mut dyn FnMut(&Configuration<'_, 't>, &str) -> R) -> R {
        let local = address.strip_prefix(self.prefix.as_str()).unwrap_or(address);
        let Some(below) = local.strip_prefix("module.") else { return ask(self, local) };
        for (name, declared) in &self.module.calls {
            if !below.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', '['])) {
                continue;
            }
            let (Some(target), Ok(instances)) = (self.target(declared), self.keys(&declared.block.body, depth)) else {
                continue;
            };
            for (key, scope) in instances {
                let child = self.called(name, key.as_ref(), (declared, &target), scope);
                if address.starts_with(child.prefix.as_str()) {
                    return child.within(address, depth, ask);
                }
            }
        }
        ask(self, local)
    }
}

/// A path with `..` steps, as seen from a folder; [`None`] for a source that is not a path.
pub fn resolved(folder: &str, source: &str) -> Option<String> {
    if !(source.starts_with("./") || source.starts_with("../")) {
        return None;
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in source.split('/') {
        match step {
            ".." => drop(steps.pop()?),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}
