//! What is written in a generated file, without comments and layout: as much of HCL as the compiler writes.

use std::collections::BTreeMap;

use hcl_edit::expr::{Expression as Written, ObjectKey, TraversalOperator};
use hcl_edit::structure::{Body as WrittenBody, Structure};
use hcl_edit::template::{Element, Template};

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    /// Text with expressions in it.
    Template(Vec<Expression>),
    List(Vec<Expression>),
    Object(Vec<(Expression, Expression)>),
    /// `aws_vpc.this.id`.
    Path {
        root: String,
        steps: Vec<Step>,
    },
    /// `[for name in collection : result]`.
    For {
        name: String,
        collection: Box<Expression>,
        result: Box<Expression>,
    },
    Call {
        function: String,
        arguments: Vec<Expression>,
    },
    /// What the compiler does not write: compared as text.
    Opaque(String),
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Name(String),
    Index(Expression),
}

/// The content of a file or block.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Body {
    pub(super) attributes: BTreeMap<String, Expression>,
    pub(super) blocks: Vec<Block>,
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) kind: String,
    pub(super) labels: Vec<String>,
    pub(super) body: Body,
}

impl Body {
    /// Reads a file.
    pub(super) fn parse(text: &str) -> Result<Self, hcl_edit::parser::Error> {
        Ok(body(hcl_edit::parser::parse_body(text)?))
    }

    /// The blocks of a kind.
    pub(super) fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }
}

impl Expression {
    /// The variables that are read anywhere in it.
    pub(super) fn variables(&self, visit: &mut dyn FnMut(&str)) {
        if let (Self::Path { root, steps }, "var") = (self, self.root())
            && let Some(Step::Name(name)) = steps.first()
        {
            debug_assert_eq!(root, "var");
            visit(name);
        }
        self.children(&mut |child| child.variables(visit));
    }

