//! `for_each`: what it walks, and whether Terraform can know its keys before it applies anything.

use crate::terraform::{Block, Call, Expression, Key, TemplatePart};

use super::{context::Context, types::Type};
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
