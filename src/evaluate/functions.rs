//! Calls of functions: worked out where all that matters is known, kept as calls where it is not.

use std::collections::{BTreeMap, BTreeSet};

use super::known_functions::is_known;
use super::operators::member;
use super::value::{ObjectKey, Value};

/// Functions whose result is another one each time.
const CHANGING: [&str; 4] = ["timestamp", "plantimestamp", "uuid", "bcrypt"];

/// Functions that read files, which are not among those that are evaluated.
const READING: [&str; 10] = [
    "file",
    "filebase64",
    "filebase64sha256",
    "filebase64sha512",
    "fileexists",
    "filemd5",
    "fileset",
    "filesha256",
    "filesha512",
    "templatefile",
];

/// How many bytes a function may add to a text. Beyond that its call is kept as it is.
const MOST_ADDED: usize = 1 << 20;

/// The result of a function.
pub(super) fn call(function: &str, arguments: Vec<Value>) -> Value {
    let unknown = |why| {
        let what = Value::Call { function: function.to_owned(), arguments: arguments.clone() }.to_string();
        Value::unknown(what, why)
    };
    if CHANGING.contains(&function) {
        return unknown("its result is another one each time");
    }
    if READING.contains(&function) {
        return unknown("it reads a file that is not compared");
    }
    match collections(function, &arguments).or_else(|| texts(function, &arguments)) {
        Some(result) => result,
        None if is_known(function) => Value::Call { function: function.to_owned(), arguments },
        None => unknown("Terraform has no such function"),
    }
}

/// Functions over lists, sets and objects. Their elements need not be known.
fn collections(function: &str, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        ("jsonencode", [value]) => Some(Value::Json(Box::new(value.clone()))),
        ("jsondecode", [Value::Json(document)]) => Some(document.as_ref().clone()),
        ("toset", [Value::List(items) | Value::Set(items)]) => Some(Value::set(items.clone())),
        ("tolist", [Value::List(items) | Value::Set(items)]) => Some(Value::List(items.clone())),
        ("tomap", [object @ Value::Object(_)]) => Some(object.clone()),
        ("merge", objects) => merge(objects),
        ("concat", lists) => concat(lists),
        ("flatten", [Value::List(items) | Value::Set(items)]) => flatten(items),
        ("keys", [Value::Object(entries)]) => Some(Value::List(entries.keys().map(ObjectKey::value).collect())),
        ("values", [Value::Object(entries)]) => Some(Value::List(entries.values().cloned().collect())),
        ("length", [Value::List(items) | Value::Set(items)]) => Some(Value::Number(items.len().to_string())),
        ("length", [Value::Object(entries)]) => Some(Value::Number(entries.len().to_string())),
        ("lookup", [Value::Object(entries), Value::Text(key), default]) => {
            Some(entries.get(key.as_str()).unwrap_or(default).clone())
        }
        ("element", [list @ Value::List(items), Value::Number(index)]) => {
            let index = index.parse::<usize>().ok()?.checked_rem(items.len())?;
            Some(member(list.clone(), Value::Number(index.to_string())))
        }
        ("contains", [Value::List(items) | Value::Set(items), wanted]) => contains(items, wanted),
        ("distinct", [Value::List(items)]) => distinct(items),
        ("compact", [Value::List(items)]) => compact(items),
        ("zipmap", [Value::List(keys), Value::List(values)]) => zipmap(keys, values),
        _ => None,
    }
}

fn merge(objects: &[Value]) -> Option<Value> {
    let mut merged = BTreeMap::new();
    for object in objects {
        match object {
            Value::Object(entries) => merged.extend(entries.clone()),
            Value::Null => {}
            _ => return None,
        }
    }
    Some(Value::Object(merged))
}

fn concat(lists: &[Value]) -> Option<Value> {
    let items = lists.iter().map(|list| match list {
        Value::List(items) | Value::Set(items) => Some(items.clone()),
        _ => None,
    });
    Some(Value::List(items.collect::<Option<Vec<_>>>()?.concat()))
}

