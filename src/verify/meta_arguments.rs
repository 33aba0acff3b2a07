//! The arguments that Terraform itself gives every resource: `count`, `depends_on`, `provider`, `lifecycle`.

use crate::terraform::{Block, Expression, Traversal};

use super::{
    builtin,
    context::{Context, suggestion},
    house_rules,
    schema::Resource,
    types::Type,
};
use crate::terraform::references;

impl<'t> Context<'_, 't> {
    /// Checks the meta-arguments of a resource other than `for_each`.
    pub(super) fn check_meta_arguments(&mut self, block: &'t Block, resource: &Resource) {
        if block.body.attribute("count").is_some() {
            self.report(house_rules::NO_COUNT);
        }
        self.check_provider_argument(block);
        self.check_depends_on(block);
        let mut lifecycles = block.body.blocks().filter(|block| block.kind == "lifecycle");
        if let Some(lifecycle) = lifecycles.next() {
            self.inside("lifecycle", |context| context.check_lifecycle(lifecycle, resource));
        }
        if lifecycles.next().is_some() {
            self.report("at most 1 `lifecycle` block is allowed");
        }
    }

    /// `depends_on` is a list of whole resources of this module.
    pub(super) fn check_depends_on(&mut self, block: &'t Block) {
        let Some(attribute) = block.body.attribute("depends_on") else { return };
        self.inside("depends_on", |context| {
            let Expression::List(elements) = &attribute.value else {
                context.report("expected a list of resources");
                return;
            };
            for element in elements {
                context.check_dependency(element);
            }
        });
    }

    fn check_dependency(&mut self, element: &'t Expression) {
        let reference = references::as_reference(element);
        let Some((root, name)) = reference.and_then(|found| Some((found.root, found.first()?))) else {
            self.report("expected a resource, as in `aws_vpc.this`");
            return;
        };
        let is_whole = reference.is_some_and(|found| found.steps.len() == 1);
        if matches!(root, "module" | "var" | "local" | "each" | "data") {
            self.report(format_args!("`{root}.{name}` is no resource: depend on resources of the same module"));
        } else if !is_whole {
            self.report(format_args!("depend on the whole of `{root}.{name}`"));
        } else {
            self.infer(element);
        }
    }

    fn check_lifecycle(&mut self, lifecycle: &'t Block, resource: &Resource) {
        self.check_labels(lifecycle, 0);
        self.setting.own = Some(resource.object.clone());
        self.check_body(
            &lifecycle.body,
            &builtin::LIFECYCLE,
            &["ignore_changes", "replace_triggered_by", "precondition"],
        );
        self.setting.own = None;
        for precondition in lifecycle.body.blocks().filter(|block| block.kind == "precondition") {
            if let Some(nested) = builtin::LIFECYCLE.nested.get("precondition") {
                self.inside("precondition", |context| context.check_body(&precondition.body, &nested.block, &[]));
            }
        }
        if let Some(attribute) = lifecycle.body.attribute("ignore_changes") {
            self.inside("ignore_changes", |context| context.check_ignored(&attribute.value, resource));
        }
        if let Some(attribute) = lifecycle.body.attribute("replace_triggered_by") {
            self.inside("replace_triggered_by", |context| context.check_triggers(&attribute.value));
        }
    }

    fn check_ignored(&mut self, value: &'t Expression, resource: &Resource) {
        match value {
            Expression::Variable(all) if all == "all" => {}
            Expression::List(elements) => elements.iter().for_each(|element| self.check_ignored_one(element, resource)),
            _ => self.report("expected a list of arguments, or `all`"),
        }
    }

    fn check_ignored_one(&mut self, element: &'t Expression, resource: &Resource) {
        let Some(reference) = references::as_reference(element) else {
            self.report("expected the name of an argument, without quotes");
            return;
        };
        let (Type::Object(fields), name) = (&resource.object, reference.root) else { return };
        match (fields.get(name), resource.block.attributes.get(name)) {
            (_, Some(attribute)) if attribute.computed_only => {
                self.report(format_args!("`{name}` is decided by the provider, so there is nothing to ignore"));
            }
            (Some(field), _) => {
                self.walk(field.ty.clone(), reference.steps);
            }
            (None, _) => {
                let near = suggestion(name, resource.block.names());
                self.report(format_args!("no argument `{name}`{near}"));
            }
        }
    }

    fn check_triggers(&mut self, value: &'t Expression) {
        let Expression::List(elements) = value else {
            self.report("expected a list of resources or of their attributes");
            return;
        };
        for element in elements {
            match element {
                Expression::Traversal(traversal) if is_managed(traversal) => drop(self.traversal(traversal)),
                _ => self.report("expected a resource or an attribute of one, as in `aws_launch_template.this`"),
            }
        }
    }
}

fn is_managed(traversal: &Traversal) -> bool {
    match &traversal.base {
        Expression::Variable(root) => {
            !matches!(root.as_str(), "var" | "local" | "module" | "data" | "path" | "terraform")
        }
        _ => false,
    }
}
