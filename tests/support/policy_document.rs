//! Policy documents of emitted resources, evaluated.

use std::collections::BTreeMap;

use cellc::terraform::{Block, Expression, Key, Step, Template, TemplatePart, Tree};
use serde_json::{Map, Value};

/// The documents of one attribute of all resources of one type, by the resource's name.
///
/// # Panics
/// When a document holds a reference that is not `known`.
pub fn policies(tree: &Tree, kind: &str, attribute: &str, known: &BTreeMap<String, String>) -> BTreeMap<String, Value> {
    let files = tree.modules.iter().flat_map(|module| &module.files);
    let blocks =
        files.flat_map(|file| file.body.blocks()).filter(|block| block.labels.first().is_some_and(|l| l == kind));
    let document = |block: &Block| {
        let Expression::Call(call) = &block.body.attribute(attribute)?.value else { return None };
        Some((block.labels[1].clone(), evaluate(&call.arguments[0], known)))
    };
    blocks.filter_map(document).collect()
}

fn evaluate(expression: &Expression, known: &BTreeMap<String, String>) -> Value {
    match expression {
        Expression::String(text) => Value::String(text.clone()),
        Expression::Template(template) => Value::String(text(template, known)),
        Expression::List(elements) => elements.iter().map(|element| evaluate(element, known)).collect(),
        Expression::Object(items) => {
            let key = |key: &Key| match key {
                Key::Literal(text) => text.clone(),
                Key::Template(template) => text(template, known),
                Key::Path(names) => names.join("."),
            };
            let items = items.iter().map(|item| (key(&item.key), evaluate(&item.value, known)));
            Value::Object(items.collect::<Map<_, _>>())
        }
        reference => Value::String(known[&dotted(reference)].clone()),
    }
}

fn text(template: &Template, known: &BTreeMap<String, String>) -> String {
    let part = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => text.clone(),
        TemplatePart::Interpolation(reference) => known[&dotted(reference)].clone(),
    };
    template.parts.iter().map(part).collect()
}

fn dotted(expression: &Expression) -> String {
    let Expression::Traversal(traversal) = expression else { panic!("no reference: {expression:?}") };
    let Expression::Variable(root) = &traversal.base else { panic!("no reference: {expression:?}") };
    let steps = traversal.steps.iter().map(|step| match step {
        Step::Attribute(name) => format!(".{name}"),
        other => panic!("no plain reference: {other:?}"),
    });
    root.clone() + &steps.collect::<String>()
}