    /// What is written directly inside.
    pub(super) fn children<'a>(&'a self, visit: &mut dyn FnMut(&'a Expression)) {
        match self {
            Self::Template(all) | Self::List(all) | Self::Call { arguments: all, .. } => all.iter().for_each(visit),
            Self::Object(entries) => entries.iter().for_each(|(key, value)| {
                visit(key);
                visit(value);
            }),
            Self::Path { steps, .. } => steps.iter().for_each(|step| {
                if let Step::Index(index) = step {
                    visit(index);
                }
            }),
            Self::For { collection, result, .. } => {
                visit(collection);
                visit(result);
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Opaque(_) => {}
        }
    }

    fn root(&self) -> &str {
        if let Self::Path { root, .. } = self { root } else { "" }
    }

    /// A path without its indices, such as `vpc_config.subnet_ids`.
    pub(super) fn dotted(&self) -> Option<String> {
        let Self::Path { root, steps } = self else { return None };
        let names =
            steps.iter().filter_map(|step| if let Step::Name(name) = step { Some(name.as_str()) } else { None });
        Some(std::iter::once(root.as_str()).chain(names).collect::<Vec<_>>().join("."))
    }
}

fn body(written: WrittenBody) -> Body {
    let mut body = Body::default();
    for structure in written {
        match structure {
            Structure::Attribute(attribute) => {
                body.attributes.insert(attribute.key.as_str().to_owned(), expression(&attribute.value));
            }
            Structure::Block(block) => body.blocks.push(Block {
                kind: block.ident.as_str().to_owned(),
                labels: block.labels.iter().map(|label| label.as_str().to_owned()).collect(),
                body: self::body(block.body),
            }),
        }
    }
    body
}

fn expression(written: &Written) -> Expression {
    match written {
        Written::Null(_) => Expression::Null,
        Written::Bool(value) => Expression::Bool(*value.value()),
        Written::Number(value) => Expression::Number(value.value().to_string()),
        Written::String(value) => Expression::Text(value.value().clone()),
        Written::Array(array) => Expression::List(array.iter().map(expression).collect()),
        Written::Object(object) => {
            Expression::Object(object.iter().map(|(key, value)| (object_key(key), expression(value.expr()))).collect())
        }
        Written::StringTemplate(template) => parts(template).unwrap_or_else(|| opaque(written)),
        Written::HeredocTemplate(heredoc) => parts(&heredoc.template).unwrap_or_else(|| opaque(written)),
        Written::Parenthesis(inner) => expression(inner.inner()),
        Written::Variable(name) => Expression::Path { root: name.as_str().to_owned(), steps: Vec::new() },
        Written::Traversal(traversal) => path(traversal).unwrap_or_else(|| opaque(written)),
        Written::FuncCall(call) => Expression::Call {
            function: call.name.name.as_str().to_owned(),
            arguments: call.args.iter().map(expression).collect(),
        },
        Written::ForExpr(walk) if walk.key_expr.is_none() && walk.cond.is_none() && walk.intro.key_var.is_none() => {
            Expression::For {
                name: walk.intro.value_var.as_str().to_owned(),
                collection: Box::new(expression(&walk.intro.collection_expr)),
                result: Box::new(expression(&walk.value_expr)),
            }
        }
        Written::Conditional(_) | Written::UnaryOp(_) | Written::BinaryOp(_) | Written::ForExpr(_) => opaque(written),
    }
}

fn opaque(written: &Written) -> Expression {
    Expression::Opaque(written.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
}

fn object_key(key: &ObjectKey) -> Expression {
    match key {
        ObjectKey::Ident(name) => Expression::Text(name.as_str().to_owned()),
        ObjectKey::Expression(written) => match expression(written) {
            // A bare word is a key, not a reference.
            Expression::Path { root, steps } if steps.is_empty() => Expression::Text(root),
            key => key,
        },
    }
}

/// [`None`] when there is a directive in it.
fn parts(template: &Template) -> Option<Expression> {
    let part = |element: &Element| match element {
        Element::Literal(text) => Some(Expression::Text(text.to_string())),
        Element::Interpolation(interpolation) => Some(expression(&interpolation.expr)),
        Element::Directive(_) => None,
    };
    template.iter().map(part).collect::<Option<Vec<_>>>().map(Expression::Template)
}

/// [`None`] when it does not begin with a name, or holds a splat.
fn path(traversal: &hcl_edit::expr::Traversal) -> Option<Expression> {
    let Written::Variable(root) = &traversal.expr else { return None };
    let step = |operator: &TraversalOperator| match operator {
        TraversalOperator::GetAttr(name) => Some(Step::Name(name.as_str().to_owned())),
        TraversalOperator::Index(index) => Some(Step::Index(expression(index))),
        TraversalOperator::LegacyIndex(index) => Some(Step::Index(Expression::Number(index.value().to_string()))),
        TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => None,
    };
    let steps = traversal.operators.iter().map(|operator| step(operator.value())).collect::<Option<Vec<_>>>()?;
    Some(Expression::Path { root: root.as_str().to_owned(), steps })
}

#[cfg(test)]
mod tests {
    use super::{Body, Expression, Step};

    fn read(text: &str) -> Expression {
        Body::parse(&format!("x = {text}\n")).unwrap().attributes.remove("x").unwrap()
    }

    #[test]
    fn expressions_are_read_without_their_layout() {
        let name = |name: &str| Step::Name(name.to_owned());
        for (text, expected) in [
            ("null", Expression::Null),
            ("(50)", Expression::Number("50".to_owned())),
            ("[ 1,\n 2 ]", Expression::List(vec![Expression::Number("1".into()), Expression::Number("2".into())])),
            ("{ a = true }", Expression::Object(vec![(Expression::Text("a".into()), Expression::Bool(true))])),
            ("{ \"a\" : true }", Expression::Object(vec![(Expression::Text("a".into()), Expression::Bool(true))])),
            (
                "a.b[each.key].c",
                Expression::Path {
                    root: "a".to_owned(),
                    steps: vec![
                        name("b"),
                        Step::Index(Expression::Path { root: "each".to_owned(), steps: vec![name("key")] }),
                        name("c"),
                    ],
                },
            ),
            ("a  ?  b : c", Expression::Opaque("a ? b : c".to_owned())),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn paths_are_named_without_indices() {
        assert_eq!(read("vpc_config[0].subnet_ids").dotted().as_deref(), Some("vpc_config.subnet_ids"));
        assert_eq!(read("\"text\"").dotted(), None);
    }

    #[test]
    fn every_variable_is_found() {
        let mut found = Vec::new();
        read("toset([\"${var.a}-b\", merge(var.c, { d = x[var.e] })])")
            .variables(&mut |name| found.push(name.to_owned()));
        assert_eq!(found, ["a", "c", "e"]);
    }
}
