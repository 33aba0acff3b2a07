//! Random Terraform trees: every kind of expression, nested blocks, comments, and awkward names and strings.

use std::collections::BTreeSet;

use cellc::terraform::{
    Attribute, BinaryOperator, Binding, Block, Body, Call, Conditional, Expression, File, ForList, ForObject, Item,
    Key, ObjectItem, Operation, Step, Template, TemplatePart, Traversal, UnaryOperator,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

const NAMES: [&str; 14] = [
    "a",
    "id",
    "name",
    "tags",
    "in_",
    "subnet_ids",
    "_private",
    "with-dash",
    "x1",
    "ifx",
    "list",
    "vpc_config",
    "each",
    "a_rather_long_name_that_fills_the_line",
];

const PIECES: [&str; 38] = [
    "a",
    "plain words",
    "$",
    "%",
    "{",
    "}",
    "${",
    "%{",
    "$${",
    "%%{",
    "$%{",
    "%${",
    "~",
    "\"",
    "\\",
    "\n",
    "\t",
    "\r",
    "\u{0}",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    "é",
    "日本",
    "🦀",
    "👩\u{200d}🚀",
    "\u{301}",
    "\u{202e}",
    "\u{feff}",
    "#",
    "//",
    "/*",
    "*/",
    "<<EOT",
    "=",
    " = ",
    "क\u{94d}ष",
    "a string that is so long that two of them fill a whole line ",
];

const OPERATORS: [BinaryOperator; 13] = [
    BinaryOperator::Or,
    BinaryOperator::And,
    BinaryOperator::Equal,
    BinaryOperator::NotEqual,
    BinaryOperator::Less,
    BinaryOperator::LessOrEqual,
    BinaryOperator::Greater,
    BinaryOperator::GreaterOrEqual,
    BinaryOperator::Add,
    BinaryOperator::Subtract,
    BinaryOperator::Multiply,
    BinaryOperator::Divide,
    BinaryOperator::Modulo,
];

/// Strings that are hard to quote.
pub(crate) fn awkward_string() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(select(&PIECES[..]), 0..6).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(&NAMES[..]).prop_map(str::to_owned), 1 => "[a-z][a-z0-9_]{0,12}x"]
}

fn number() -> impl Strategy<Value = Expression> {
    prop_oneof![
        (-20..20_i64).prop_map(Expression::from),
        any::<i64>().prop_map(Expression::from),
        any::<u64>().prop_map(|number| Expression::Number(number.into())),
        (-1.0e6..1.0e6_f64).prop_map(float),
        select(vec![1e300, 1e-300, 1.5e21, -2.5e-7, 0.1]).prop_map(float),
    ]
}

fn float(number: f64) -> Expression {
    Expression::Number(serde_json::Number::from_f64(number).expect("finite"))
}

fn leaf() -> impl Strategy<Value = Expression> {
    prop_oneof![
        1 => Just(Expression::Null),
        1 => any::<bool>().prop_map(Expression::from),
        2 => number(),
        4 => awkward_string().prop_map(Expression::from),
        3 => name().prop_map(Expression::Variable),
        1 => Just(Expression::List(Vec::new())),
        1 => Just(Expression::Object(Vec::new())),
    ]
}

/// Any expression.
pub(crate) fn expression() -> impl Strategy<Value = Expression> {
    leaf().prop_recursive(6, 64, 6, |inner| {
        let boxed = inner.clone();
        prop_oneof![
            4 => vec(inner.clone(), 0..6).prop_map(Expression::List),
            4 => object(inner.clone()),
            3 => template(inner.clone()).prop_map(Expression::Template),
            3 => traversal(inner.clone()),
            4 => call(inner.clone()),
            2 => for_list(inner.clone()),
            2 => for_object(inner.clone()),
            1 => inner.clone().prop_map(|operand| Expression::Unary(UnaryOperator::Not, Box::new(operand))),
            2 => inner.clone().prop_map(|operand| Expression::Unary(UnaryOperator::Negate, Box::new(operand))),
            4 => (inner.clone(), select(&OPERATORS[..]), inner.clone()).prop_map(|(left, operator, right)| {
                Expression::Operation(Box::new(Operation { left, operator, right }))
            }),
            4 => (inner.clone(), inner.clone(), boxed).prop_map(|(condition, yes, no)| {
                Expression::Conditional(Box::new(Conditional { condition, yes, no }))
            }),
        ]
    })
}

/// A call without arguments has none to expand.
fn call(inner: impl Strategy<Value = Expression>) -> impl Strategy<Value = Expression> {
    (name(), vec(inner, 0..4), prop::bool::weighted(0.2)).prop_map(|(function, arguments, expand_last)| {
        let expand_last = expand_last && !arguments.is_empty();
        Expression::Call(Call { function, arguments, expand_last })
    })
}

