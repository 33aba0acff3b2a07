use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::Share;

/// A key about cells in an environment that has none of its own.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0653"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("share_keys.md"),
    yields_to: &[],
    check,
};

/// How many keys a headline names.
const MOST_NAMED: usize = 3;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.guests().filter_map(|(share, _)| idle(share)));
}

/// One finding, with a label for each place.
fn idle(share: &Share) -> Option<Diagnostic> {
    let mut places = share.keys_of_cells.clone();
    places.sort_by_key(|key| key.span);
    let (first, others) = places.split_first()?;
    let mut names: Vec<&str> = places.iter().map(|key| key.value).collect();
    names.dedup();
    let (subject, verb) = match names.as_slice() {
        [only] => (format!("`{only}`"), "has"),
        few if few.len() <= MOST_NAMED => (listing(few.iter().copied(), "and"), "have"),
        many => (format!("{} keys", many.len()), "have"),
    };
    let host = &share.host.value;
    let headline = format!("{subject} {verb} no effect in environment `{}`", share.environment.value);
    let mut error = RULE.finding(first.span, headline).label(format!("declared by `{host}` for its cells"));
    error = error.also(share.host.span, "the cells belong to this environment");
    for key in others {
        error = error.also(key.span, format!("so does `{}`", key.value));
    }
    let remove = if places.len() == 1 { "remove it" } else { "remove them" };
    let help = format!("{remove}; configure the cells in environment `{host}`");
    Some(error.help_editing(help, places.iter().map(|key| (key.span, String::new()))))
}
