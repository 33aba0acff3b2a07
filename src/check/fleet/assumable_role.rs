use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Backend;
use crate::source::Spanned;
use crate::values::RoleArn;

/// A role that Terraform cannot assume.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0619"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("assumable_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let state = match &model.fleet.backend {
        Backend::S3(backend) => backend.role_arn.as_ref(),
        Backend::Local => None,
    };
    diagnostics.extend(state.and_then(|role| check_role(role, "the role of the state")));
    // Without the cell's name: cells that share the role share the finding.
    let roles = model.cells.iter().filter_map(|cell| cell.deploy_role.as_ref());
    diagnostics.extend(roles.filter_map(|role| check_role(role, "the deploy role")));
}

fn check_role(role: &Spanned<RoleArn>, what: &str) -> Option<Diagnostic> {
    role.principal().is_of_identity_center().then(|| {
        let headline = format!("{what} belongs to IAM Identity Center, and Terraform cannot assume it");
        let error = RULE.finding(role.span, headline).label("only available by signing in");
        error.help("name a role in the account that the caller may assume, such as `…:role/terraform`")
    })
}