fn template(inner: impl Strategy<Value = Expression>) -> impl Strategy<Value = Template> {
    let part = (option::of(awkward_string()), inner);
    (vec(part, 1..4), awkward_string()).prop_map(|(pairs, last)| {
        let mut parts = Vec::new();
        for (literal, expression) in pairs {
            parts.extend(literal.filter(|literal| !literal.is_empty()).map(TemplatePart::Literal));
            parts.push(TemplatePart::Interpolation(expression));
        }
        parts.extend(Some(last).filter(|last| !last.is_empty()).map(TemplatePart::Literal));
        Template { parts }
    })
}

fn key(inner: impl Strategy<Value = Expression>) -> impl Strategy<Value = Key> {
    prop_oneof![
        6 => name().prop_map(Key::Literal),
        2 => select(vec!["for", "null", "true", "false", "in", "if", "1a", "", "kubernetes.io/name", "日本", "e\u{301}"])
            .prop_map(Key::from),
        2 => awkward_string().prop_map(Key::Literal),
        1 => vec(name(), 2..4).prop_map(Key::Path),
        1 => template(inner).prop_map(Key::Template),
    ]
}

fn comment() -> impl Strategy<Value = String> {
    prop_oneof![6 => Just(String::new()), 1 => Just("why it is so".to_owned()), 1 => awkward_string()]
}

fn object(inner: impl Strategy<Value = Expression> + Clone) -> impl Strategy<Value = Expression> {
    let item = (comment(), key(inner.clone()), inner);
    vec(item, 0..6).prop_map(|items| {
        let mut seen = BTreeSet::new();
        let items = items
            .into_iter()
            .filter(|(_, key, _)| seen.insert(format!("{key:?}")))
            .map(|(comment, key, value)| ObjectItem { comment, key, value });
        Expression::Object(items.collect())
    })
}

fn traversal(inner: impl Strategy<Value = Expression>) -> impl Strategy<Value = Expression> {
    let step = prop_oneof![
        6 => name().prop_map(Step::Attribute),
        1 => awkward_string().prop_map(Step::Attribute),
        2 => leaf().prop_map(Step::Index),
        1 => Just(Step::Splat),
    ];
    let base = prop_oneof![3 => name().prop_map(Expression::Variable), 1 => inner];
    (base, vec(step, 1..4)).prop_map(|(base, steps)| Expression::Traversal(Box::new(Traversal { base, steps })))
}

fn binding() -> impl Strategy<Value = Binding> {
    (option::of(name()), name()).prop_map(|(key, value)| Binding { key, value })
}

fn for_list(inner: impl Strategy<Value = Expression> + Clone) -> impl Strategy<Value = Expression> {
    (binding(), inner.clone(), inner.clone(), option::of(inner)).prop_map(|(binding, collection, result, condition)| {
        Expression::ForList(Box::new(ForList { binding, collection, result, condition }))
    })
}

fn for_object(inner: impl Strategy<Value = Expression> + Clone) -> impl Strategy<Value = Expression> {
    (binding(), inner.clone(), inner.clone(), inner.clone(), any::<bool>(), option::of(inner)).prop_map(
        |(binding, collection, key, result, grouping, condition)| {
            Expression::ForObject(Box::new(ForObject { binding, collection, key, result, grouping, condition }))
        },
    )
}

fn attribute_name() -> impl Strategy<Value = String> {
    prop_oneof![4 => name(), 1 => select(vec!["for_each", "count", "source", "version", "depends_on"]).prop_map(str::to_owned)]
}

fn body_of(block: impl Strategy<Value = Block>) -> impl Strategy<Value = Body> {
    let attribute = (comment(), attribute_name(), expression())
        .prop_map(|(comment, name, value)| Item::Attribute(Attribute { comment, name, value }));
    let item = prop_oneof![3 => attribute, 1 => block.prop_map(Item::Block)];
    vec(item, 0..7).prop_map(|mut items| {
        let mut seen = BTreeSet::new();
        items.retain(|item| match item {
            Item::Attribute(attribute) => seen.insert(attribute.name.clone()),
            Item::Block(_) => true,
        });
        Body { items }
    })
}

/// A body with nested blocks.
pub(crate) fn body() -> impl Strategy<Value = Body> {
    let leaf = block(body_of(block(Just(Body::default()))));
    body_of(leaf.prop_recursive(2, 8, 2, |inner| block(body_of(inner))))
}

fn block(body: impl Strategy<Value = Body>) -> impl Strategy<Value = Block> {
    let kind = select(vec!["resource", "module", "dynamic", "locals", "lifecycle"]).prop_map(str::to_owned);
    (comment(), kind, vec(name(), 0..3), body).prop_map(|(comment, kind, labels, body)| Block {
        comment,
        kind,
        labels,
        body,
    })
}

/// A file with a header.
pub(crate) fn file() -> impl Strategy<Value = File> {
    (vec(awkward_string(), 0..3), body()).prop_map(|(header, body)| File {
        name: "main.tf".to_owned(),
        lowered_by: file!(),
        header,
        body,
    })
}
