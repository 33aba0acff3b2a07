//! What a reviewer reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::argument::{self, MOST_CHARACTERS, Wholes};
use super::entry::{Entry, entries};
use super::entry_points::entry_points;
use super::hidden::UnreadFile;
use super::summary::{replaced, summary};
use super::tenants::tenants;
use crate::catalog::replacements::Gravity;
use crate::diagnostic::plural;
use crate::diff::difference::{Argument, Change, Difference, Effect, Fate, Group, Root};
use crate::diff::filled::filled_text;
use crate::diff::stakes;
use crate::evaluate::{Side, Value};
use crate::layout::{MANIFESTS, RootKind};

/// How many cells of a group are named.
const MOST_NAMES: usize = 6;
/// How many arguments of a change are shown.
const MOST_ARGUMENTS: usize = 5;
/// How many settings of a file are shown: one more resource in the quotas and limits of a namespace is that many.
const MOST_SETTINGS: usize = 8;
/// How many entries of a kind are told one by one.
const MOST_ENTRIES: usize = 3;

/// A summary, who is served elsewhere and which entry points come and go, then every group of cells that change alike with what happens to them, the gravest first.
pub fn human(difference: &Difference) -> String {
    let mut text = summary(difference);
    text.push_str(&tenants(&difference.tenants));
    text.push_str(&entry_points(difference));
    for group in &difference.groups {
        text.push('\n');
        Writer { text: &mut text, group, varying: varying(group), has_example: false }.group();
    }
    text
}

/// What would be lost, one line a group of cells; [`None`] when there is nothing that matters.
pub fn note(difference: &Difference) -> Option<String> {
    let line = |group: &Group| {
        let of = |effect| replaced(group, effect);
        let what = match (of(Effect::Abandon).as_slice(), of(Effect::Refuse).as_slice()) {
            ([], []) => format!("this replaces: {}", of(Effect::Replace).join(", ")),
            ([], refused) => format!("this is refused: {}", refused.join(", ")),
            (lost, _) => format!("Terraform loses sight of it: another {}", lost.join(", another ")),
        };
        format!("note: {}: {what}", names(&group.roots))
    };
    let lines: Vec<String> = difference.replacing().map(line).collect();
    (!lines.is_empty()).then(|| lines.join("\n") + "\n      `cellc diff` says more")
}

fn names(cells: &[Root]) -> String {
    let named: Vec<&str> = cells.iter().take(MOST_NAMES).map(|cell| cell.name.as_str()).collect();
    let rest = cells.len().saturating_sub(MOST_NAMES);
    if rest == 0 { named.join(", ") } else { format!("{} and {rest} more", named.join(", ")) }
}

/// The places that cells of a group fill in differently.
fn varying(group: &Group) -> BTreeSet<(String, Side)> {
    let mut first: BTreeMap<&(String, Side), &Value> = BTreeMap::new();
    let mut varying = BTreeSet::new();
    for (place, value) in group.roots.iter().flat_map(|cell| &cell.inputs) {
        if *first.entry(place).or_insert(value) != value {
            varying.insert(place.clone());
        }
    }
    varying
}

struct Writer<'a> {
    text: &'a mut String,
    group: &'a Group,
    varying: BTreeSet<(String, Side)>,
    /// Whether a value was shown that is only the first cell's.
    has_example: bool,
}

