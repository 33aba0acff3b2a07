//! Templates: strings with expressions and directives in them.
//!
//! A directive becomes the expression that makes the same text, so that who evaluates the tree needs to know expressions
//! only.

use hcl_edit::template::{Directive, Element, ForDirective, IfDirective, StringTemplate, Template as Written};

use super::Reader;
use crate::terraform::{Binding, Conditional, Expression, ForList, Template, TemplatePart, call};

/// How far a `~` takes blanks away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// All blanks between it and other text: in quotes.
    Text,
    /// Those on its line, and the break at the end of that: in heredocs, whose lines are read one by one.
    Line,
}

impl Reader<'_> {
    pub(super) fn quoted_template(&mut self, template: &StringTemplate) -> Expression {
        let mut text = Text::new(Reach::Text, false);
        self.elements(template.iter(), &mut text);
        text.into_expression()
    }

    pub(super) fn elements<'e>(&mut self, elements: impl Iterator<Item = &'e Element>, text: &mut Text) {
        for element in elements {
            match element {
                Element::Literal(literal) => text.literal(literal),
                Element::Interpolation(part) => {
                    text.before_marker(part.strip.strip_start());
                    text.expression(self.expression(&part.expr), part.strip.strip_end());
                }
                Element::Directive(directive) => match directive.as_ref() {
                    Directive::If(choice) => self.choice(choice, text),
                    Directive::For(walk) => self.walk(walk, text),
                },
            }
        }
    }

    fn choice(&mut self, choice: &IfDirective, text: &mut Text) {
        let (start, end) = (&choice.if_expr, &choice.endif_expr);
        text.before_marker(start.strip.strip_start());
        let condition = self.expression(&start.cond_expr);
        let end_of_yes = choice.else_expr.as_ref().map_or(end.strip, |otherwise| otherwise.strip);
        let yes = Blanks { start: start.strip.strip_end(), end: end_of_yes.strip_start() };
        let yes = self.inner(&start.template, text.reach, yes);
        let no = match &choice.else_expr {
            Some(otherwise) => {
                let blanks = Blanks { start: otherwise.strip.strip_end(), end: end.strip.strip_start() };
                self.inner(&otherwise.template, text.reach, blanks)
            }
            None => Expression::String(String::new()),
        };
        let value = Expression::Conditional(Box::new(Conditional { condition, yes, no }));
        text.expression(value, end.strip.strip_end());
    }

    fn walk(&mut self, walk: &ForDirective, text: &mut Text) {
        let (start, end) = (&walk.for_expr, &walk.endfor_expr);
        text.before_marker(start.strip.strip_start());
        let key = start.key_var.as_ref().map(|name| name.as_str().to_owned());
        let binding = Binding { key, value: start.value_var.as_str().to_owned() };
        let collection = self.expression(&start.collection_expr);
        let blanks = Blanks { start: start.strip.strip_end(), end: end.strip.strip_start() };
        let result = self.inner(&start.template, text.reach, blanks);
        let turns = Expression::ForList(Box::new(ForList { binding, collection, result, condition: None }));
        text.expression(call("join", ["".into(), turns]), end.strip.strip_end());
    }

    /// What stands between two directives.
    fn inner(&mut self, template: &Written, reach: Reach, blanks: Blanks) -> Expression {
        let mut text = Text::new(reach, blanks.start);
        self.elements(template.iter(), &mut text);
        text.before_marker(blanks.end);
        text.into_expression()
    }
}

/// Whether blanks at the ends of a text are taken away.
#[derive(Debug, Clone, Copy)]
struct Blanks {
    start: bool,
    end: bool,
}

/// The parts of a template, as far as they are read.
pub(super) struct Text {
    parts: Vec<TemplatePart>,
    reach: Reach,
    /// Whether the marker before what comes next takes away its blanks.
    trims_next: bool,
}

impl Text {
    pub(super) const fn new(reach: Reach, trims_next: bool) -> Self {
        Self { parts: Vec::new(), reach, trims_next }
    }

    fn literal(&mut self, literal: &str) {
        let (line, rest) = match self.reach {
            Reach::Text => (literal, ""),
            Reach::Line => literal.split_at(literal.find('\n').map_or(literal.len(), |end| end + 1)),
        };
        let line = if std::mem::take(&mut self.trims_next) { line.trim_start() } else { line };
        if !line.is_empty() || !rest.is_empty() {
            self.parts.push(TemplatePart::Literal(format!("{line}{rest}")));
        }
    }

    /// Says that a marker follows, and whether it takes away the blanks before it.
    fn before_marker(&mut self, trims: bool) {
        let Some(TemplatePart::Literal(literal)) = self.parts.last_mut().filter(|_| trims) else { return };
        let start = match self.reach {
            Reach::Text => 0,
            Reach::Line => literal.strip_suffix('\n').unwrap_or(literal).rfind('\n').map_or(0, |end| end + 1),
        };
        let kept = literal.get(start..).map_or(0, |line| line.trim_end().len());
        literal.truncate(start + kept);
        if literal.is_empty() {
            self.parts.pop();
        }
    }

    fn expression(&mut self, expression: Expression, trims_next: bool) {
        self.parts.push(TemplatePart::Interpolation(expression));
        self.trims_next = trims_next;
    }

    /// A template without expressions is a string, and one that is a single expression is that expression.
    pub(super) fn into_expression(mut self) -> Expression {
        match self.parts.as_slice() {
            [] => Expression::String(String::new()),
            [_] => match self.parts.remove(0) {
                TemplatePart::Literal(literal) => Expression::String(literal),
                TemplatePart::Interpolation(expression) => expression,
            },
            _ => Expression::Template(Template { parts: self.parts }),
        }
    }
}
