use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessScope};

/// A namespace or group that an access entry names twice.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0611"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("repeated_scope.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in &environment.access {
            diagnostics.extend(namespaces(entry));
            diagnostics.extend(groups(entry));
        }
    }
}

/// A pattern that matches the text of another, stars included, matches everything that the other does.
fn namespaces(entry: &AccessEntry) -> Option<Diagnostic> {
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    let mut pairs = namespaces
        .iter()
        .enumerate()
        .flat_map(|(index, first)| namespaces.iter().skip(index + 1).map(move |second| (first, second)));
    let (wide, narrow) = pairs.find_map(|(first, second)| {
        let is_inside = first.matches(second.as_str());
        if is_inside { Some((first, second)) } else { second.matches(first.as_str()).then_some((second, first)) }
    })?;
    let (headline, label) = if wide.value == narrow.value {
        (format!("namespace `{}` is listed twice", narrow.value), "first here".to_owned())
    } else {
        (
            format!("`{}` is listed in addition to a pattern that matches it", narrow.value),
            format!("matches `{}`", narrow.value),
        )
    };
    let warning = RULE.finding(narrow.span, headline).label("adds nothing");
    Some(warning.also(wide.span, label).help("remove it, or write the namespace that was meant"))
}

fn groups(entry: &AccessEntry) -> Option<Diagnostic> {
    let mut groups = entry.groups.iter().enumerate();
    let (first, again) = groups.find_map(|(index, group)| {
        let again = entry.groups.iter().skip(index + 1).find(|again| again.value == group.value);
        Some((group, again?))
    })?;
    let headline = format!("group `{}` is listed twice", again.value);
    let warning = RULE.finding(again.span, headline).label("adds nothing");
    Some(warning.also(first.span, "first here").help("remove it, or write the group that was meant"))
}