impl Writer<'_> {
    fn group(&mut self) {
        let (group, cells) = (self.group, &self.group.roots);
        let verb = if let [_] = cells.as_slice() { "is" } else { "are" };
        let names = names(cells);
        match group.fate {
            Fate::Changed => self.line(0, &names),
            Fate::Added => return self.line(0, &format!("{names} {verb} added")),
            Fate::Removed => {
                self.line(0, &format!("{names} {verb} removed"));
                let what = group.roots.first().and_then(|root| root.kind.as_ref()).map_or("resources", RootKind::noun);
                let advice =
                    format!("run `terraform destroy` in the root before this lands: nothing else ends the {what}");
                self.line(1, &advice);
            }
            Fate::Moved => {
                let pairs =
                    cells.iter().take(MOST_NAMES).filter_map(|cell| Some((cell.formerly.as_ref()?, &cell.name)));
                let pairs: Vec<String> = pairs.map(|(from, to)| format!("{from} → {to}")).collect();
                let rest = cells.len().saturating_sub(MOST_NAMES);
                let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
                self.line(0, &format!("{}{more}", pairs.join(", ")));
            }
        }
        let entries = entries(&group.changes);
        let (followers, mut leaders): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            entries.iter().partition(|entry| is_follower(entry));
        for unread in UnreadFile::take(&mut leaders) {
            self.entries(&[unread.file]);
            if let Some(hidden) = unread.line() {
                self.line(4, &hidden);
            }
        }
        let (replaced, others): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            leaders.into_iter().partition(|entry| entry.effect <= Effect::Replace);
        let (lost, replaced): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) =
            replaced.into_iter().partition(|entry| entry.effect == Effect::Abandon);
        self.entries(&lost);
        if lost.iter().any(|entry| entry.stakes == Some(stakes::STATE)) {
            self.with_state_taken_along(&[replaced, others].concat());
        } else {
            self.entries(&replaced);
            self.followers(&followers);
            self.entries(&others);
        }
        if self.has_example {
            let first = cells.first().map_or("", |cell| &cell.name);
            self.line(1, &format!("values that differ from cell to cell are those of {first}"));
        }
    }

    /// What would be changed if the state did not stay behind: only the worst of it, because it does.
    fn with_state_taken_along(&mut self, entries: &[&Entry<'_>]) {
        let gravest: Vec<&Entry<'_>> =
            entries.iter().copied().filter(|entry| entry.first.gravity() == Gravity::DataLoss).collect();
        let count = |effect: Effect| self.group.changes.iter().filter(|change| change.effect == effect).count();
        let words = [
            (Effect::Replace, "replaced"),
            (Effect::Unknown, "unknown"),
            (Effect::Destroy, "destroyed"),
            (Effect::InPlace, "changed in place"),
            (Effect::Create, "created"),
        ];
        let counts = words.into_iter().filter(|(effect, _)| count(*effect) > 0);
        let counts: Vec<String> = counts.map(|(effect, word)| format!("{} {word}", count(effect))).collect();
        if counts.is_empty() {
            return;
        }
        self.line(1, &format!("and when the state is taken along: {}", counts.join(", ")));
        self.entries(&gravest);
    }

    /// Entries one by one; many of a kind as one list with the first as the example.
    fn entries(&mut self, entries: &[&Entry<'_>]) {
        let mut kinds: Vec<(Told, Vec<&Entry<'_>>)> = Vec::new();
        for entry in entries {
            let told = self.told(entry);
            let is_same = |(known, kind): &&mut (Told, Vec<&Entry<'_>>)| {
                kind.first().is_some_and(|first| is_same_kind((first, known), (entry, &told)))
            };
            match kinds.iter_mut().find(is_same) {
                Some((_, kind)) => kind.push(entry),
                None => kinds.push((told, vec![entry])),
            }
        }
        for (_, kind) in kinds {
            self.kind(&kind);
        }
    }

    /// What would be printed of the arguments of an entry.
    fn told(&self, entry: &Entry<'_>) -> Told {
        let filled = |value: &Option<Value>| {
            let value = value.as_ref()?;
            Some(self.group.roots.first().map_or_else(|| value.clone(), |cell| value.filled(&cell.inputs)))
        };
        let arguments = entry.first.arguments.iter();
        arguments.map(|it| (it.path.clone(), filled(&it.before), filled(&it.after))).collect()
    }

    fn kind(&mut self, kind: &[&Entry<'_>]) {
        let Some(first) = kind.first() else { return };
        let what = first.stakes.map_or(String::new(), |stakes| format!("{} ", stakes.what));
        let start = format!("{} {what}", marker(first.effect));
        if first.effect == Effect::Create || is_file(first) || kind.len() > MOST_ENTRIES {
            let addresses: Vec<String> = kind.iter().map(|entry| entry.address()).collect();
            self.list(&start, &addresses);
            self.arguments(first);
        } else {
            for entry in kind {
                self.line(1, &format!("{start}{}", entry.address()));
                self.arguments(entry);
            }
        }
        if let Some(unknown) = &first.first.unknown {
            self.line(4, &format!("unknown: {} ({})", unknown.why, unknown.place));
        }
        if let Some(tagged) = first.first.tagged {
            self.line(4, &format!("default tags: a plan shows them at {}", plural(tagged, "resource")));
        }
        let Some(stakes) = first.stakes else { return };
        if first.effect == Effect::Create {
            return self.line(4, stakes.loses);
        }
        let how = match first.effect {
            Effect::Refuse if is_file(first) => "the sync fails",
            Effect::Refuse => "the apply fails",
            _ => gravity(stakes.gravity),
        };
        self.line(4, &format!("{how}: {}", stakes.loses));
    }

    fn followers(&mut self, followers: &[&Entry<'_>]) {
        if followers.is_empty() {
            return;
        }
        let named = |entry: &&Entry<'_>| match entry.stakes {
            Some(stakes) => format!("{} {}", stakes.what, entry.address()),
            None => entry.address(),
        };
        let named: Vec<String> = followers.iter().map(named).collect();
        self.line(1, &format!("{} with it, because they refer to it:", marker(Effect::Replace)));
        self.list("    ", &named);
    }

    /// A list over as many lines as it takes.
    fn list(&mut self, start: &str, items: &[String]) {
        let mut line = start.to_owned();
        let indent = " ".repeat(start.chars().count());
        for (position, item) in items.iter().enumerate() {
            let is_last = position + 1 == items.len();
            if line.chars().count() + item.chars().count() > MOST_CHARACTERS && line.trim() != start.trim() {
                self.line(1, line.trim_end());
                line.clone_from(&indent);
            }
            line.push_str(item);
            line.push_str(if is_last { "" } else { ", " });
        }
        self.line(1, &line);
    }

    fn arguments(&mut self, entry: &Entry<'_>) {
        let Change { effect, arguments, .. } = entry.first;
        // What does not replace is of no interest beside what does.
        let only_causes = *effect <= Effect::Replace && *effect != Effect::Refuse;
        let (shown, others): (Vec<&Argument>, Vec<&Argument>) =
            arguments.iter().partition(|argument| argument.replaces || !only_causes);
        // What is unknown may be written the same on both sides.
        let shown = shown.into_iter().filter(|it| *effect != Effect::Unknown || !is_written_alike(it));
        let (wholes, shown): (Vec<&Argument>, Vec<&Argument>) =
            shown.partition(|argument| argument::is_whole(argument));
        self.wholes(&argument::wholes(&wholes));
        let most = if is_file(entry) { MOST_SETTINGS } else { MOST_ARGUMENTS };
        for argument in shown.iter().take(most) {
            let line = self.argument(argument);
            self.line(4, &line);
        }
        let rest = shown.len().saturating_sub(most) + others.len();
        if rest > 0 {
            self.line(4, &format!("and {}", plural(rest, "other argument")));
        }
    }

    /// Names of objects; of a second kind with the same names only that.
    fn wholes(&mut self, kinds: &[Wholes<'_>]) {
        let mut last: Option<&Wholes<'_>> = None;
        for kind in kinds {
            if last.is_some_and(|last| (last.sign, &last.names) == (kind.sign, &kind.names)) {
                self.line(4, &format!("{} {} of the same names", kind.sign, kind.kind));
            } else {
                let names: Vec<String> = kind.names.iter().map(|name| (*name).to_owned()).collect();
                self.list(&format!("      {} {} ", kind.sign, kind.kind), &names);
                last = Some(kind);
            }
        }
    }

    fn argument(&mut self, Argument { path, before, after, .. }: &Argument) -> String {
        let first = self.group.roots.first();
        let path = first.map_or_else(|| path.clone(), |cell| filled_text(path, &cell.inputs));
        let mut shown = |value: &Option<Value>| value.as_ref().map(|value| self.value(&path, value));
        let (before, after) = (shown(before), shown(after));
        argument::line(&path, before.as_ref(), after.as_ref())
    }

    fn value(&mut self, path: &str, value: &Value) -> Value {
        self.has_example |= value.inputs().iter().any(|place| self.varying.contains(place));
        let filled = self.group.roots.first().map_or_else(|| value.clone(), |cell| value.filled(&cell.inputs));
        filled.without_secrets(path)
    }

    fn line(&mut self, depth: usize, text: &str) {
        _ = writeln!(self.text, "{:width$}{text}", "", width = depth * 2);
    }
}

/// Paths of arguments, with their values before and after.
type Told = Vec<(String, Option<Value>, Option<Value>)>;

/// The same is lost with it, or, where nothing is lost, the same is printed of it. Of files it is always that: each is about
/// something else.
fn is_same_kind((one, told): (&Entry<'_>, &Told), (other, others): (&Entry<'_>, &Told)) -> bool {
    let is_loss = one.stakes.is_some() && !is_file(one) && !is_file(other);
    let is_alike = one.effect == other.effect && one.stakes == other.stakes && one.first.unknown == other.first.unknown;
    is_alike && (is_loss || told == others)
}

fn is_written_alike(argument: &Argument) -> bool {
    let written = |value: &Option<Value>| value.as_ref().map(Value::to_string);
    written(&argument.before) == written(&argument.after)
}

fn is_file(entry: &Entry<'_>) -> bool {
    entry.first.address.starts_with(MANIFESTS)
}

/// Told in a list, because what it refers to is told: but not what would be gone for good.
fn is_follower(entry: &Entry<'_>) -> bool {
    entry.first.follows() && entry.first.gravity() < Gravity::DataLoss
}

fn marker(effect: Effect) -> &'static str {
    match effect {
        Effect::Abandon | Effect::Refuse => "!  ",
        Effect::Replace => "-/+",
        Effect::Unknown => "?  ",
        Effect::Destroy => "-  ",
        Effect::InPlace => "~  ",
        Effect::Create => "+  ",
    }
}

fn gravity(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Harmless => "harmless",
        Gravity::Exposure => "exposure",
        Gravity::Disruption => "disruption",
        Gravity::Outage => "outage",
        Gravity::DataLoss => "data loss",
    }
}
