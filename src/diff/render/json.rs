//! What machines read.

use serde::Serialize;

use crate::catalog::replacements::Gravity;
use crate::diagnostic::escaped_json;
use crate::diff::difference::{Argument, Cell, Change, Difference, Effect, Fate, Group};
use crate::diff::value::{Value, filled_text};

/// JSON Lines: one line for each change of each cell, one for each cell that is added or removed, and a summary at the
/// end.
///
/// * `cell`, `fate` (`moved`, `changed`, `removed`, `added`), `formerly` (the name before, of a moved cell);
/// * `address`, `effect` (`abandon`, `refuse`, `replace`, `destroy`, `in-place`, `create`), `matters`: whether it counts for
///   `--deny replacements`;
/// * `what`, `gravity` (`harmless`, `exposure`, `disruption`, `outage`, `data loss`), `loses`: what is at stake, if anything;
/// * `arguments`: `path`, `before`, `after`, `replaces`. A value that only AWS knows is the text of the reference, and
///   `(known after apply)` when it will be another one.
///
/// # Panics
/// Never: all of it can be printed.
pub fn json_lines(difference: &Difference) -> String {
    let mut text = String::new();
    for group in &difference.groups {
        for cell in &group.cells {
            if group.changes.is_empty() {
                push(&mut text, &Line { change: None, ..Line::of(group, cell) });
            }
            for change in &group.changes {
                push(&mut text, &Line { change: Some(Shape::of(change, cell)), ..Line::of(group, cell) });
            }
        }
    }
    push(&mut text, &serde_json::json!({ "summary": summary(difference) }));
    text
}

fn push(text: &mut String, line: &impl Serialize) {
    let line = serde_json::to_string(line).expect("invariant: a change is printable");
    text.push_str(&escaped_json(&line));
    text.push('\n');
}

fn summary(difference: &Difference) -> serde_json::Value {
    let of = |fate: Fate| {
        let groups = difference.groups.iter().filter(move |group| group.fate == fate);
        groups.map(|group| group.cells.len()).sum::<usize>()
    };
    let replacing: usize = difference.replacing().map(|group| group.cells.len()).sum();
    serde_json::json!({
        "moved": of(Fate::Moved),
        "changed": of(Fate::Changed),
        "removed": of(Fate::Removed),
        "added": of(Fate::Added),
        "unchanged": difference.unchanged,
        "replacing": replacing,
    })
}

#[derive(Serialize)]
struct Line<'a> {
    cell: &'a str,
    fate: Fate,
    #[serde(skip_serializing_if = "Option::is_none")]
    formerly: Option<&'a str>,
    #[serde(flatten)]
    change: Option<Shape<'a>>,
}

impl<'a> Line<'a> {
    fn of(group: &Group, cell: &'a Cell) -> Self {
        Self { cell: &cell.name, fate: group.fate, formerly: cell.formerly.as_deref(), change: None }
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    address: &'a str,
    effect: Effect,
    matters: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    what: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gravity: Option<Gravity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    loses: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<ArgumentShape>,
}

#[derive(Serialize)]
struct ArgumentShape {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<Value>,
    replaces: bool,
}

impl<'a> Shape<'a> {
    fn of(change: &'a Change, cell: &Cell) -> Self {
        let filled = |value: &Option<Value>| value.as_ref().map(|value| value.filled(&cell.inputs));
        let argument = |argument: &Argument| {
            let path = filled_text(&argument.path, &cell.inputs);
            let shown = |value| filled(value).map(|value| value.without_secrets(&path));
            let (before, after) = (shown(&argument.before), shown(&argument.after));
            ArgumentShape { path, before, after, replaces: argument.replaces }
        };
        Self {
            address: &change.address,
            effect: change.effect,
            matters: change.is_replacement_that_matters(),
            what: change.stakes.map(|stakes| stakes.what),
            gravity: change.stakes.map(|stakes| stakes.gravity),
            loses: change.stakes.map(|stakes| stakes.loses),
            arguments: change.arguments.iter().map(argument).collect(),
        }
    }
}
