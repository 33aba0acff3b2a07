//! `moved`, `removed` and `import`: blocks that name the address of something that was or will be.

use crate::terraform::{Block, Step};

use super::context::{Context, suggestion};
use crate::terraform::references::{self, Reference};

impl<'t> Context<'_, 't> {
    /// What `moved` leaves must be gone, where it leads must exist, and no other `moved` may name either of them.
    pub(super) fn check_moved(&mut self, block: &'t Block) {
        let (from, to) = (self.address(block, "from"), self.address(block, "to"));
        if let (Some(from), Some(to)) = (&from, &to) {
            if from.0 != to.0 {
                self.report(format_args!("`from` and `to` are of different types: `{}` and `{}`", from.0, to.0));
            } else if from != to && self.is_declared(from) {
                self.report(format_args!("`from`: `{}.{}` is still declared", from.0, from.1));
            }
        }
        self.check_exists(to, "to");
        self.check_key(block);
        for argument in ["from", "to"] {
            let address = block.body.attribute(argument).and_then(|address| references::as_reference(&address.value));
            let Some(address) = address.map(|address| references::spelled(address.root, address.steps)) else {
                continue;
            };
            if self.scope.moved.get(&(argument, address.clone())).is_some_and(|times| *times > 1) {
                self.report(format_args!("`{argument}`: `{address}` is named by another `moved` block as well"));
            }
        }
    }

    /// The instance that `to` names is one that there is: anything else that moves there is destroyed.
    fn check_key(&mut self, block: &'t Block) {
        let to = block.body.attribute("to").and_then(|to| references::as_reference(&to.value));
        let Some(Reference { root, steps: [Step::Attribute(name), Step::Index(key)] }) = to else { return };
        let Some(resource) = self.scope.resources.get(&(root, name.as_str())) else { return };
        let address = format!("{root}.{name}");
        match resource.for_each {
            Some(for_each) => self.check_known_key(&address, for_each, key),
            None => self.report(format_args!("`to`: `{address}` has no `for_each`, so there is no instance to choose")),
        }
    }

    /// What `removed` names must be gone.
    pub(super) fn check_gone(&mut self, block: &'t Block) {
        if let Some(from) = self.address(block, "from").filter(|from| self.is_declared(from)) {
            self.report(format_args!("`from`: `{}.{}` is still declared", from.0, from.1));
        }
    }

    /// The argument of that name is the address of something that exists.
    pub(super) fn check_target(&mut self, block: &'t Block, argument: &'static str) {
        let address = self.address(block, argument);
        self.check_exists(address, argument);
    }

    fn check_exists(&mut self, address: Option<(&'t str, &'t str)>, argument: &'static str) {
        let Some(address) = address.filter(|address| !self.is_declared(address)) else { return };
        let address = format!("{}.{}", address.0, address.1);
        let known: Vec<String> = self.scope.addresses().collect();
        let near = suggestion(&address, known.iter().map(String::as_str));
        self.report(format_args!("`{argument}`: `{address}` is not declared in this module{near}"));
    }

    /// The first two parts of the address of a resource or module.
    fn address(&mut self, block: &'t Block, argument: &'static str) -> Option<(&'t str, &'t str)> {
        let value = &block.body.attribute(argument)?.value;
        let address = references::as_reference(value).and_then(resource_or_module);
        if address.is_none() {
            self.report(format_args!("`{argument}` is the address of a resource or module, as in `aws_vpc.this`"));
        }
        address
    }

    /// Things inside a called module count as declared: the tree of that module is checked on its own.
    fn is_declared(&self, &(root, name): &(&'t str, &'t str)) -> bool {
        match root {
            "module" => self.scope.calls.contains_key(name),
            kind => self.scope.resources.contains_key(&(kind, name)),
        }
    }
}

fn resource_or_module(reference: Reference<'_>) -> Option<(&str, &str)> {
    let rest = reference.steps.get(1..)?;
    let root_is_fine = !matches!(reference.root, "var" | "local" | "each" | "path" | "terraform" | "self" | "data");
    let instance_only = matches!(rest, [] | [Step::Index(_)]);
    (root_is_fine && (instance_only || reference.root == "module")).then_some((reference.root, reference.first()?))
}
