//! One argument as a line: what it was, and what it becomes.

use super::shortened::shortened;
use crate::diff::difference::Argument;
use crate::evaluate::Value;

/// How many characters of a value are shown.
pub(super) const MOST_CHARACTERS: usize = 90;

/// An argument as a person reads it. The values are filled in.
pub(super) fn line(path: &str, before: Option<&Value>, after: Option<&Value>) -> String {
    let written = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
    let (old, new) = (written(before), written(after));
    match (before, after) {
        (Some(Value::List(before)), Some(Value::List(after))) if is_long(&old) || is_long(&new) => {
            let items = items(before, after);
            format!("{path}: {}", items.unwrap_or_else(|| arrow(&old, &new)))
        }
        (Some(_), Some(_)) => format!("{path}: {}", arrow(&old, &new)),
        (Some(_), None) => format!("{path}: {}, no longer set", shortened(&old, "", MOST_CHARACTERS).0),
        (None, Some(_)) => format!("{path}: not set → {}", shortened("", &new, MOST_CHARACTERS).1),
        (None, None) => path.to_owned(),
    }
}

/// Objects of one kind that come or go.
pub(super) struct Wholes<'a> {
    /// `+` or `-`.
    pub(super) sign: char,
    pub(super) kind: &'a str,
    pub(super) names: Vec<&'a str>,
}

/// Objects that are on one side only, by their kind.
pub(super) fn wholes<'a>(arguments: &[&'a Argument]) -> Vec<Wholes<'a>> {
    let mut kinds: Vec<Wholes<'a>> = Vec::new();
    for argument in arguments {
        let (kind, name) = argument.path.split_once(' ').unwrap_or((&argument.path, ""));
        let sign = if argument.after.is_some() { '+' } else { '-' };
        match kinds.iter_mut().find(|known| (known.sign, known.kind) == (sign, kind)) {
            Some(known) => known.names.push(name),
            None => kinds.push(Wholes { sign, kind, names: vec![name] }),
        }
    }
    kinds
}

/// Whether the argument stands for an object that comes or goes.
pub(super) fn is_whole(argument: &Argument) -> bool {
    argument.before == Some(Value::Whole) || argument.after == Some(Value::Whole)
}

fn is_long(text: &str) -> bool {
    text.chars().count() > MOST_CHARACTERS
}

fn arrow(before: &str, after: &str) -> String {
    let (before, after) = shortened(before, after, MOST_CHARACTERS);
    format!("{before} → {after}")
}

/// What a long list loses and gains; [`None`] when only its order changes.
fn items(before: &[Value], after: &[Value]) -> Option<String> {
    let only = |these: &[Value], others: &[Value]| {
        let only = these.iter().filter(|item| !others.contains(item));
        only.map(Value::to_string).collect::<Vec<_>>().join(", ")
    };
    let (gone, new) = (only(before, after), only(after, before));
    match (gone.as_str(), new.as_str()) {
        ("", "") => None,
        (gone, "") => Some(format!("loses {}", shortened(gone, "", MOST_CHARACTERS).0)),
        ("", new) => Some(format!("gains {}", shortened("", new, MOST_CHARACTERS).1)),
        (gone, new) if is_long(gone) || is_long(new) => Some(arrow(gone, new)),
        (gone, new) => Some(format!("loses {gone}; gains {new}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_say_what_they_lose_and_gain() {
        let list = |items: &[&str]| Value::List(items.iter().map(|item| Value::Text((*item).to_owned())).collect());
        let many = "a".repeat(MOST_CHARACTERS);
        let told = |before: &[&str], after: &[&str]| line("p", Some(&list(before)), Some(&list(after)));
        assert_eq!(told(&["a"], &["b"]), "p: [\"a\"] → [\"b\"]");
        assert_eq!(told(&[&many, "a"], &[&many]), "p: loses \"a\"");
        assert_eq!(told(&[&many], &[&many, "b"]), "p: gains \"b\"");
        assert_eq!(told(&[&many, "a"], &["b", &many]), "p: loses \"a\"; gains \"b\"");
    }
}
