//! The role that deploys a cell lies in the cell's account.

use super::codes::DEPLOY_ROLE;
use crate::diagnostic::Diagnostic;
use crate::model::Model;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let Some(role) = cell.deploy_role.as_ref().filter(|role| *role.account() != cell.account.value) else {
            continue;
        };
        let name = &cell.name.value;
        let headline = format!("the deploy role of cell `{name}` is in another account");
        diagnostics.push(
            Diagnostic::error(DEPLOY_ROLE, role.span, headline)
                .label(format!("account {}", role.account()))
                .also(cell.account.span, format!("the cell's account is {}", cell.account.value))
                .note("the provider refuses to run in any account but the cell's (`allowed_account_ids`)")
                .help(format!("set `deploy_role` in cell `{name}` to a role of its account")),
        );
    }
}
