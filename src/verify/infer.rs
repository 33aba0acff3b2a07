//! Infers the type of every expression, and checks expressions against the type that their place wants.

use std::collections::BTreeSet;

use crate::{
    diagnostic::listing,
    terraform::{
        BinaryOperator, Binding, Conditional, Expression, ForList, ForObject, Key, ObjectItem, Operation, Template,
        TemplatePart, UnaryOperator,
    },
};

use super::{
    context::{Context, suggestion},
    types::{Fields, Type},
};

impl<'t> Context<'_, 't> {
    /// Reports when the expression is wrong in itself or when its value does not convert to `target`.
    pub(super) fn check(&mut self, expression: &'t Expression, target: &Type) {
        match (expression, target) {
            (Expression::Null, _) => {}
            (Expression::String(text), Type::Number) if text.parse::<f64>().is_err() => {
                self.report(format_args!("expected `number`, found the text `{text}`"));
            }
            (Expression::String(text), Type::Bool) if !matches!(text.as_str(), "true" | "false") => {
                self.report(format_args!("expected `bool`, found the text `{text}`"));
            }
            (Expression::List(elements), Type::List(element) | Type::Set(element)) => {
                for (index, expression) in elements.iter().enumerate() {
                    self.inside(format!("[{index}]"), |context| context.check(expression, element));
                }
            }
            (Expression::Object(items), Type::Map(element)) => self.check_map(items, element),
            (Expression::Object(items), Type::Object(fields)) => self.check_object(items, fields),
            (Expression::Conditional(conditional), _) if !matches!(target, Type::Any) => {
                self.check(&conditional.condition, &Type::Bool);
                self.check(&conditional.yes, target);
                self.check(&conditional.no, target);
            }
            _ => {
                if let Some(fault) = self.infer(expression).conversion_fault(target) {
                    self.report(fault);
                }
            }
        }
    }

    fn check_map(&mut self, items: &'t [ObjectItem], element: &Type) {
        self.check_keys(items);
        for item in items {
            self.inside(key_text(&item.key), |context| context.check(&item.value, element));
        }
    }

    fn check_object(&mut self, items: &'t [ObjectItem], fields: &Fields) {
        self.check_keys(items);
        for item in items {
            let Key::Literal(name) = &item.key else { continue };
            if let Some(field) = fields.get(name) {
                self.inside(name, |context| context.check(&item.value, &field.ty));
            } else {
                let near = suggestion(name, fields.keys().map(String::as_str));
                self.report(format_args!("unknown attribute `{name}`{near}"));
            }
        }
        let given = |name: &str| items.iter().any(|item| matches!(&item.key, Key::Literal(key) if key == name));
        let missing = fields.iter().filter(|(name, field)| !field.optional && !given(name));
        let missing = listing(missing.map(|(name, _)| name.as_str()), "or");
        if !missing.is_empty() {
            self.report(format_args!("the object has no attribute {missing}"));
        }
    }

    /// The type of an expression; `Any` where it is wrong, after a report.
    pub(super) fn infer(&mut self, expression: &'t Expression) -> Type {
        match expression {
            Expression::Null => Type::Any,
            Expression::Bool(_) => Type::Bool,
            Expression::Number(_) => Type::Number,
            Expression::String(_) => Type::String,
            Expression::Template(template) => {
                self.check_template(template);
                Type::String
            }
            Expression::List(elements) => Type::tuple(elements.iter().map(|element| self.infer(element)).collect()),
            Expression::Object(items) => self.object(items),
            Expression::Variable(name) => self.name(name),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::Call(call) => self.call(call),
            Expression::ForList(walk) => self.for_list(walk),
            Expression::ForObject(walk) => self.for_object(walk),
            Expression::Unary(UnaryOperator::Not, operand) => self.operand(operand, Type::Bool),
            Expression::Unary(UnaryOperator::Negate, operand) => self.operand(operand, Type::Number),
            Expression::Operation(operation) => self.operation(operation),
            Expression::Conditional(conditional) => self.conditional(conditional),
        }
    }

    fn check_template(&mut self, template: &'t Template) {
        for part in &template.parts {
            let TemplatePart::Interpolation(expression) = part else { continue };
            let ty = self.infer(expression);
            if !ty.is_primitive() {
                self.report(format_args!("a text can only contain text, numbers and booleans, found `{ty}`"));
            }
        }
    }

    fn object(&mut self, items: &'t [ObjectItem]) -> Type {
        self.check_keys(items);
        let types: Vec<Type> = items.iter().map(|item| self.infer(&item.value)).collect();
        let names = items.iter().map(|item| match &item.key {
            Key::Literal(name) => Some(name.clone()),
            Key::Template(_) | Key::Path(_) => None,
        });
        match names.collect::<Option<Vec<String>>>() {
            Some(names) => Type::object(names.into_iter().zip(types)),
            None => Type::map(Type::unify_all(types.iter()).unwrap_or(Type::Any)),
        }
    }

    fn check_keys(&mut self, items: &'t [ObjectItem]) {
        let mut seen = BTreeSet::new();
        for item in items {
            match &item.key {
                Key::Literal(name) if !seen.insert(name) => self.report(format_args!("the key `{name}` is set twice")),
                Key::Literal(_) => {}
                Key::Template(template) => self.check_template(template),
                Key::Path(names) => self.report(format_args!(
                    "the key `{}` needs quotes: only the providers of a module call have such keys",
                    names.join(".")
                )),
            }
        }
    }

    fn for_list(&mut self, walk: &'t ForList) -> Type {
        let names = self.bound_names(&walk.binding, &walk.collection);
        self.binding(names, |context| {
            if let Some(condition) = &walk.condition {
                context.check(condition, &Type::Bool);
            }
            Type::list(context.infer(&walk.result))
        })
    }

    fn for_object(&mut self, walk: &'t ForObject) -> Type {
        let names = self.bound_names(&walk.binding, &walk.collection);
        self.binding(names, |context| {
            if let Some(condition) = &walk.condition {
                context.check(condition, &Type::Bool);
            }
            context.check(&walk.key, &Type::String);
            Type::map(context.infer(&walk.result))
        })
    }

    fn bound_names(&mut self, binding: &'t Binding, collection: &'t Expression) -> Vec<(&'t str, Type)> {
        let collection = self.infer(collection);
        let key = match &collection {
            Type::List(_) | Type::Tuple(_) => Type::Number,
            Type::Map(_) | Type::Object(_) => Type::String,
            Type::Set(element) => element.as_ref().clone(),
            Type::Any => Type::Any,
            Type::String | Type::Number | Type::Bool => {
                self.report(format_args!("`for` walks a collection, found `{collection}`"));
                Type::Any
            }
        };
        let value = (binding.value.as_str(), collection.element());
        binding.key.as_deref().map(|name| (name, key)).into_iter().chain([value]).collect()
    }

    fn operand(&mut self, operand: &'t Expression, ty: Type) -> Type {
        self.check(operand, &ty);
        ty
    }

    fn operation(&mut self, operation: &'t Operation) -> Type {
        use BinaryOperator as Operator;
        let (operands, result) = match operation.operator {
            Operator::Or | Operator::And => (Type::Bool, Type::Bool),
            Operator::Equal | Operator::NotEqual => (Type::Any, Type::Bool),
            Operator::Less | Operator::LessOrEqual | Operator::Greater | Operator::GreaterOrEqual => {
                (Type::Number, Type::Bool)
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo => {
                (Type::Number, Type::Number)
            }
        };
        self.check(&operation.left, &operands);
        self.check(&operation.right, &operands);
        result
    }

    fn conditional(&mut self, conditional: &'t Conditional) -> Type {
        self.check(&conditional.condition, &Type::Bool);
        let (yes, no) = (self.infer(&conditional.yes), self.infer(&conditional.no));
        match (&conditional.yes, &conditional.no) {
            (Expression::Null, _) => no,
            (_, Expression::Null) => yes,
            _ => yes.unify(&no).unwrap_or_else(|| {
                self.report(format_args!("the results of a condition have different types: `{yes}` and `{no}`"));
                Type::Any
            }),
        }
    }
}

fn key_text(key: &Key) -> String {
    match key {
        Key::Literal(name) => name.clone(),
        Key::Template(_) => "[…]".to_owned(),
        Key::Path(names) => names.join("."),
    }
}
