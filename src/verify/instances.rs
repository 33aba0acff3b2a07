//! `for_each`: what it walks, which keys it has, and whether Terraform can know them before it applies anything.

use crate::terraform::{Block, Call, Expression, Key, TemplatePart};

use super::{
    context::Context,
    scope::{Scope, literal},
    types::Type,
};
use crate::terraform::references::{self, Reference};

impl<'t> Context<'_, 't> {
    /// Checks `for_each` and gives `each.value` its type inside the block.
    pub(super) fn check_for_each(&mut self, block: &'t Block) {
        let Some(attribute) = block.body.attribute("for_each") else { return };
        let value = self.inside("for_each", |context| context.each_value(&attribute.value));
        self.setting.each_value = Some(value);
    }

    fn each_value(&mut self, walked: &'t Expression) -> Type {
        if let Some(reference) = unknown_key(walked) {
            let reference = references::spelled(reference.root, reference.steps);
            self.report(format_args!("the keys are not known before apply: they depend on `{reference}`"));
        }
        match self.infer(walked) {
            walked @ (Type::Map(_) | Type::Object(_)) => walked.element(),
            Type::Set(element) if element.conversion_fault(&Type::String).is_none() => Type::String,
            Type::Any => Type::Any,
            other => {
                let advice =
                    if matches!(other, Type::Tuple(_) | Type::List(_)) { ": wrap it in `toset(…)`" } else { "" };
                self.report(format_args!("`for_each` takes a map or a set of strings, found `{other}`{advice}"));
                Type::Any
            }
        }
    }
}

/// The keys of what a `for_each` walks, when they are written out.
pub(super) fn literal_keys<'t>(scope: &Scope<'t>, walked: &'t Expression) -> Option<Vec<&'t str>> {
    keys_within(scope, walked, 8)
}

/// Follows at most `depth` names, so that a cycle of locals ends.
fn keys_within<'t>(scope: &Scope<'t>, walked: &'t Expression, depth: u8) -> Option<Vec<&'t str>> {
    let depth = depth.checked_sub(1)?;
    match walked {
        Expression::Object(items) => items.iter().map(|item| literal_key(&item.key)).collect(),
        Expression::Call(Call { function, arguments, expand_last: false }) => {
            match (function.as_str(), arguments.as_slice()) {
                ("toset", [Expression::List(elements)]) => elements.iter().map(literal).collect(),
                ("toset", [list]) => match named(scope, list)? {
                    Expression::List(elements) => elements.iter().map(literal).collect(),
                    _ => None,
                },
                _ => None,
            }
        }
        Expression::Traversal(_) => keys_within(scope, named(scope, walked)?, depth),
        _ => None,
    }
}

fn literal_key(key: &Key) -> Option<&str> {
    match key {
        Key::Literal(name) => Some(name),
        Key::Template(_) | Key::Path(_) => None,
    }
}

/// What a local stands for, or what the `for_each` of a resource walks.
fn named<'t>(scope: &Scope<'t>, expression: &'t Expression) -> Option<&'t Expression> {
    let reference = references::as_reference(expression)?;
    let (name, 1) = (reference.first()?, reference.steps.len()) else { return None };
    match reference.root {
        "local" => scope.locals.get(name).map(|local| local.value),
        kind => scope.resources.get(&(kind, name))?.for_each,
    }
}

/// A reference on which the keys depend and whose value only apply decides.
fn unknown_key(walked: &Expression) -> Option<Reference<'_>> {
    key_expressions(walked).into_iter().find_map(first_unknown)
}

fn first_unknown(expression: &Expression) -> Option<Reference<'_>> {
    let mut unknown = None;
    references::in_expression(expression, &mut |reference| {
        let early = matches!(reference.root, "var" | "local" | "each" | "path" | "terraform" | "self");
        // One step names a whole block, whose own keys are known.
        if !early && reference.steps.len() > 1 && unknown.is_none() {
            unknown = Some(reference);
        }
    });
    unknown
}

/// The parts of an expression that decide its keys.
fn key_expressions(walked: &Expression) -> Vec<&Expression> {
    match walked {
        Expression::Call(Call { function, arguments, expand_last: false }) if function == "toset" => {
            arguments.iter().collect()
        }
        Expression::Object(items) => {
            let templates = items.iter().filter_map(|item| match &item.key {
                Key::Template(template) => Some(&template.parts),
                Key::Literal(_) | Key::Path(_) => None,
            });
            let interpolated = templates.flatten().filter_map(|part| match part {
                TemplatePart::Interpolation(expression) => Some(expression),
                TemplatePart::Literal(_) => None,
            });
            interpolated.collect()
        }
        Expression::ForObject(walk) => vec![&walk.key],
        _ => Vec::new(),
    }
}