/// [`None`] while some element might be a list.
fn flatten(items: &[Value]) -> Option<Value> {
    let mut flat = Vec::new();
    for item in items {
        match item {
            Value::List(inner) | Value::Set(inner) => match flatten(inner)? {
                Value::List(inner) => flat.extend(inner),
                _ => return None,
            },
            known if is_no_list(known) => flat.push(known.clone()),
            _ => return None,
        }
    }
    Some(Value::List(flat))
}

const fn is_no_list(value: &Value) -> bool {
    matches!(
        value,
        Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Template(_)
            | Value::Object(_)
            | Value::Json(_)
            | Value::Instance { .. }
    )
}

fn contains(items: &[Value], wanted: &Value) -> Option<Value> {
    let is_there = items.contains(wanted) && wanted.first_unknown().is_none();
    let is_decided = is_there || wanted.is_known() && items.iter().all(Value::is_known);
    is_decided.then_some(Value::Bool(is_there))
}

fn distinct(items: &[Value]) -> Option<Value> {
    let mut seen = BTreeSet::new();
    items
        .iter()
        .all(Value::is_known)
        .then(|| Value::List(items.iter().filter(|item| seen.insert(*item)).cloned().collect()))
}

fn compact(items: &[Value]) -> Option<Value> {
    let is_empty = |item: &&Value| !matches!(item, Value::Null) && **item != Value::text("");
    items.iter().all(Value::is_known).then(|| Value::List(items.iter().filter(is_empty).cloned().collect()))
}

fn zipmap(keys: &[Value], values: &[Value]) -> Option<Value> {
    let keys = keys.iter().map(|key| if let Value::Text(key) = key { Some(key.as_str().into()) } else { None });
    Some(Value::Object(keys.zip(values).map(|(key, value)| Some((key?, value.clone()))).collect::<Option<_>>()?))
}

/// Functions over texts and numbers, which must be known.
fn texts(function: &str, arguments: &[Value]) -> Option<Value> {
    match (function, arguments) {
        ("tostring", [Value::Text(text) | Value::Number(text)]) => Some(Value::text(text)),
        ("tostring", [Value::Bool(value)]) => Some(Value::Text(value.to_string())),
        ("tonumber", [Value::Number(number)]) => Some(Value::Number(number.clone())),
        ("tonumber", [Value::Text(text)]) => text.parse::<i64>().is_ok().then(|| Value::Number(text.clone())),
        ("tobool", [value @ Value::Bool(_)]) => Some(value.clone()),
        ("lower", [Value::Text(text)]) => Some(Value::Text(text.to_lowercase())),
        ("upper", [Value::Text(text)]) => Some(Value::Text(text.to_uppercase())),
        ("trimspace", [Value::Text(text)]) => Some(Value::text(text.trim())),
        ("trimprefix", [Value::Text(text), Value::Text(prefix)]) => {
            Some(Value::text(text.strip_prefix(prefix.as_str()).unwrap_or(text)))
        }
        ("trimsuffix", [Value::Text(text), Value::Text(suffix)]) => {
            Some(Value::text(text.strip_suffix(suffix.as_str()).unwrap_or(text)))
        }
        ("replace", [Value::Text(text), Value::Text(old), Value::Text(new)]) => {
            let is_pattern = old.len() > 1 && old.starts_with('/') && old.ends_with('/');
            let added = text.matches(old.as_str()).count().saturating_mul(new.len());
            (!is_pattern && added <= MOST_ADDED).then(|| Value::Text(text.replace(old.as_str(), new)))
        }
        ("join", [Value::Text(separator), Value::List(items) | Value::Set(items)])
            if separator.len().saturating_mul(items.len()) <= MOST_ADDED =>
        {
            Some(join(separator, items))
        }
        ("split", [Value::Text(separator), Value::Text(text)]) if !separator.is_empty() => {
            Some(Value::List(text.split(separator.as_str()).map(Value::text).collect()))
        }
        ("format", [Value::Text(pattern), values @ ..]) => format(pattern, values),
        ("coalesce", values) => coalesce(values),
        _ => None,
    }
}

/// The elements need not be known: they become parts of a template.
fn join(separator: &str, items: &[Value]) -> Value {
    let mut parts = Vec::new();
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            parts.push(Value::text(separator));
        }
        parts.push(item.clone());
    }
    Value::joined(parts)
}

