//! `module` blocks: the module exists, and the arguments are its variables.

use crate::terraform::Block;

use super::{
    context::{Context, suggestion},
    house_rules,
    scope::{Scope, literal},
};

impl<'a, 't> Context<'a, 't> {
    /// Checks a call of a module.
    pub(super) fn check_module_call(&mut self, block: &'t Block) {
        self.check_repetitions(&block.body);
        self.check_for_each(block);
        self.check_call_meta_arguments(block);
        match self.called_module(block) {
            Ok(target) => {
                self.check_providers(block, target);
                self.check_arguments(block, target);
            }
            Err(fault) => self.report(fault),
        }
    }

    fn check_call_meta_arguments(&mut self, block: &'t Block) {
        for nested in block.body.blocks() {
            self.report(format_args!("a `module` block has no block `{}`", nested.kind));
        }
        let faults = [
            ("count", house_rules::NO_COUNT),
            ("depends_on", house_rules::NO_DEPENDS_ON_FOR_MODULES),
            ("version", "`version` is for modules of a registry, not for local paths"),
        ];
        for (name, fault) in faults {
            if block.body.attribute(name).is_some() {
                self.report(fault);
            }
        }
    }

    fn called_module(&self, block: &'t Block) -> Result<&'a Scope<'t>, String> {
        let source = block.body.attribute("source").ok_or("missing required argument `source`")?;
        let source = literal(&source.value).ok_or("`source`: only a literal text is allowed here")?;
        let name = block.labels.first().map_or("", String::as_str);
        let target = self.scope.calls.get(name).and_then(|call| call.target.as_deref());
        let Some(target) = target else {
            return Err(format!(
                "`source`: expected a path inside the tree that starts with `./` or `../`, found `{source}`"
            ));
        };
        if target == self.scope.module.path {
            return Err("`source`: a module cannot call itself".to_owned());
        }
        let module = self.index.module(target).ok_or_else(|| {
            let near = suggestion(target, self.index.paths());
            format!("`source`: no module `{target}`{near}")
        })?;
        if module.module.is_root() {
            return Err(format!("`source`: `{target}` is a root, and nobody calls a root"));
        }
        Ok(module)
    }

    fn check_arguments(&mut self, block: &'t Block, target: &Scope<'t>) {
        const META: [&str; 6] = ["count", "depends_on", "for_each", "providers", "source", "version"];
        let arguments = block.body.attributes().filter(|attribute| !META.contains(&attribute.name.as_str()));
        for argument in arguments {
            let name = argument.name.as_str();
            if let Some(variable) = target.variables.get(name) {
                self.inside(name, |context| context.check(&argument.value, &variable.ty));
            } else {
                let near = suggestion(name, target.variables.keys().copied());
                self.report(format_args!("module `{}` has no variable `{name}`{near}", target.module.path));
            }
        }
        for (name, _) in target.variables.iter().filter(|(_, variable)| variable.required) {
            if block.body.attribute(name).is_none() {
                self.report(format_args!("module `{}` requires the argument `{name}`", target.module.path));
            }
        }
    }
}
