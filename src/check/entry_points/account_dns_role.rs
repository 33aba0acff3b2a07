use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names::{ROLE_LIMIT, account_dns_role, plan_twin};

/// A role of an account whose name is too long.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1149"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("account_dns_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let (fleet, name) = (&model.fleet.name, &environment.name);
        let mut accounts = model.accounts.values();
        let writes = accounts.find(|account| {
            let created = model.created_validation_records(account);
            created.iter().any(|names| names.environment.name.value == name.value)
        });
        let Some(account) = writes else { continue };
        let role = plan_twin(&account_dns_role(&fleet.value, &name.value, &account.id));
        if role.len() > ROLE_LIMIT {
            let headline = format!("the role `{role}` would have {} characters", role.len());
            let error = RULE.finding(name.span, headline).label("a part of it").also(fleet.span, "another part");
            let error =
                error.note(format!("with it a plan reads the zone for account {}; IAM takes {ROLE_LIMIT}", account.id));
            diagnostics.push(error.help(format!("shorten one of the two by {}", role.len() - ROLE_LIMIT)));
        }
    }
}
