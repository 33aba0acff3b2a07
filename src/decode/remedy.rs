//! Values of the wrong kind that are nearly right: as they should be.

use std::collections::BTreeSet;

use super::ALLOW;
use super::kind::{BOOL, LABELLED, LIST, NUMBER, OBJECT, STRING};
use crate::diagnostic::shortened;
use crate::parse::{Entry, Node, Value};
use crate::source::Span;

/// What to write instead of a value of the wrong kind.
#[derive(Debug)]
pub(super) struct Remedy {
    /// In words.
    pub(super) text: String,
    /// What goes and what comes, to be done together; empty where only words are possible.
    pub(super) edits: Vec<(Span, String)>,
    /// What would be read then; [`None`] where only words are possible.
    pub(super) value: Option<Node>,
}

impl Remedy {
    fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), edits: Vec::new(), value: None }
    }

    fn replacing(node: &Node, text: String, written: &str, value: Value) -> Self {
        Self { text, edits: vec![(node.span, written.to_owned())], value: Some(Node { value, span: node.span }) }
    }
}

/// What to write instead of `node`, the likeliest first; `key` is the one it belongs to, [`None`] for an element of a list.
pub(super) fn remedies(key: Option<&str>, node: &Node, wanted: &str) -> Vec<Remedy> {
    let shown = |value: &str| key.map_or_else(|| format!("`{value}`"), |key| format!("`{key} = {value}`"));
    match (&node.value, wanted) {
        (Value::Number(text), STRING) => vec![quoted(node, text, &shown)],
        (Value::Bool(value), STRING) => vec![quoted(node, &value.to_string(), &shown)],
        (Value::String(text), LIST) => {
            [split(node, text, &shown), Some(wrapped(node, &format!("\"{}\"", shortened(text)), &shown))]
                .into_iter()
                .flatten()
                .collect()
        }
        (Value::Number(text), LIST) => vec![wrapped(node, text, &shown)],
        (Value::List(elements), NUMBER) if is_count(key) => vec![how_many(key, "write", elements.len())],
        (Value::String(text), NUMBER) if is_count(key) && numbers_in(text) > 1 => {
            vec![how_many(key, "write a number such as", 1)]
        }
        (Value::String(text), NUMBER) => vec![number(key, node, text, &shown)],
        (Value::String(text), BOOL) if matches!(text.as_str(), "true" | "false") => {
            let help = format!("write it without quotes: {}", shown(text));
            vec![Remedy::replacing(node, help, text, Value::Bool(text == "true"))]
        }
        (Value::String(_) | Value::Number(_), BOOL) => {
            vec![Remedy::words(format!("write {} or {}", shown("true"), shown("false")))]
        }
        (_, LABELLED) => key
            .map(|key| Remedy::words(format!("write `{key} \"{}\" {{ … }}`", label_of(key, node))))
            .into_iter()
            .collect(),
        (Value::Bool(false), OBJECT) if matches!(key, Some("encryption" | "endpoint" | "flow_logs" | "logs")) => {
            vec![Remedy::words("it cannot be turned off: leave it out for what the profile has, or write its settings")]
        }
        (Value::Bool(_) | Value::String(_), OBJECT) => vec![Remedy::words(format!("write {}", shown("{ … }")))],
        (Value::List(elements), OBJECT) if pairs(elements).is_some() => {
            vec![of_pairs(node, &pairs(elements).unwrap_or_default(), &shown)]
        }
        (Value::List(elements), _) => match elements.as_slice() {
            _ if wanted == BOOL && !elements.iter().any(|element| matches!(element.value, Value::Bool(_))) => {
                let choice = format!("write {} or {}", shown("true"), shown("false"));
                let addresses = "; the Services themselves name the addresses";
                vec![Remedy::words(if key == Some("external_ips") { choice + addresses } else { choice })]
            }
            [only] if only.kind() == wanted || wanted == BOOL => vec![without_brackets(node, only)],
            _ if wanted == OBJECT && key == Some("logs") => {
                vec![Remedy::words("write `logs = { types = [\"api\", \"audit\"] }`")]
            }
            [_, _, ..] if wanted == OBJECT => vec![Remedy::words(format!("write one object: {}", shown("{ … }")))],
            [_, _, ..] if key == Some("capacity") => vec![Remedy::words(
                "write `capacity = \"spot\"` and `fallback = true`, which takes on-demand nodes where spot has none",
            )],
            [_, _, ..] if [STRING, NUMBER, BOOL].contains(&wanted) => {
                vec![Remedy::words("write one of them, without the brackets")]
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn quoted(node: &Node, text: &str, shown: &dyn Fn(&str) -> String) -> Remedy {
    let written = format!("\"{text}\"");
    Remedy::replacing(node, format!("quote it: {}", shown(&written)), &written, Value::String(text.to_owned()))
}

/// A list that is longer is not shown.
const LONGEST: usize = 80;

/// Elements with commas between them, in one string.
fn split(node: &Node, text: &str, shown: &dyn Fn(&str) -> String) -> Option<Remedy> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_plain = |part: &&str| !part.is_empty() && !part.contains(|c: char| c.is_control() || "\"\\$%".contains(c));
    if parts.len() < 2 || !parts.iter().all(is_plain) {
        return None;
    }
    let written = format!("[{}]", parts.iter().map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(", "));
    let element = |part: &&str| Node { value: Value::String((*part).to_owned()), span: node.span };
    let value = Value::List(parts.iter().map(element).collect());
    let help = if written.chars().count() > LONGEST {
        "write a list".to_owned()
    } else {
        format!("write a list: {}", shown(&written))
    };
    Some(Remedy::replacing(node, help, &written, value))
}

/// Brackets around the value; a heredoc has to end with its line.
fn wrapped(node: &Node, written: &str, shown: &dyn Fn(&str) -> String) -> Remedy {
    let at = |offset: u32| Span { start: offset, end: offset, ..node.span };
    let brackets = vec![(at(node.span.start), "[".to_owned()), (at(node.span.end), "]".to_owned())];
    let has_lines = matches!(&node.value, Value::String(text) if text.contains('\n'));
    let value = Node { value: Value::List(vec![node.clone()]), span: node.span };
    let edits = if has_lines { Vec::new() } else { brackets };
    Remedy { text: format!("write a list: {}", shown(&format!("[{written}]"))), edits, value: Some(value) }
}

/// A number in quotes, perhaps with the unit that its key names already.
fn number(key: Option<&str>, node: &Node, text: &str, shown: &dyn Fn(&str) -> String) -> Remedy {
    let without = |text: &str, verb: &str| {
        let help = format!("{verb}: {}", shown(text));
        Remedy::replacing(node, help, text, Value::Number(text.to_owned()))
    };
    if is_plain_number(text) {
        return without(text, "write it without quotes");
    }
    let ends = |suffix: &str| key.is_some_and(|key| key.ends_with(suffix));
    let bare = match key {
        _ if ends("_percent") => text.strip_suffix('%'),
        _ if ends("_gib") => text.strip_suffix("GiB").or_else(|| text.strip_suffix("Gi")),
        _ => None,
    };
    if let Some(bare) = bare.map(str::trim).filter(|bare| is_plain_number(bare)) {
        return without(bare, "write the number alone");
    }
    let is_range = text.split_once('-').is_some_and(|(start, end)| [start, end].into_iter().all(is_plain_number));
    if is_range {
        return Remedy::words("write each number on its own: ranges are not possible");
    }
    let port = PORTS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name));
    let word = NUMBERS.iter().position(|word| text.eq_ignore_ascii_case(word));
    match (port, word) {
        (Some((_, port)), _) if key.is_none_or(|key| key.contains("port")) => {
            without(port, "write the number of the port")
        }
        (_, Some(number)) => without(&number.to_string(), "write it in digits"),
        _ if text.ends_with('%') => Remedy::words(format!("write a number and no share, such as {}", shown("1"))),
        _ => Remedy::words(match key {
            Some(_) if ends("_days") => format!("write a number, such as {}", shown("30")),
            Some(_) if ends("_gib") => format!("write a number, such as {}", shown("50")),
            Some(_) if ends("port") => format!("write a number, such as {}", shown("8080")),
            Some(_) => format!("write a number, such as {}", shown("2")),
            None => "write a number".to_owned(),
        }),
    }
}

/// Ports that people know by name (IANA, "Service Name and Transport Protocol Port Number Registry").
const PORTS: [(&str, &str); 8] = [
    ("https", "443"),
    ("http", "80"),
    ("dns", "53"),
    ("ssh", "22"),
    ("postgresql", "5432"),
    ("postgres", "5432"),
    ("mysql", "3306"),
    ("redis", "6379"),
];

/// Numbers in words, from 0.
const NUMBERS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Whether a key holds how many there are of something, so that a list of them is a misunderstanding: the one number in
/// `node_ports = [30080]` is which, and as a count it would open thirty thousand.
fn is_count(key: Option<&str>) -> bool {
    key.is_some_and(|key| key.ends_with('s') && !key.ends_with("_days"))
}

fn how_many(key: Option<&str>, verb: &str, count: usize) -> Remedy {
    let key = key.unwrap_or_default();
    Remedy::words(format!("`{key}` is how many, not which: {verb} `{key} = {}`", count.max(1)))
}

/// Numbers in a text such as `30080-30090` or `80, 443`.
fn numbers_in(text: &str) -> usize {
    let parts: Vec<&str> = text.split(['-', ',']).map(str::trim).collect();
    if parts.iter().all(|part| is_plain_number(part)) { parts.len() } else { 0 }
}

fn without_brackets(list: &Node, only: &Node) -> Remedy {
    let before = Span { end: only.span.start, ..list.span };
    let after = Span { start: only.span.end, ..list.span };
    let edits = vec![(before, String::new()), (after, String::new())];
    Remedy { text: "write the one element without the brackets".to_owned(), edits, value: Some(only.clone()) }
}

/// Elements as CloudFormation and the AWS CLI write tags: objects of a `key` and a `value`, and nothing else.
fn pairs(elements: &[Node]) -> Option<Vec<(&str, &str)>> {
    let pairs: Vec<(&str, &str)> = elements.iter().map(pair).collect::<Option<_>>()?;
    let keys: BTreeSet<&str> = pairs.iter().map(|(key, _)| *key).collect();
    (!pairs.is_empty() && keys.len() == pairs.len()).then_some(pairs)
}

fn pair(element: &Node) -> Option<(&str, &str)> {
    match &element.value {
        Value::Map(entries) if entries.len() == 2 => Some((text_at(entries, "key")?, text_at(entries, "value")?)),
        _ => None,
    }
}

fn text_at<'n>(entries: &'n [Entry], key: &str) -> Option<&'n str> {
    let entry = entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?;
    match &entry.node.value {
        Value::String(text) if !text.contains(|c: char| c.is_control() || "\"\\$%".contains(c)) => Some(text),
        _ => None,
    }
}

