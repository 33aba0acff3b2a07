//! HCL → [`Node`], by way of `hcl-edit`, which keeps byte spans.

use std::borrow::Cow;

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{Block, BlockLabel, Body, Structure};
use hcl_edit::template::Element;

use super::crowded::crowded;
use super::hcl_syntax::explain;
use super::{Entry, LabelText, Node, Value};
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::source::{FileId, SourceFile, Span};

/// How many repeated keys are read over in one file; each costs another parse.
const MOST_REPEATED: usize = 20;

/// How many bytes are parsed again for the sake of repeated keys: in a large file they cost too much.
const MOST_PARSED_AGAIN: usize = 1024 * 1024;

/// Blocks of Terraform that a spec has none of. What they hold is not read, so that they are told once.
pub const TERRAFORM_BLOCKS: [&str; 9] =
    ["locals", "variable", "provider", "output", "module", "data", "resource", "moved", "import"];

/// The blocks and attributes of one file; empty when its syntax is broken.
pub(super) fn parse(id: FileId, file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    if let Some((start, keys)) = crowded(&file.text) {
        diagnostics.push(too_crowded(id, start, keys));
        return Vec::new();
    }
    let mut text = Cow::Borrowed(file.text.as_str());
    let mut renames = 0;
    loop {
        let error = match hcl_edit::parser::parse_body(&text) {
            Ok(body) => return Reader { id, file, diagnostics }.root(&body),
            Err(error) => error,
        };
        let (offset, message) = (error.location().offset(), error.message());
        let is_repeated = message.contains("redefined");
        if is_repeated
            && renames < MOST_REPEATED
            && renames * text.len() < MOST_PARSED_AGAIN
            && let Some(renamed) = renamed(&text, offset)
        {
            renames += 1;
            text = Cow::Owned(renamed);
            continue;
        }
        diagnostics.push(if is_repeated {
            repeated(id, &file.text, offset, renames)
        } else {
            explain(id, &file.text, offset, message)
        });
        return Vec::new();
    }
}

/// The text with the key at `offset` replaced by a word that stands nowhere else in it, of the same length: the parser
/// refuses files with repeated keys, the reader finds them by their places. [`None`] when there is no such word.
fn renamed(text: &str, offset: usize) -> Option<String> {
    let (before, rest) = (text.get(..offset)?, text.get(offset..)?);
    let (quote, key) = rest.strip_prefix('"').map_or(("", rest), |key| ("\"", key));
    let is_part = |c: char| c.is_alphanumeric() || "_-".contains(c) || !(quote.is_empty() || "\"\\\n$%".contains(c));
    let length = key.find(|c| !is_part(c)).unwrap_or(key.len());
    let words = ('A'..='Z').chain('a'..='z').map(|letter| letter.to_string().repeat(length));
    let word = words.into_iter().find(|word| !word.is_empty() && !text.contains(word.as_str()))?;
    Some(format!("{before}{quote}{word}{}", key.get(length..)?))
}

/// The file is given up: with so many repeated keys it is no specification.
fn repeated(id: FileId, text: &str, offset: usize, renames: usize) -> Diagnostic {
    let headline = if renames == 0 { "a key is set twice" } else { "too many keys are set twice" };
    let width = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let error = Diagnostic::error(Code::SYNTAX, Span::new(id, offset..offset + width), headline);
    error.label("again here").help("keep one of the two, everywhere in this file")
}

