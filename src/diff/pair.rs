//! A resource instance that both sides have: which of its arguments differ, and what that does to it.

use std::collections::{BTreeMap, BTreeSet};

use super::difference::{Argument, Change, Effect, Unknown};
use super::flat::{Flat, REPLACE_TRIGGERED_BY, unindexed};
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
    pub(super) changed: BTreeMap<String, Argument>,
    /// Arguments that look equal and refer to what may be replaced.
    pub(super) waiting: Vec<Waiting<'a>>,
    pub(super) is_replaced: bool,
    /// Whether an argument that would replace it may differ.
    may_be_replaced: bool,
}

/// The path of an argument, its value, and the attributes that it refers to: resource and name.
pub(super) type Waiting<'a> = (&'a str, &'a Value, Vec<(String, String)>);

impl<'a> Pair<'a> {
    pub(super) fn of(old: &'a Instance, new: &'a Instance, before: &'a Flat, after: &'a Flat) -> Self {
        let mut pair = Self {
            old,
            new,
            changed: BTreeMap::new(),
            waiting: Vec::new(),
            is_replaced: false,
            may_be_replaced: false,
        };
        let ignored = &new.content.lifecycle.ignore_changes;
        let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for path in paths {
            let (was, will) = (written(new, before, path), written(new, after, path));
            if pair.is_empty_either_way(path, was, will) {
                continue;
            }
            let is_gone = will.is_none()
                && !after.keys().any(|other| top(other) == top(path) && written(new, after, other).is_some());
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
        pair.compare_keys();
        statements::fold(&mut pair.changed, before, after);
        pair
    }

    /// Whether one side has an empty list where the other one leaves it to the provider, which then finds an empty one.
    fn is_empty_either_way(&self, path: &str, was: Option<&Value>, will: Option<&Value>) -> bool {
        let ((None, Some(written)) | (Some(written), None)) = (was, will) else { return false };
        matches!(written, Value::List(items) | Value::Set(items) if items.is_empty())
            && verify::is_kept_when_removed(&self.new.kind, path)
    }

    /// Keys that are not known may be others as soon as they are written in another way.
    fn compare_keys(&mut self) {
        let (old, new) = (&self.old.keys, &self.new.keys);
        let arguments: BTreeSet<&str> = [old, new].into_iter().flatten().map(|(argument, _)| *argument).collect();
        for argument in arguments {
            let of = |keys: &Option<(&str, Value)>| {
                keys.as_ref().filter(|(name, _)| *name == argument).map(|(_, value)| value.clone())
            };
            let (before, after) = (of(old), of(new));
            if before != after {
                self.change_of(argument, before, after, false);
            }
        }
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
        self.may_be_replaced |= replaces && is_unknown;
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

    /// An argument refers to what may have another value or not. Only one that would replace its resource is worth a
    /// word: whether another one is changed in place is known when Terraform plans.
    pub(super) fn may_change(&mut self, path: &str, before: &Value, of: &str) {
        let after = if self.replaces(path) {
            let why = format!("it may be another one, because nobody can tell what becomes of `{of}`");
            Value::Unknown { what: before.within(&self.new.module).to_string(), why }
        } else {
            Value::Later
        };
        self.change_of(path, Some(before.clone()), Some(after), self.replaces(path));
    }

    /// Whether what refers to it will find other values, because it is a new resource.
    pub(super) fn gives_other_values(&self) -> bool {
        self.is_replaced && !self.has_unknown_keys()
    }

    /// Whether what refers to it may find other values: of a data source or module that was asked something else, or of a
    /// resource that may be replaced.
    pub(super) fn may_give_other_values(&self) -> bool {
        let kind = self.new.kind.as_str();
        let is_asked = kind == "module" || kind.starts_with("data.");
        let is_open = is_asked || self.has_unknown_keys() || replacements::of(kind).is_none();
        self.may_be_replaced || is_open && !self.changed.is_empty()
    }

    fn has_unknown_keys(&self) -> bool {
        self.old.unknown_keys.is_some() || self.new.unknown_keys.is_some()
    }

    /// What happens to it; [`None`] when nothing does.
    pub(super) fn change(mut self) -> Option<Change> {
        let kind = self.new.kind.as_str();
        if self.old.provider != self.new.provider {
            let value = |instance: &Instance| Some(Value::Symbol(instance.provider.clone()));
            let (before, after) = (value(self.old), value(self.new));
            self.change_of("provider", before, after, true);
            let arguments = self.changed.into_values().collect();
            let stakes = Some(stakes::PLACE_OF_RESOURCE);
            return Some(Change { stakes, arguments, ..Change::new(&self.new.address, Effect::Abandon) });
        }
        if self.changed.is_empty() {
            return None;
        }
        let refusal = refusals::of_update(kind, &self.changed);
        let unknown = self.why_unknown().map(|why| Unknown { place: self.new.place.clone(), why });
        let effect = match (self.is_replaced, &refusal, &unknown) {
            (true, ..) => Effect::Replace,
            (false, Some(_), _) => Effect::Refuse,
            (false, None, Some(_)) => Effect::Unknown,
            (false, None, None) => Effect::InPlace,
        };
        let stakes = match effect {
            Effect::Refuse => refusal,
            Effect::Replace => stakes::of_replacement(kind, self.changed.values()),
            Effect::Unknown => None,
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

/// What is written for an argument: `null` is as good as nothing, but for the arguments of a module.
fn written<'f>(instance: &Instance, side: &'f Flat, path: &str) -> Option<&'f Value> {
    side.get(path).filter(|value| **value != Value::Null || instance.kind == "module")
}

/// `taint[1].key` → `taint`, `policy.Statement` → `policy`.
fn top(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or(path)
}

fn is_inside(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
