//! A resource instance that both sides have: which of its arguments differ, and what that does to it.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Argument, Change, Effect, Unknown};
use super::flat::{Flat, REPLACE_TRIGGERED_BY};
use super::references::attributes;
use super::refusals;
use super::stakes;
use super::statements;
use crate::catalog::replacements;
use crate::evaluate::{Instance, Value};
use crate::verify;

/// A resource instance that is on both sides.
pub(super) struct Pair<'a> {
    old: &'a Instance,
    pub(super) new: &'a Instance,
    /// The arguments of the old one, those that Terraform ignores among them.
    before: &'a Flat,
    pub(super) changed: BTreeMap<String, Argument>,
    /// Arguments that look equal and refer to what may be replaced.
    pub(super) waiting: Vec<Waiting<'a>>,
    pub(super) is_replaced: bool,
}

/// The path of an argument, its value, and the attributes that it refers to: resource and name.
pub(super) type Waiting<'a> = (&'a str, &'a Value, Vec<(String, String)>);

impl<'a> Pair<'a> {
    pub(super) fn of(old: &'a Instance, new: &'a Instance, before: &'a Flat, after: &'a Flat) -> Self {
        let mut pair = Self { old, new, before, changed: BTreeMap::new(), waiting: Vec::new(), is_replaced: false };
        let ignored = &new.content.lifecycle.ignore_changes;
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for path in paths {
            let (was, will) = (before.get(path), after.get(path));
            let is_gone = will.is_none() && !after.keys().any(|other| top(other) == top(path));
            if ignored.iter().any(|ignored| ignored == "all" || is_inside(&unindexed(path), ignored))
                || is_gone && verify::is_kept_when_removed(&new.kind, top(path))
            {
                continue;
            }
            if was == will && will.is_none_or(|will| will.first_unknown().is_none()) {
                pair.wait(path, will);
            } else {
                let replaces = pair.replaces(path) || is_gone && pair.replaces(top(path));
                pair.change_of(path, was.cloned(), will.cloned(), replaces);
            }
        }
        statements::fold(&mut pair.changed, before, after);
        pair
    }

    fn wait(&mut self, path: &'a str, value: Option<&'a Value>) {
        let Some(value) = value else { return };
        let attributes = attributes(value);
        if !attributes.is_empty() {
            self.waiting.push((path, value, attributes));
        }
    }

    pub(super) fn change_of(&mut self, path: &str, before: Option<Value>, after: Option<Value>, replaces: bool) {
        let is_unknown = [&before, &after].into_iter().flatten().any(|value| value.first_unknown().is_some());
        let replaces = replaces && !is_unknown;
        self.is_replaced |= replaces;
        let own = |value: Option<Value>| value.map(|value| value.within(&self.new.module));
        let argument = Argument { path: path.to_owned(), before: own(before), after: own(after), replaces };
        self.changed.insert(path.to_owned(), argument);
    }

    pub(super) fn replaces(&self, path: &str) -> bool {
        path == REPLACE_TRIGGERED_BY
            || replacements::of(&self.new.kind).is_some_and(|entry| entry.is_caused_by(&unindexed(path)))
    }

    /// Whether what refers to it will find other values: of a new resource, or of a data source or module that was asked
    /// something else.
    pub(super) fn gives_other_values(&self) -> bool {
        let is_asked = self.new.kind == "module" || self.new.kind.starts_with("data.");
        self.is_replaced || is_asked && !self.changed.is_empty()
    }

    /// What happens to it; [`None`] when nothing does.
    pub(super) fn change(mut self) -> Option<Change> {
        let kind = self.new.kind.as_str();
        if self.old.provider != self.new.provider {
            let value = |instance: &Instance| Some(Value::Symbol(instance.provider.clone()));
            let (before, after) = (value(self.old), value(self.new));
            self.change_of("provider", before, after, false);
            let arguments = self.changed.into_values().collect();
            let stakes = Some(stakes::PLACE);
            return Some(Change { stakes, arguments, ..Change::new(&self.new.address, Effect::Abandon) });
        }
        if self.changed.is_empty() {
            return None;
        }
        let refusal = refusals::of_update(kind, &self.changed, self.before);
        let unknown = self.why_unknown().map(|why| Unknown { place: self.new.place.clone(), why });
        let effect = match (self.is_replaced, &refusal, &unknown) {
            (true, ..) => Effect::Replace,
            (false, Some(_), _) => Effect::Refuse,
            (false, None, Some(_)) => Effect::Unknown,
            (false, None, None) => Effect::InPlace,
        };
        let stakes = match effect {
            Effect::Refuse => refusal,
            Effect::Replace => stakes::of_loss(kind),
            _ => stakes::of_update(kind, self.changed.values()),
        };
        let arguments = self.changed.into_values().collect();
        Some(Change { stakes, arguments, unknown, ..Change::new(&self.new.address, effect) })
    }

    /// Why it is not known what the changed arguments do.
    fn why_unknown(&self) -> Option<String> {
        let mut values = self.changed.values().flat_map(|argument| [&argument.before, &argument.after]).flatten();
        let unknown = values.find_map(Value::first_unknown);
        let kind = self.new.kind.as_str();
        if let Some((what, why)) = unknown {
            Some(format!("`{what}`: {why}"))
        } else if let Some(why) = self.new.unknown_keys.as_ref().or(self.old.unknown_keys.as_ref()) {
            Some(why.clone())
        } else if kind == "module" {
            Some("the source of the module is not here".to_owned())
        } else if kind.starts_with("data.") {
            Some("what a data source finds is in no file".to_owned())
        } else if replacements::of(kind).is_none() {
            Some(format!("cellc does not know which arguments of `{kind}` can be changed in place"))
        } else {
            None
        }
    }
}

/// `taint[1].key` → `taint`, `policy.Statement` → `policy`.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

fn is_inside(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A path without anything in brackets.
fn unindexed(path: &str) -> String {
    let mut depth = 0_usize;
    let outside = path.chars().filter(|letter| {
        match letter {
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::unindexed;

    #[test]
    fn indices_are_left_out() {
        for (path, expected) in [("a[0].b", "a.b"), ("tags[\"a.b/c\"]", "tags"), ("a.b", "a.b")] {
            assert_eq!(unindexed(path), expected);
        }
    }
}
