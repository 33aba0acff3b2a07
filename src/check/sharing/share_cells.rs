use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Share;

/// A cell of an environment that shares another's cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0654"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("share_cells.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.guests().filter_map(|(share, _)| claimed(share)));
}

/// One finding, however many cells there are.
fn claimed(share: &Share) -> Option<Diagnostic> {
    let mut cells = share.claimed_by.clone();
    cells.sort_by_key(|cell| cell.span);
    let first = cells.first()?;
    let (environment, host) = (&share.environment.value, &share.host.value);
    let subject = match cells.len() {
        1 => format!("cell `{}` is", first.value),
        count => format!("{count} cells are"),
    };
    let headline = format!("{subject} declared for environment `{environment}`, which shares the cells of `{host}`");
    let error = RULE.finding(first.span, headline).label(format!("cell `{}`", first.value));
    let error = error.also(share.host.span, format!("it uses the cells of `{host}`"));
    let edits = cells.iter().map(|cell| (cell.span, format!("\"{host}\"")));
    Some(
        error
            .help_editing(format!("use `environment = \"{host}\"`, whose cells contain the namespaces of both"), edits),
    )
}
