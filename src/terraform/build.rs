//! Small builders, so that lowering code reads like the Terraform that it makes.
//!
//! ```
//! use cellc::terraform::{path, resource, text};
//!
//! let subnet = resource("aws_subnet", "private")
//!     .set("for_each", path("var.zones"))
//!     .set("vpc_id", path("aws_vpc.this.id"))
//!     .set("availability_zone", text("{}{}", [path("var.region"), path("each.key")]));
//! assert_eq!(subnet.into_block().labels, ["aws_subnet", "private"]);
//! ```

use super::{
    Attribute, Binding, Block, Body, Call, Conditional, Expression, ForList, ForObject, Item, Key, ObjectItem, Step,
    Template, TemplatePart, Traversal,
};

/// A block under construction.
#[derive(Debug, Clone)]
pub struct BodyBuilder {
    block: Block,
    pending_comment: String,
}

/// A managed resource block.
pub fn resource(kind: &str, name: &str) -> BodyBuilder {
    block("resource").label(kind).label(name)
}

/// A block without labels.
pub fn block(kind: &str) -> BodyBuilder {
    let block = Block { comment: String::new(), kind: kind.to_owned(), labels: Vec::new(), body: Body::default() };
    BodyBuilder { block, pending_comment: String::new() }
}

impl BodyBuilder {
    /// Adds a label.
    pub fn label(mut self, label: &str) -> Self {
        self.block.labels.push(label.to_owned());
        self
    }

    /// The comment above the block.
    pub fn comment(mut self, comment: &str) -> Self {
        comment.clone_into(&mut self.block.comment);
        self
    }

    /// The comment above the attribute that is set next.
    pub fn because(mut self, comment: &str) -> Self {
        comment.clone_into(&mut self.pending_comment);
        self
    }

    /// Adds an attribute.
    pub fn set(mut self, name: &str, value: impl Into<Expression>) -> Self {
        let comment = std::mem::take(&mut self.pending_comment);
        let attribute = Attribute { comment, name: name.to_owned(), value: value.into() };
        self.block.body.items.push(Item::Attribute(attribute));
        self
    }

    /// Adds an attribute when there is a value for it.
    pub fn set_if_some(self, name: &str, value: Option<impl Into<Expression>>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Makes one instance for each of these: `for_each`, before all other attributes.
    pub fn each(mut self, instances: impl Into<Expression>) -> Self {
        let name = "for_each".to_owned();
        self.block
            .body
            .items
            .insert(0, Item::Attribute(Attribute { comment: String::new(), name, value: instances.into() }));
        self
    }

    /// Adds a nested block.
    pub fn nest(mut self, nested: Self) -> Self {
        self.block.body.items.push(Item::Block(nested.into_block()));
        self
    }

    /// Adds nested blocks.
    pub fn nest_all(self, nested: impl IntoIterator<Item = Self>) -> Self {
        nested.into_iter().fold(self, Self::nest)
    }

    /// The finished block.
    pub fn into_block(self) -> Block {
        self.block
    }
}

impl From<Vec<BodyBuilder>> for Body {
    fn from(blocks: Vec<BodyBuilder>) -> Self {
        Self { items: blocks.into_iter().map(|builder| Item::Block(builder.into_block())).collect() }
    }
}

/// A reference written with dots, such as `aws_vpc.this.id` or `var.zones`. Parts that are numbers become indexes:
/// `aws_eks_cluster.this.vpc_config.0.vpc_id` is `aws_eks_cluster.this.vpc_config[0].vpc_id`.
pub fn path(dotted: &str) -> Expression {
    let mut parts = dotted.split('.');
    let base = Expression::Variable(parts.next().unwrap_or_default().to_owned());
    let steps: Vec<Step> = parts
        .map(|part| match part.parse::<u32>() {
            Ok(index) => Step::Index(index.into()),
            Err(_) => Step::Attribute(part.to_owned()),
        })
        .collect();
    if steps.is_empty() { base } else { Expression::Traversal(Box::new(Traversal { base, steps })) }
}

impl Expression {
    /// The expression followed by one more step; steps on a path lengthen the path.
    fn step(self, step: Step) -> Self {
        match self {
            Self::Traversal(mut traversal) => {
                traversal.steps.push(step);
                Self::Traversal(traversal)
            }
            base => Self::Traversal(Box::new(Traversal { base, steps: vec![step] })),
        }
    }

    /// `self.name`
    pub fn attribute(self, name: &str) -> Self {
        self.step(Step::Attribute(name.to_owned()))
    }

    /// `self[index]`
    pub fn index(self, index: impl Into<Self>) -> Self {
        self.step(Step::Index(index.into()))
    }

