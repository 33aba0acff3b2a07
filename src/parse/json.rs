//! JSON → [`Node`], by way of `jsonc-parser`, which keeps byte ranges. Strict JSON: no comments, no trailing commas.

use jsonc_parser::ast::{ObjectProp, Value as Json};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

/// Names the schema of a file to editors: a key at the root that says nothing about the fleet.
pub const SCHEMA_KEY: &str = "$schema";

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The keys of the object in one file; empty when its syntax is broken or it holds something else.
pub(super) fn parse(id: FileId, file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let parsed = match parse_to_ast(&file.text, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => parsed,
        Err(error) => {
            diagnostics.push(syntax_error(id, &file.text, &error));
            return Vec::new();
        }
    };
    match parsed.value.as_ref().map(|value| Reader { id, diagnostics }.node(value)) {
        Some(Node { value: Value::Map(mut entries), .. }) => {
            entries.retain(|entry| entry.key != SCHEMA_KEY);
            entries
        }
        other => {
            let span = other.map_or(Span::new(id, 0..0), |node| node.span);
            let error = Diagnostic::error(Code::WRONG_KIND, span, "a JSON spec is an object");
            diagnostics.push(error.help(r#"write `{ "fleet": { … }, "environment": { … }, "cell": { … } }`"#));
            Vec::new()
        }
    }
}

fn syntax_error(id: FileId, text: &str, error: &jsonc_parser::errors::ParseError) -> Diagnostic {
    let range = error.range();
    let first_line = text.get(range.start..range.end).and_then(|text| text.lines().next()).unwrap_or_default();
    // What is never closed would be marked to the end of the file: its first character says enough.
    let is_long = range.start + first_line.len() < range.end;
    let end = if is_long { range.start + usize::from(!first_line.is_empty()) } else { range.end };
    let reason = error.kind().to_string();
    let help = if reason.contains("not allowed") || reason.contains("property") {
        "a JSON spec is strict: double quotes, no comments, no trailing commas"
    } else if reason.contains("nterminated") {
        "close every `{`, `[` and `\"` that was opened"
    } else if reason.contains("nesting") {
        "nothing in a spec is nested that deeply: remove brackets"
    } else if reason.contains("more than one") {
        "merge what follows into the object, or remove it"
    } else if reason.contains("escape") {
        "write `\\\\` for a backslash"
    } else {
        "write members as `\"key\": value`, with commas between them"
    };
    let mut letters = reason.chars();
    let label: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    let finding = Diagnostic::error(Code::SYNTAX, Span::new(id, range.start..end), "this is not JSON").label(label);
    match missing_comma(text, range.start).filter(|_| reason.contains("comma")) {
        Some(place) => finding.help_replacing("write a comma", Span::new(id, place..place), ","),
        None => finding.help(help),
    }
}

/// Where a comma belongs that the parser misses: behind a value that another member or text follows.
fn missing_comma(text: &str, offset: usize) -> Option<usize> {
    let (before, rest) = (text.get(..offset)?.trim_end(), text.get(offset..)?.trim_start());
    let is_behind_a_value = before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '"' | '}' | ']'));
    (is_behind_a_value && rest.starts_with('"')).then_some(before.len())
}

struct Reader<'a> {
    id: FileId,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn span(&self, ranged: &impl Ranged) -> Span {
        let range = ranged.range();
        Span::new(self.id, range.start..range.end)
    }

    fn node(&mut self, json: &Json<'_>) -> Node {
        let value = match json {
            Json::NullKeyword(_) => Value::Null,
            Json::BooleanLit(literal) => Value::Bool(literal.value),
            Json::NumberLit(literal) => Value::Number(literal.value.to_owned()),
            Json::StringLit(literal) => Value::String(literal.value.to_string()),
            Json::Array(array) => Value::List(array.elements.iter().map(|element| self.node(element)).collect()),
            Json::Object(object) => Value::Map(self.entries(&object.properties)),
        };
        Node { value, span: self.span(json) }
    }

    fn entries(&mut self, properties: &[ObjectProp<'_>]) -> Vec<Entry> {
        let mut entries = indexmap::IndexMap::<String, Entry>::new();
        for property in properties {
            let (key, key_span) = (property.name.as_str().to_owned(), self.span(&property.name));
            let node = self.node(&property.value);
            let entry = Entry { key, key_span, is_block: false, labels: Vec::new(), node };
            if let Some(first) = entries.get(&entry.key) {
                self.diagnostics.push(super::set_twice(&entry, first));
                continue;
            }
            entries.insert(entry.key.clone(), entry);
        }
        entries.into_values().collect()
    }
}