fn too_crowded(id: FileId, start: usize, keys: usize) -> Diagnostic {
    let error = Diagnostic::error(Code::SYNTAX, Span::new(id, start..start + 1), "an object has too many keys");
    let error = error.label(format!("{keys} keys"));
    error.help("write a block for each, as in `cell \"alpha\" { … }`, or the spec as JSON")
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

    fn root(&mut self, body: &Body) -> Vec<Entry> {
        let is_foreign = |structure: &Structure| match structure {
            Structure::Block(block) => TERRAFORM_BLOCKS.contains(&block.ident.as_str()),
            Structure::Attribute(_) => false,
        };
        let mut entries = Vec::new();
        for structure in body {
            let found = self.diagnostics.len();
            entries.push(self.structure(structure));
            if is_foreign(structure) {
                self.diagnostics.truncate(found);
            }
        }
        self.without_repeated(entries)
    }

    fn body(&mut self, body: &Body) -> Vec<Entry> {
        let entries = body.iter().map(|structure| self.structure(structure)).collect();
        self.without_repeated(entries)
    }

    /// Keys of attributes and objects may stand once; whether a block may, its reader knows.
    fn without_repeated(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut seen = indexmap::IndexMap::<String, usize>::new();
        let mut kept: Vec<Entry> = Vec::new();
        for entry in entries {
            let first = seen.get(&entry.key).filter(|_| !entry.is_block);
            if let Some(first) = first.and_then(|first| kept.get(*first)) {
                self.diagnostics.push(super::set_twice(&entry, first));
                continue;
            }
            if !entry.is_block {
                seen.insert(entry.key.clone(), kept.len());
            }
            kept.push(entry);
        }
        kept
    }

    fn structure(&mut self, structure: &Structure) -> Entry {
        match structure {
            Structure::Attribute(attribute) => {
                let key_span = self.span(attribute.key.span());
                let node = self.expression(&attribute.value);
                Entry { key: self.text_of(key_span), key_span, is_block: false, labels: Vec::new(), node }
            }
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
            is_block: true,
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
            Expression::HeredocTemplate(heredoc) => self.template(heredoc.template.iter(), span),
            Expression::Array(array) => Value::List(array.iter().map(|element| self.expression(element)).collect()),
            Expression::Object(object) => {
                let entry =
                    |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| self.object_entry(key, value.expr());
                let entries = object.iter().filter_map(entry).collect();
                Value::Map(self.without_repeated(entries))
            }
            Expression::Variable(name) => self.bare_word(name.as_str(), span),
            Expression::Parenthesis(_) => self.not_data("parentheses", span),
            Expression::Conditional(_) => self.not_data("conditions", span),
            Expression::FuncCall(_) => self.not_data("function calls", span),
            Expression::Traversal(_) => self.not_data("references", span),
            Expression::BinaryOp(_) => self.not_data("operators", span),
            Expression::ForExpr(_) => self.not_data("`for` expressions", span),
        };
        Node { value, span }
    }

    fn object_entry(&mut self, key: &ObjectKey, value: &Expression) -> Option<Entry> {
        let key_span = self.span(key.span());
        let text = match key {
            ObjectKey::Expression(Expression::String(text)) => {
                self.unescaped(key_span).unwrap_or_else(|| text.to_string())
            }
            ObjectKey::Ident(_) | ObjectKey::Expression(Expression::Variable(_) | Expression::Number(_)) => {
                self.text_of(key_span)
            }
            ObjectKey::Expression(_) => {
                self.not_data("computed keys", key_span);
                return None;
            }
        };
        Some(Entry { key: text, key_span, is_block: false, labels: Vec::new(), node: self.expression(value) })
    }

    fn text_of(&self, span: Span) -> String {
        self.file.text.get(span.range()).unwrap_or_default().trim().to_owned()
    }

    /// A string as it is written, when it is written without escapes.
    fn unescaped(&self, span: Span) -> Option<String> {
        let written = self.text_of(span);
        let inner = written.strip_prefix('"')?.strip_suffix('"')?;
        (!inner.contains(['\\', '$', '%'])).then(|| inner.to_owned())
    }

    /// `-1` is an operator and a number to HCL.
    fn negative_number(&mut self, span: Span) -> Value {
        let text = self.text_of(span);
        let digits = text.strip_prefix('-').unwrap_or_default();
        if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == '.') {
            Value::Number(text)
        } else {
            self.not_data("operators", span)
        }
    }

    fn template<'e>(&mut self, elements: impl Iterator<Item = &'e Element>, span: Span) -> Value {
        let mut text = String::new();
        for element in elements {
            match element {
                Element::Literal(literal) => text.push_str(literal),
                Element::Interpolation(part) => {
                    return self
                        .not_data("interpolations", part.span().map_or(span, |range| Span::new(self.id, range)));
                }
                Element::Directive(part) => {
                    return self.not_data("directives", part.span().map_or(span, |range| Span::new(self.id, range)));
                }
            }
        }
        Value::String(text)
    }

    fn bare_word(&mut self, name: &str, span: Span) -> Value {
        let shown = shortened(name);
        self.diagnostics.push(
            Diagnostic::error(Code::EXPRESSION, span, format!("`{shown}` is not a value"))
                .label("a bare word would be a reference, and a spec has none")
                .help_replacing(format!("write it as a string: \"{shown}\""), span, format!("\"{name}\"")),
        );
        Value::Invalid
    }

    fn not_data(&mut self, what: &str, span: Span) -> Value {
        let written = self.text_of(span);
        let error = Diagnostic::error(Code::EXPRESSION, span, format!("a spec is data: {what} are not allowed"));
        let error = error.label("not evaluated");
        self.diagnostics.push(if written.starts_with("${") || written.starts_with("%{") {
            let marker: String = written.chars().take(1).collect();
            error.help(format!("write the resulting text; to have `{marker}{{` in it, write `{marker}{marker}{{`"))
        } else if written.chars().all(|c| c.is_ascii_digit() || "./-".contains(c)) {
            error.help_replacing(format!("write it as a string: \"{written}\""), span, format!("\"{written}\""))
        } else {
            error.help("write the resulting value")
        });
        Value::Invalid
    }
}
