//! JSON → [`Node`], by way of `jsonc-parser`, which keeps byte ranges. Strict JSON: no comments, no trailing commas.

use jsonc_parser::ast::{ObjectProp, Value as Json};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, SourceFile, Span};

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
            let range = error.range();
            let label = error.kind().to_string();
            let span = Span::new(id, range.start..range.end);
            let error = Diagnostic::error(Code::SYNTAX, span, "this is not JSON").label(label.to_lowercase());
            diagnostics.push(error.help("JSON specs are strict: double quotes, no comments, no trailing commas"));
            return Vec::new();
        }
    };
    match parsed.value.as_ref().map(|value| Reader { id, diagnostics }.node(value)) {
        Some(Node { value: Value::Map(entries), .. }) => entries,
        other => {
            let span = other.map_or(Span::new(id, 0..0), |node| node.span);
            let error = Diagnostic::error(Code::WRONG_KIND, span, "a JSON spec is an object");
            diagnostics.push(error.help(r#"write `{ "fleet": { … }, "environment": { … }, "cell": { … } }`"#));
            Vec::new()
        }
    }
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
        let mut seen = indexmap::IndexMap::<&str, Span>::new();
        let mut entries = Vec::new();
        for property in properties {
            let (key, key_span) = (property.name.as_str(), self.span(&property.name));
            if let Some(first) = seen.get(key) {
                let error = Diagnostic::error(Code::DUPLICATE_KEY, key_span, format!("`{key}` is set twice"));
                self.diagnostics.push(error.label("again here").also(*first, "first here").help("keep one of the two"));
                continue;
            }
            seen.insert(key, key_span);
            let node = self.node(&property.value);
            entries.push(Entry { key: key.to_owned(), key_span, labels: Vec::new(), node });
        }
        entries
    }
}
