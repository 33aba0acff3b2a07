//! Statements of policies that come or go as a whole, each as one argument and not leaf by leaf.

use std::collections::BTreeMap;

use super::difference::Argument;
use crate::evaluate::{ObjectKey, Value};

/// How the path of what is in a statement begins: `policy.Statement["FindGroups"].Action`.
const STATEMENT: &str = "Statement[";

/// Puts the arguments of every statement together that only one side has.
pub(super) fn fold(
    changed: &mut BTreeMap<String, Argument>,
    old: &BTreeMap<String, Value>,
    new: &BTreeMap<String, Value>,
) {
    let mut found: Vec<String> = changed.keys().filter_map(|path| statement(path)).collect();
    found.dedup();
    for path in found {
        let (before, after) = (whole(old, &path), whole(new, &path));
        if before.is_some() && after.is_some() {
            continue;
        }
        let is_inside =
            |inner: &str| inner.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']));
        let replaces = changed.values().any(|argument| argument.replaces && is_inside(&argument.path));
        changed.retain(|inner, _| !is_inside(inner));
        changed.insert(path.clone(), Argument { path, before, after, replaces });
    }
}

/// The path of the statement that a path leads into.
fn statement(path: &str) -> Option<String> {
    let start = path.find(STATEMENT)? + STATEMENT.len();
    let end = start + key(path.get(start..)?)?.1;
    path.get(end..)?.starts_with(['.', '[']).then(|| path.get(..end).map(str::to_owned))?
}

/// What stands before the closing bracket, and where what follows the bracket begins.
fn key(text: &str) -> Option<(&str, usize)> {
    let end = match text.strip_prefix('"') {
        Some(quoted) => quoted.find("\"]")? + 2,
        None => text.find(']')?,
    };
    Some((text.get(..end)?.trim_matches('"'), end + 1))
}

/// Everything that is written in a statement.
fn whole(arguments: &BTreeMap<String, Value>, path: &str) -> Option<Value> {
    let mut statement = BTreeMap::new();
    for (inner, value) in arguments.range(path.to_owned()..).take_while(|(inner, _)| inner.starts_with(path)) {
        put(&mut statement, inner.get(path.len()..)?, value);
    }
    (!statement.is_empty()).then_some(Value::Object(statement))
}

fn put(object: &mut BTreeMap<ObjectKey, Value>, path: &str, value: &Value) {
    let (name, rest) = if let Some(inner) = path.strip_prefix('[') {
        key(inner).map_or((inner, ""), |(name, end)| (name, inner.get(end..).unwrap_or_default()))
    } else {
        let path = path.trim_start_matches('.');
        path.split_at(path.find(['.', '[']).unwrap_or(path.len()))
    };
    if rest.is_empty() {
        object.insert(name.into(), value.clone());
    } else if let Value::Object(inner) = object.entry(name.into()).or_insert_with(|| Value::Object(BTreeMap::new())) {
        put(inner, rest, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_that_comes_or_goes_is_one_argument() {
        let text = |text: &str| Value::Text(text.to_owned());
        let both = |path: &str| (format!("policy.Statement[\"Read\"].{path}"), text("r"));
        let new = |path: &str| (format!("policy.Statement[\"Find\"]{path}"), text("f"));
        let old = BTreeMap::from([both("Action"), both("Resource")]);
        let other = BTreeMap::from([both("Action"), new(".Action"), new(".Condition.StringEquals[\"aws:a.b/c\"]")]);
        for (before, after, sign) in [(&old, &other, "+"), (&other, &old, "-")] {
            let paths = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
            let argument = |path: &String| Argument {
                path: path.clone(),
                before: before.get(path).cloned(),
                after: after.get(path).cloned(),
                replaces: false,
            };
            let mut changed = paths.map(|path| (path.clone(), argument(path))).collect();
            fold(&mut changed, before, after);
            let paths: Vec<&str> = changed.keys().map(String::as_str).collect();
            assert_eq!(paths, ["policy.Statement[\"Find\"]", "policy.Statement[\"Read\"].Resource"], "{sign}");
            let find = changed.into_values().next().unwrap();
            let whole = if sign == "+" { find.after } else { find.before };
            let expected = "{ Action = \"f\", Condition = { StringEquals = { \"aws:a.b/c\" = \"f\" } } }";
            assert_eq!(whole.map(|whole| whole.to_string()).as_deref(), Some(expected));
        }
    }
}