/// One object with an entry for each pair.
fn of_pairs(node: &Node, pairs: &[(&str, &str)], shown: &dyn Fn(&str) -> String) -> Remedy {
    let is_word = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let written = pairs.iter().map(|(key, value)| {
        if is_word(key) { format!("{key} = \"{value}\"") } else { format!("\"{key}\" = \"{value}\"") }
    });
    let written = format!("{{ {} }}", written.collect::<Vec<_>>().join(", "));
    let entry = |(key, value): &(&str, &str)| Entry {
        key: (*key).to_owned(),
        key_span: node.span,
        is_block: false,
        labels: Vec::new(),
        node: Node { value: Value::String((*value).to_owned()), span: node.span },
    };
    let help = if written.chars().count() > LONGEST {
        "write one object, with a key for each".to_owned()
    } else {
        format!("write {}", shown(&written))
    };
    Remedy::replacing(node, help, &written, Value::Map(pairs.iter().map(entry).collect()))
}

/// What such a block may be called: an `allow` block by the code that is written, or by any other.
fn label_of<'n>(key: &str, node: &'n Node) -> &'n str {
    if key != ALLOW {
        return "name";
    }
    let first = match &node.value {
        Value::List(elements) => elements.first(),
        _ => Some(node),
    };
    match first.map(|node| &node.value) {
        Some(Value::String(code)) if code.starts_with("CELL") && code.len() == 8 => code,
        _ => "CELL0411",
    }
}

/// A number as HCL and JSON write it.
fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(is_number)
}
