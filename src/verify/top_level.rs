//! The blocks that stand at the top of a file.

use crate::terraform::Block;

use super::{
    blocks::is_literal,
    builtin,
    context::{Context, suggestion},
    house_rules,
    schema::{self, Block as Schema},
    type_expressions,
};
use crate::terraform::references;

const KINDS: [&str; 9] =
    ["import", "locals", "module", "moved", "output", "provider", "removed", "resource", "terraform"];

impl<'t> Context<'_, 't> {
    /// Checks a block at the top of a file.
    pub(super) fn check_top_level(&mut self, block: &'t Block) {
        match block.kind.as_str() {
            "resource" => self.check_resource(block),
            "module" if self.check_labels(block, 1) => self.check_module_call(block),
            "variable" if self.check_labels(block, 1) => self.check_variable(block),
            "provider" if self.check_labels(block, 1) => self.check_provider(block),
            "output" if self.check_labels(block, 1) => {
                self.check_body(&block.body, &builtin::OUTPUT, &["depends_on"]);
                self.check_depends_on(block);
            }
            "module" | "variable" | "provider" | "output" => {}
            "locals" => self.check_unlabelled(block, &builtin::LOCALS, &[]),
            "terraform" => self.check_terraform(block),
            "moved" => {
                self.check_unlabelled(block, &builtin::MOVED, &["from", "to"]);
                self.check_moved(block);
            }
            "import" => self.check_import(block),
            "removed" => {
                self.check_unlabelled(block, &builtin::REMOVED, &["from"]);
                self.check_gone(block);
            }
            "data" => self.report(house_rules::NO_DATA_SOURCES),
            kind => {
                let near = suggestion(kind, KINDS.into_iter().chain(["variable"]));
                self.report(format_args!("unknown block `{kind}`{near}"));
            }
        }
    }

    fn check_unlabelled(&mut self, block: &'t Block, schema: &Schema, own: &[&str]) {
        self.check_labels(block, 0);
        self.check_body(&block.body, schema, own);
    }

    fn check_resource(&mut self, block: &'t Block) {
        if !self.check_labels(block, 2) {
            return;
        }
        let kind = block.labels.first().map_or("", String::as_str);
        let Some(resource) = schema::resource(kind) else {
            let near = suggestion(kind, schema::resource_types());
            self.report(format_args!("no schema for the resource type `{kind}`{near}"));
            return;
        };
        self.check_for_each(block);
        self.check_body(&block.body, &resource.block, &["count", "depends_on", "for_each", "lifecycle", "provider"]);
        self.check_meta_arguments(block, resource);
    }

    fn check_variable(&mut self, block: &'t Block) {
        let name = block.labels.first().map_or("", String::as_str);
        self.setting.only_variable = Some(name);
        self.check_body(&block.body, &builtin::VARIABLE, &["type"]);
        self.check_validations(block, name);
        let Some(ty) = block.body.attribute("type") else { return };
        match type_expressions::parse(&ty.value) {
            Err(fault) => self.inside("type", |context| context.report(fault)),
            Ok(ty) => {
                if let Some(default) = block.body.attribute("default").filter(|default| is_literal(&default.value)) {
                    self.inside("default", |context| context.check(&default.value, &ty));
                }
            }
        }
    }

    /// A validation that does not look at the variable is refused by Terraform.
    fn check_validations(&mut self, block: &'t Block, name: &str) {
        for validation in block.body.blocks().filter(|block| block.kind == "validation") {
            let Some(condition) = validation.body.attribute("condition") else { continue };
            let mut mentioned = false;
            references::in_expression(&condition.value, &mut |reference| {
                mentioned |= reference.root == "var" && reference.first() == Some(name);
            });
            if !mentioned {
                self.report(format_args!("the condition of a validation must refer to `var.{name}`"));
            }
        }
    }

    fn check_terraform(&mut self, block: &'t Block) {
        self.setting.names_aliases = true;
        self.check_unlabelled(block, &builtin::TERRAFORM, &["backend"]);
        self.setting.names_aliases = false;
        self.check_configuration_aliases(block);
        let backends: Vec<&Block> = block.body.blocks().filter(|block| block.kind == "backend").collect();
        if backends.len() > 1 {
            self.report("at most 1 `backend` block is allowed");
        }
        for backend in backends {
            if !self.scope.module.is_root() {
                self.report("a backend belongs to a root, not to a module that is called");
            }
            if !self.check_labels(backend, 1) {
                continue;
            }
            let kind = backend.labels.first().map_or("", String::as_str);
            match builtin::backend(kind) {
                Some(schema) => self.inside("backend", |context| context.check_body(&backend.body, schema, &[])),
                None => self.report(format_args!("unknown backend `{kind}`: `s3` and `local` are known")),
            }
        }
    }

    fn check_import(&mut self, block: &'t Block) {
        self.check_for_each(block);
        self.check_unlabelled(block, &builtin::IMPORT, &["for_each", "provider", "to"]);
        if !self.scope.module.is_root() {
            self.report("`import` blocks belong to roots, not to modules that are called");
        }
        self.check_provider_argument(block);
        self.check_target(block, "to");
    }
}