/// `%s`, `%d` and `%%`; [`None`] for other verbs.
fn format(pattern: &str, values: &[Value]) -> Option<Value> {
    let mut parts = Vec::new();
    let mut values = values.iter();
    let mut rest = pattern;
    while let Some((before, verb)) = rest.split_once('%') {
        parts.push(Value::text(before));
        let mut letters = verb.chars();
        parts.push(match letters.next()? {
            's' | 'd' => values.next()?.clone(),
            '%' => Value::text("%"),
            _ => return None,
        });
        rest = letters.as_str();
    }
    parts.push(Value::text(rest));
    values.next().is_none().then(|| Value::joined(parts))
}

/// The first that is neither null nor empty, as long as those before it are known.
fn coalesce(values: &[Value]) -> Option<Value> {
    let is_empty = |value: &&Value| **value == Value::Null || **value == Value::text("");
    values.iter().find(|value| !is_empty(value)).filter(|value| value.is_known()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(items: &[&str]) -> Value {
        Value::List(items.iter().map(|item| Value::text(item)).collect())
    }

    fn symbol() -> Value {
        Value::Symbol("x".to_owned())
    }

    #[test]
    fn functions_are_worked_out_as_far_as_their_arguments_are_known() {
        let text = Value::text;
        let object = |key: &str, value: Value| Value::object([(key, value)]);
        for (function, arguments, expected) in [
            ("jsonencode", vec![symbol()], "jsonencode(x)"),
            ("toset", vec![list(&["b", "a", "b"])], "[\"a\", \"b\"]"),
            ("toset", vec![symbol()], "toset(x)"),
            ("merge", vec![object("a", symbol()), object("a", text("1"))], "{ a = \"1\" }"),
            ("merge", vec![object("a", symbol()), symbol()], "merge({ a = x }, x)"),
            ("concat", vec![list(&["a"]), list(&["b"])], "[\"a\", \"b\"]"),
            ("flatten", vec![Value::List(vec![list(&["a"]), text("b")])], "[\"a\", \"b\"]"),
            ("flatten", vec![Value::List(vec![symbol()])], "flatten([x])"),
            ("keys", vec![object("a", symbol())], "[\"a\"]"),
            ("values", vec![object("a", symbol())], "[x]"),
            ("length", vec![list(&["a", "b"])], "2"),
            ("lookup", vec![object("a", symbol()), text("b"), text("c")], "\"c\""),
            ("element", vec![list(&["a", "b"]), Value::Number("3".into())], "\"b\""),
            ("contains", vec![list(&["a"]), text("b")], "false"),
            ("contains", vec![Value::List(vec![symbol()]), text("b")], "contains([x], \"b\")"),
            ("distinct", vec![list(&["a", "a"])], "[\"a\"]"),
            ("compact", vec![list(&["", "a"])], "[\"a\"]"),
            ("zipmap", vec![list(&["a"]), Value::List(vec![symbol()])], "{ a = x }"),
            ("replace", vec![text("a.b"), text("."), text("-")], "\"a-b\""),
            ("replace", vec![text("a"), text("/a/"), text("-")], "replace(\"a\", \"/a/\", \"-\")"),
            ("join", vec![text("-"), Value::List(vec![text("a"), symbol()])], "\"a-${x}\""),
            ("split", vec![text("-"), text("a-b")], "[\"a\", \"b\"]"),
            ("format", vec![text("%s-%d%%"), text("a"), Value::Number("1".into())], "\"a-1%\""),
            ("format", vec![text("%03d"), Value::Number("1".into())], "format(\"%03d\", 1)"),
            ("coalesce", vec![Value::Null, text(""), text("a")], "\"a\""),
            ("coalesce", vec![symbol(), text("a")], "coalesce(x, \"a\")"),
            ("cidrsubnet", vec![text("10.0.0.0/8"), symbol()], "cidrsubnet(\"10.0.0.0/8\", x)"),
        ] {
            assert_eq!(call(function, arguments).to_string(), expected, "{function}");
        }
    }

    #[test]
    fn what_differs_from_run_to_run_or_is_elsewhere_is_unknown() {
        for function in ["timestamp", "file"] {
            assert!(call(function, Vec::new()).first_unknown().is_some(), "{function}");
        }
    }
}
