//! Terraform expressions as a typed tree.

use serde::Serialize;
use serde_json::Number;

/// An expression of the Terraform language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expression {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number literal.
    Number(Number),
    /// A quoted string without interpolation: its value, not its spelling. Markers such as `${` are escaped by the printer.
    String(String),
    /// A quoted string with at least one interpolation.
    Template(Template),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{ a = b }`
    Object(Vec<ObjectItem>),
    /// A bare name that starts a reference: `var`, `aws_vpc`, `each`, or a variable that a `for` binds.
    Variable(String),
    /// `base.name[index]`
    Traversal(Box<Traversal>),
    /// `name(arguments)`
    Call(Call),
    /// `[for value in collection : result]`
    ForList(Box<ForList>),
    /// `{ for key, value in collection : key => result }`
    ForObject(Box<ForObject>),
    /// `!a` or `-a`
    Unary(UnaryOperator, Box<Expression>),
    /// `a + b`. The tree decides; the printer writes the parentheses that precedence needs.
    Operation(Box<Operation>),
    /// `condition ? yes : no`
    Conditional(Box<Conditional>),
}

/// A quoted string with interpolations.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Template {
    /// Parts in order; two literals never follow each other, and no literal is empty.
    pub parts: Vec<TemplatePart>,
}

/// One part of a [`Template`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplatePart {
    /// Text: its value, not its spelling.
    Literal(String),
    /// `${expression}`
    Interpolation(Expression),
}

/// One item of an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObjectItem {
    /// Comment above, without `#`; empty for none. It forces the object onto several lines.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub comment: String,
    /// Key.
    pub key: Key,
    /// Value.
    pub value: Expression,
}

/// Key of an object item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Key {
    /// A literal key; printed bare when it is an identifier that needs no quotes.
    Literal(String),
    /// A quoted key with interpolations.
    Template(Template),
    /// A path without quotes, such as `aws.replica`: how the `providers` of a module call name configurations.
    Path(Vec<String>),
}

/// A reference or a path into a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Traversal {
    /// What the path starts from.
    pub base: Expression,
    /// At least one step.
    pub steps: Vec<Step>,
}

/// One step of a [`Traversal`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// `.name`
    Attribute(String),
    /// `[index]`
    Index(Expression),
    /// `[*]`
    Splat,
}

/// A function call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Call {
    /// Name of a function that Terraform 1.7 has.
    pub function: String,
    /// Arguments.
    pub arguments: Vec<Expression>,
    /// Whether the last argument is a list of further arguments: `name(arguments...)`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub expand_last: bool,
}

/// The names that a `for` binds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Binding {
    /// Name of the key or index, when bound.
    pub key: Option<String>,
    /// Name of the value.
    pub value: String,
}

/// A `for` that makes a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ForList {
    /// Bound names.
    pub binding: Binding,
    /// What is walked.
    pub collection: Expression,
    /// One element.
    pub result: Expression,
    /// `if` part.
    pub condition: Option<Expression>,
}

/// A `for` that makes an object.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ForObject {
    /// Bound names.
    pub binding: Binding,
    /// What is walked.
    pub collection: Expression,
    /// Key of one item.
    pub key: Expression,
    /// Value of one item.
    pub result: Expression,
    /// Whether an item is the list of all results with its key: `key => result...`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub grouping: bool,
    /// `if` part.
    pub condition: Option<Expression>,
}

/// A prefix operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// An infix operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// Left operand.
    pub left: Expression,
    /// Operator.
    pub operator: BinaryOperator,
    /// Right operand.
    pub right: Expression,
}

/// An infix operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BinaryOperator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

impl BinaryOperator {
    /// How it is written.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Or => "||",
            Self::And => "&&",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
        }
    }
}

/// `condition ? yes : no`
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conditional {
    /// What decides.
    pub condition: Expression,
    /// Result when true.
    pub yes: Expression,
    /// Result when false.
    pub no: Expression,
}

impl From<&str> for Expression {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Expression {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<bool> for Expression {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Expression {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<i32> for Expression {
    fn from(value: i32) -> Self {
        Self::Number(value.into())
    }
}

impl From<u32> for Expression {
    fn from(value: u32) -> Self {
        Self::Number(value.into())
    }
}

impl From<u16> for Expression {
    fn from(value: u16) -> Self {
        Self::Number(value.into())
    }
}

impl From<u8> for Expression {
    fn from(value: u8) -> Self {
        Self::Number(value.into())
    }
}

impl<T: Into<Expression>> From<Vec<T>> for Expression {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Expression>, const N: usize> From<[T; N]> for Expression {
    fn from(values: [T; N]) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}
