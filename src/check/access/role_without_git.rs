use crate::check::Context;
use crate::check::facts::roles::unknown;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};

/// Roles in a fleet without manifests.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0623"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("role_without_git.md"),
    yields_to: &[
        Yield { code: Code::rule("CELL0801"), within: Within::Fleet },
        Yield { code: Code::rule("CELL0811"), within: Within::Fleet },
    ],
    check,
};

/// The block is missing once, so there is one finding, at the first role, unless something else needs the block more.
fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() || model.fleet.is_stand_in || !is_whole {
        return;
    }
    let entries = model.access().filter(|(environment, entry)| unknown(environment, entry).is_none());
    let mut roles: Vec<_> = entries.filter_map(|(_, entry)| Some((entry.rbac_role()?, entry))).collect();
    roles.sort_by_key(|(role, _)| role.span);
    let Some((role, entry)) = roles.first() else { return };
    let headline = format!("the role of access `{}` would grant nothing: there are no manifests", entry.name.value);
    let error = RULE.finding(role.span, headline).label("defined by manifests");
    let error = error.also(model.fleet.name.span, "no `git` block");
    let error = match roles.len() {
        1 => error,
        count => error.note(format!("{count} access entries have such a role")),
    };
    diagnostics.push(error.help("add a `git` block with a `repository` to the fleet, or use a `policy` instead"));
}
