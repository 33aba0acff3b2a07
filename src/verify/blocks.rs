//! Checks the content of a block against its schema.

use std::collections::BTreeSet;

use crate::terraform::{Attribute as Given, Block as GivenBlock, Body, Expression};

use super::{
    context::{Context, suggestion},
    schema::{Attribute, Block, NestedBlock, Nesting},
    types::Type,
};

impl<'t> Context<'_, 't> {
    /// Checks a body. Attributes and blocks named in `own` are checked elsewhere, save for being there.
    pub(super) fn check_body(&mut self, body: &'t Body, schema: &Block, own: &[&str]) {
        self.check_repetitions(body);
        for attribute in body.attributes().filter(|attribute| !own.contains(&attribute.name.as_str())) {
            self.check_attribute(attribute, schema);
        }
        for block in body.blocks().filter(|block| !own.contains(&block.kind.as_str())) {
            self.check_nested(block, schema);
        }
        self.check_required(body, schema);
        self.check_counts(body, schema);
    }

    /// Reports attributes that are set more than once.
    pub(super) fn check_repetitions(&mut self, body: &'t Body) {
        let mut seen = BTreeSet::new();
        for attribute in body.attributes() {
            if !seen.insert(attribute.name.as_str()) {
                self.report(format_args!("`{}` is set twice", attribute.name));
            }
        }
    }

    fn check_attribute(&mut self, given: &'t Given, schema: &Block) {
        let name = given.name.as_str();
        match (schema.attributes.get(name), &schema.others) {
            (Some(attribute), _) if attribute.computed_only => {
                self.report(format_args!("`{name}` is decided by the provider and cannot be set"));
            }
            (Some(attribute), _) => self.inside(name, |context| context.check_value(&given.value, attribute)),
            (None, _) if schema.nested.contains_key(name) => {
                self.report(format_args!("`{name}` is a block: write `{name} {{ … }}`, without `=`"));
            }
            (None, Some(ty)) => self.inside(name, |context| context.check(&given.value, ty)),
            (None, None) => {
                let near = suggestion(name, schema.names());
                self.report(format_args!("unknown argument `{name}`{near}"));
            }
        }
    }

    fn check_value(&mut self, value: &'t Expression, attribute: &Attribute) {
        if attribute.literal && !is_literal(value) {
            self.report("only literals are allowed here");
        } else if attribute.required && *value == Expression::Null {
            self.report("the argument is required and cannot be `null`");
        } else {
            self.check(value, &attribute.ty);
        }
    }

    fn check_nested(&mut self, given: &'t GivenBlock, schema: &Block) {
        let name = given.kind.as_str();
        if name == "dynamic" {
            self.report("`dynamic` blocks are not allowed: the compiler writes every block out");
        } else if let Some(nested) = schema.nested.get(name) {
            self.check_labels(given, usize::from(nested.nesting_mode == Nesting::Map));
            self.inside(name, |context| context.check_body(&given.body, &nested.block, &[]));
        } else if let Some(attribute) = schema.attributes.get(name) {
            self.check_attribute_as_block(given, attribute);
        } else {
            let near = suggestion(name, schema.names());
            self.report(format_args!("unknown block `{name}`{near}"));
        }
    }

    /// Older resource types take lists of objects both as an attribute and as repeated blocks.
    fn check_attribute_as_block(&mut self, given: &'t GivenBlock, attribute: &Attribute) {
        let name = given.kind.as_str();
        let fields = match &attribute.ty {
            Type::List(element) | Type::Set(element) if !attribute.computed_only => match element.as_ref() {
                Type::Object(fields) => Some(fields),
                _ => None,
            },
            _ => None,
        };
        match fields {
            Some(fields) => {
                let schema = Block::of_fields(fields);
                self.inside(name, |context| context.check_body(&given.body, &schema, &[]));
            }
            None => self.report(format_args!("`{name}` is an argument: write `{name} = …`, not a block")),
        }
    }

    /// Reports a block whose labels are wrong; true when their number is right.
    pub(super) fn check_labels(&mut self, given: &'t GivenBlock, wanted: usize) -> bool {
        let found = given.labels.len();
        if found != wanted {
            self.report(format_args!("a `{}` block has {wanted} labels, found {found}", given.kind));
        }
        for label in given.labels.iter().filter(|label| !is_identifier(label)) {
            self.report(format_args!("the label `{label}` is no identifier"));
        }
        found == wanted
    }

    fn check_required(&mut self, body: &'t Body, schema: &Block) {
        for (name, _) in schema.attributes.iter().filter(|(_, attribute)| attribute.required) {
            if body.attribute(name).is_none() && body.blocks().all(|block| block.kind != *name) {
                self.report(format_args!("missing required argument `{name}`"));
            }
        }
    }

    fn check_counts(&mut self, body: &'t Body, schema: &Block) {
        for (name, nested) in &schema.nested {
            let found = body.blocks().filter(|block| block.kind == *name).count();
            let (least, most) = nested.limits();
            if found < least {
                self.report(format_args!("at least {least} `{name}` block is required, found {found}"));
            } else if found > most {
                self.report(format_args!("at most {most} `{name}` block is allowed, found {found}"));
            }
        }
    }
}

impl NestedBlock {
    fn limits(&self) -> (usize, usize) {
        let most = match (self.nesting_mode, self.max_items) {
            (Nesting::Single, _) => 1,
            (_, 0) => usize::MAX,
            (_, most) => most,
        };
        (self.min_items, most)
    }
}

/// Letters, digits, `_` and `-`, and no digit or `-` at the start.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

/// Whether an expression is written out: no references, no functions.
pub(super) fn is_literal(expression: &Expression) -> bool {
    match expression {
        Expression::Null | Expression::Bool(_) | Expression::Number(_) | Expression::String(_) => true,
        Expression::List(elements) => elements.iter().all(is_literal),
        Expression::Object(items) => items.iter().all(|item| is_literal(&item.value)),
        Expression::Unary(_, operand) => is_literal(operand),
        _ => false,
    }
}