    /// `self[*]`
    pub fn splat(self) -> Self {
        self.step(Step::Splat)
    }
}

/// A string in which each `{}` of `pattern` is replaced by an interpolation of the next value, the way `format!`
/// does it. String literals among the values are merged into the text.
///
/// # Panics
/// When the pattern has more or fewer `{}` than there are values: a mistake in the compiler, not in a spec.
pub fn text(pattern: &str, values: impl IntoIterator<Item = Expression>) -> Expression {
    let template = template(pattern, values);
    match template.parts.as_slice() {
        [] => Expression::String(String::new()),
        [TemplatePart::Literal(literal)] => Expression::String(literal.clone()),
        [TemplatePart::Interpolation(expression)] => expression.clone(),
        _ => Expression::Template(template),
    }
}

fn template(pattern: &str, values: impl IntoIterator<Item = Expression>) -> Template {
    let mut parts = Vec::new();
    let mut values = values.into_iter();
    for (index, literal) in pattern.split("{}").enumerate() {
        if index > 0 {
            let value = values.next();
            push_value(&mut parts, value.expect("text(): the pattern has more `{}` than there are values"));
        }
        push_literal(&mut parts, literal);
    }
    assert!(values.next().is_none(), "text(): the pattern has fewer `{{}}` than there are values");
    Template { parts }
}

fn push_value(parts: &mut Vec<TemplatePart>, value: Expression) {
    match value {
        Expression::String(literal) => push_literal(parts, &literal),
        Expression::Template(template) => template.parts.into_iter().for_each(|part| match part {
            TemplatePart::Literal(literal) => push_literal(parts, &literal),
            TemplatePart::Interpolation(_) => parts.push(part),
        }),
        value => parts.push(TemplatePart::Interpolation(value)),
    }
}

fn push_literal(parts: &mut Vec<TemplatePart>, literal: &str) {
    if literal.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(TemplatePart::Literal(last)) => last.push_str(literal),
        _ => parts.push(TemplatePart::Literal(literal.to_owned())),
    }
}

/// A list.
pub fn list<T: Into<Expression>>(elements: impl IntoIterator<Item = T>) -> Expression {
    Expression::List(elements.into_iter().map(Into::into).collect())
}

/// An object.
pub fn object<K: Into<Key>, V: Into<Expression>>(items: impl IntoIterator<Item = (K, V)>) -> Expression {
    let item = |(key, value): (K, V)| ObjectItem { comment: String::new(), key: key.into(), value: value.into() };
    Expression::Object(items.into_iter().map(item).collect())
}

/// A function call.
pub fn call(function: &str, arguments: impl IntoIterator<Item = Expression>) -> Expression {
    let arguments = arguments.into_iter().collect();
    Expression::Call(Call { function: function.to_owned(), arguments, expand_last: false })
}

/// `condition ? yes : no`
pub fn conditional(condition: Expression, yes: impl Into<Expression>, no: impl Into<Expression>) -> Expression {
    Expression::Conditional(Box::new(Conditional { condition, yes: yes.into(), no: no.into() }))
}

/// `[for value in collection : result]`
pub fn for_list(value: &str, collection: Expression, result: Expression) -> Expression {
    let binding = Binding { key: None, value: value.to_owned() };
    Expression::ForList(Box::new(ForList { binding, collection, result, condition: None }))
}

/// `{ for key, value in collection : item_key => result }`
pub fn for_object(names: (&str, &str), collection: Expression, item_key: Expression, result: Expression) -> Expression {
    let binding = Binding { key: Some(names.0.to_owned()), value: names.1.to_owned() };
    let made = ForObject { binding, collection, key: item_key, result, grouping: false, condition: None };
    Expression::ForObject(Box::new(made))
}

impl From<&str> for Key {
    fn from(literal: &str) -> Self {
        Self::Literal(literal.to_owned())
    }
}

impl From<String> for Key {
    fn from(literal: String) -> Self {
        Self::Literal(literal)
    }
}

impl From<Expression> for Key {
    /// A string becomes a literal key, anything else a quoted key that interpolates it.
    fn from(expression: Expression) -> Self {
        match expression {
            Expression::String(literal) => Self::Literal(literal),
            Expression::Template(template) => Self::Template(template),
            other => Self::Template(Template { parts: vec![TemplatePart::Interpolation(other)] }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_traversals() {
        let expected = path("aws_eks_cluster").attribute("this").attribute("vpc_config").index(0).attribute("vpc_id");
        assert_eq!(path("aws_eks_cluster.this.vpc_config.0.vpc_id"), expected);
    }

    #[test]
    fn text_merges_literals_and_unwraps_a_lone_interpolation() {
        assert_eq!(text("a-{}", ["b".into()]), Expression::String("a-b".to_owned()));
        assert_eq!(text("{}", [path("var.name")]), path("var.name"));
        let nested = text("role/{}", [text("{}-node", [path("var.name")])]);
        assert_eq!(nested, text("role/{}-node", [path("var.name")]));
    }
}
