//! A module as stage `evaluate` sees it, with every variable left open: each root passes other values.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::evaluate::{Budget, Configuration, Input, Library, Module, Side, Value};
use crate::terraform;

/// What evaluating a module takes.
pub(super) struct Evaluated<'t> {
    module: Rc<Module<'t>>,
    inputs: BTreeMap<String, Value>,
    budget: Budget,
}

impl<'t> Evaluated<'t> {
    pub(super) fn of(module: &'t terraform::Module) -> Self {
        let module = Module::of(module);
        let input = |name: &&str| Value::Input(Input { path: (*name).to_owned(), side: Side::Both });
        let inputs = module.variables.keys().map(|name| ((*name).to_owned(), input(name))).collect();
        Self { module: Rc::new(module), inputs, budget: Budget::default() }
    }

    /// The module, whose variables are [inputs](Value::Input).
    pub(super) fn configuration(&self) -> Configuration<'_, 't> {
        Configuration::new(self, Rc::clone(&self.module), "", &self.inputs, &self.budget)
    }
}

impl<'t> Library<'t> for Evaluated<'t> {
    /// None: a module is judged without those that it calls, which are judged once for all their callers.
    fn module(&self, _folder: &str) -> Option<Rc<Module<'t>>> {
        None
    }
}
