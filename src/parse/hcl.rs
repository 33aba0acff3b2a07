//! HCL → [`Node`], by way of `hcl-edit`, which keeps byte spans.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Block, BlockLabel, Body, Structure};
use hcl_edit::template::{Element, Template};

use super::{Entry, LabelText, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

/// The blocks and attributes of one file; empty when its syntax is broken.
pub(super) fn parse(id: FileId, file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    match hcl_edit::parser::parse_body(&file.text) {
        Ok(body) => Reader { id, file, diagnostics }.body(&body),
        Err(error) => {
            diagnostics.push(syntax_error(id, file, &error));
            Vec::new()
        }
    }
}

fn syntax_error(id: FileId, file: &SourceFile, error: &hcl_edit::parser::Error) -> Diagnostic {
    let offset = error.location().offset();
    let width = file.text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let span = Span::new(id, offset..offset + width);
    let message = error.message();
    if message.contains("duplicate") || message.contains("already") {
        return Diagnostic::error(Code::DUPLICATE_KEY, span, "a key is set twice")
            .label(message.to_owned())
            .help("keep one of the two");
    }
    let ends_early = offset >= file.text.trim_end().len();
    let headline = if ends_early { "the file ends in the middle of a block or value" } else { "this is not HCL" };
    let help = if ends_early {
        "close every `{`, `[` and `\"` that was opened"
    } else {
        "write `name = value`, or `name \"label\" { … }` for a block; a one-line block may hold one attribute only, \
         the object form `name = { a = 1, b = 2 }` any number"
    };
    Diagnostic::error(Code::SYNTAX, span, headline).label(message.to_owned()).help(help)
}

struct Reader<'a> {
    id: FileId,
    file: &'a SourceFile,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, range: Option<std::ops::Range<usize>>) -> Span {
        range.map_or(Span::NONE, |range| Span::new(self.id, range))
    }

    fn body(&mut self, body: &Body) -> Vec<Entry> {
        body.iter().map(|structure| self.structure(structure)).collect()
    }

    fn structure(&mut self, structure: &Structure) -> Entry {
        match structure {
            Structure::Attribute(attribute) => Entry {
                key: attribute.key.as_str().to_owned(),
                key_span: self.span(attribute.key.span()),
                labels: Vec::new(),
                node: self.expression(&attribute.value),
            },
            Structure::Block(block) => self.block(block),
        }
    }

    fn block(&mut self, block: &Block) -> Entry {
        let label = |label: &BlockLabel| LabelText { text: label.as_str().to_owned(), span: self.span(label.span()) };
        let labels = block.labels.iter().map(label).collect();
        let span = self.span(block.span());
        let entries = self.body(&block.body);
        Entry {
            key: block.ident.as_str().to_owned(),
            key_span: self.span(block.ident.span()),
            labels,
            node: Node { value: Value::Map(entries), span },
        }
    }

    fn expression(&mut self, expression: &Expression) -> Node {
        let span = self.span(expression.span());
        let value = match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(_) => Value::Number(self.text_of(span)),
            Expression::UnaryOp(_) => self.negative_number(span),
            Expression::String(text) => Value::String(text.to_string()),
            Expression::StringTemplate(template) => self.template(template.iter(), span),
            Expression::HeredocTemplate(heredoc) => self.heredoc(&heredoc.template, span),
            Expression::Array(array) => Value::List(array.iter().map(|element| self.expression(element)).collect()),
            Expression::Object(object) => {
                let entry =
                    |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| self.object_entry(key, value.expr());
                Value::Map(object.iter().filter_map(entry).collect())
            }
            Expression::Variable(name) => self.bare_word(name.as_str(), span),
            _ => self.not_data(span),
        };
        Node { value, span }
    }

    fn object_entry(&mut self, key: &ObjectKey, value: &Expression) -> Option<Entry> {
        let key_span = self.span(key.span());
        let text = match key {
            ObjectKey::Ident(name) | ObjectKey::Expression(Expression::Variable(name)) => name.as_str().to_owned(),
            ObjectKey::Expression(Expression::String(text)) => text.to_string(),
            ObjectKey::Expression(Expression::Number(_)) => self.text_of(key_span),
            ObjectKey::Expression(_) => {
                self.not_data(key_span);
                return None;
            }
        };
        Some(Entry { key: text, key_span, labels: Vec::new(), node: self.expression(value) })
    }

    fn text_of(&self, span: Span) -> String {
        self.file.text.get(span.range()).unwrap_or_default().trim().to_owned()
    }

    /// `-1` is an operator and a number to HCL.
    fn negative_number(&mut self, span: Span) -> Value {
        let text = self.text_of(span);
        let digits = text.strip_prefix('-').unwrap_or_default();
        if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
            Value::Number(text)
        } else {
            self.not_data(span)
        }
    }

    fn heredoc(&mut self, template: &Template, span: Span) -> Value {
        self.template(template.iter(), span)
    }

    fn template<'e>(&mut self, elements: impl Iterator<Item = &'e Element>, span: Span) -> Value {
        let mut text = String::new();
        for element in elements {
            match element {
                Element::Literal(literal) => text.push_str(literal),
                Element::Interpolation(_) | Element::Directive(_) => return self.not_data(span),
            }
        }
        Value::String(text)
    }

    fn bare_word(&mut self, name: &str, span: Span) -> Value {
        self.diagnostics.push(
            Diagnostic::error(Code::EXPRESSION, span, format!("`{name}` is not a value"))
                .label("a bare word would be a reference, and a spec has none")
                .help(format!("write it as a string: \"{name}\"")),
        );
        Value::Invalid
    }

    fn not_data(&mut self, span: Span) -> Value {
        self.diagnostics.push(
            Diagnostic::error(Code::EXPRESSION, span, "a spec is data: expressions are not allowed")
                .label("functions, operators, references and interpolations are not evaluated")
                .help("write the resulting value; to print `${` literally, write `$${`"),
        );
        Value::Invalid
    }
}
