//! What machines read.

use serde::Serialize;

use crate::catalog::replacements::Gravity;
use crate::diagnostic::escaped_json;
use crate::diff::difference::{Argument, Change, Difference, Effect, Fate, Group, Root};
use crate::diff::filled::filled_text;
use crate::evaluate::Value;
use crate::layout::RootKind;

/// JSON Lines: one line for each change of each root, one for each root that is added or removed, one for each change of where a
/// tenant is served, and a summary at the end. Of roots:
///
/// * `cell`: its name; of a root that is not a cell, `root`: its folder, and `kind` (`dns`, `account`, `router`) if it has one;
/// * `fate` (`moved`, `changed`, `removed`, `added`), `formerly` (the name before, of a moved cell);
/// * `address`, `effect` (`abandon`, `refuse`, `replace`, `unknown`, `destroy`, `in-place`, `create`), `matters`: whether it counts for
///   `--deny replacements`;
/// * `what`, `gravity` (`harmless`, `exposure`, `disruption`, `outage`, `data loss`), `loses`: what is at stake, if anything;
/// * `tagged`: of a provider whose default tags change, how many resources that stay get other tags;
/// * `unknown`: `file`, `line` and `why`, when the files do not tell all of it;
/// * `arguments`: `path`, `before`, `after`, `replaces`. A value that only AWS knows is the text of the reference, and
///   `(known after apply)` when it will be another one.
///
/// Of tenants: `environment`, `tenant` and `change` (`arrives`, `leaves`, `moves`, `begins-to-move`, `is-sent`, `stays-after-all`,
/// `gains-standby`, `loses-standby`, `changes-standby`), with the cells that it is about.
///
/// The summary counts roots, and lists in `unowned` what is in the output folder and is not cellc's: `files` that were compared
/// as Terraform reads them, and `links` to folders that were not.
///
/// # Panics
/// Never: all of it can be printed.
pub fn json_lines(difference: &Difference) -> String {
    let mut text = String::new();
    for group in &difference.groups {
        for cell in &group.roots {
            if group.changes.is_empty() {
                push(&mut text, &Line { change: None, ..Line::of(group, cell) });
            }
            for change in &group.changes {
                push(&mut text, &Line { change: Some(Shape::of(change, cell)), ..Line::of(group, cell) });
            }
        }
    }
    difference.tenants.iter().for_each(|change| push(&mut text, change));
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
        let groups = difference.groups.iter().filter(|group| group.fate == fate && group.is_of_cells());
        groups.map(|group| group.roots.len()).sum::<usize>()
    };
    let is_other = |group: &&Group| !group.is_of_cells();
    let others: usize = difference.groups.iter().filter(is_other).map(|group| group.roots.len()).sum();
    let has_unknown = |group: &&Group| group.changes.iter().any(|change| change.unknown.is_some());
    let unknown: usize = difference.groups.iter().filter(has_unknown).map(|group| group.roots.len()).sum();
    let replacing: usize = difference.replacing().map(|group| group.roots.len()).sum();
    serde_json::json!({
        "moved": of(Fate::Moved),
        "changed": of(Fate::Changed),
        "removed": of(Fate::Removed),
        "added": of(Fate::Added),
        "unchanged": difference.unchanged,
        "replacing": replacing,
        "unknown": unknown,
        "unowned": difference.unowned,
        "other_roots": { "differ": others, "unchanged": difference.unchanged_others },
    })
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    fate: Fate,
    #[serde(skip_serializing_if = "Option::is_none")]
    formerly: Option<&'a str>,
    #[serde(flatten)]
    change: Option<Shape<'a>>,
}

impl<'a> Line<'a> {
    fn of(group: &Group, cell: &'a Root) -> Self {
        let name = cell.name.as_str();
        let kind = cell.kind.as_ref().and_then(kind);
        let (cell_name, root) = if cell.is_cell() { (Some(name), None) } else { (None, Some(name)) };
        Self { cell: cell_name, root, kind, fate: group.fate, formerly: cell.formerly.as_deref(), change: None }
    }
}

/// The kind of a root that is not a cell.
const fn kind(kind: &RootKind) -> Option<&'static str> {
    match kind {
        RootKind::Dns(_) => Some("dns"),
        RootKind::Account(_) => Some("account"),
        RootKind::Router(_) => Some("router"),
        RootKind::Cell { .. } => None,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<UnknownShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tagged: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<ArgumentShape>,
}

#[derive(Serialize)]
struct UnknownShape<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    why: &'a str,
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
    fn of(change: &'a Change, cell: &Root) -> Self {
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
            tagged: change.tagged,
            unknown: change.unknown.as_ref().map(|unknown| UnknownShape {
                file: &unknown.place.file,
                line: unknown.place.line,
                why: &unknown.why,
            }),
            arguments: change.arguments.iter().map(argument).collect(),
        }
    }
}
