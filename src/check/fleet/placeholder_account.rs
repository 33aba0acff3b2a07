use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Model};
use crate::values::Profile;

/// An account of the examples in a documentation.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0316"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("placeholder_account.md"),
    yields_to: &[],
    check,
};

/// The account of emulators.
const EMULATED: &str = "000000000000";
/// Accounts of the examples of the AWS documentation (AWS general reference, "AWS account identifiers").
const EXAMPLES: [&str; 3] = ["111122223333", "123456789012", "444455556666"];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for cell in model.cells.iter().filter(|cell| is_placeholder(model, cell)) {
        // Cells that share the account share the finding.
        if told.insert((cell.account.span, &cell.account.value)) {
            let headline = format!("account {} is a placeholder", cell.account.value);
            let warning = RULE.finding(cell.account.span, headline);
            let warning = warning.label("from an example or an emulator");
            diagnostics.push(warning.help("write the account that `aws sts get-caller-identity` shows"));
        }
    }
}

fn is_placeholder(model: &Model, cell: &Cell) -> bool {
    let account = cell.account.as_str();
    let is_development = model.environment_of(cell).profile == Profile::Development;
    EXAMPLES.contains(&account) || (account == EMULATED && !is_development)
}
