use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::source::Spanned;
use crate::values::RoleArn;

/// The role that applies Terraform has access to the Kubernetes API.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0682"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("deployer_access.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let deployers = deployers(model);
    for environment in model.environments.values() {
        for entry in &environment.access {
            let principal = entry.principal.to_string();
            let Some(role) = deployers.get(&(environment.name.as_str(), principal)) else { continue };
            let profile = model.profile_of(&entry.environment, environment);
            let headline = format!("access `{}` is granted to the role that applies Terraform", entry.name.value);
            diagnostics.push(
                RULE.finding_in(profile, entry.principal.span, headline)
                    .label("one credential for AWS and for everything in the cell")
                    .also(role.span, "the deploy role")
                    .help("remove the entry, or use another role: Terraform does not call the Kubernetes API"),
            );
        }
    }
}

/// The roles that deploy the cells of each environment. An access entry is made in all of them.
fn deployers(model: &Model) -> BTreeMap<(&str, String), &Spanned<RoleArn>> {
    let mut deployers = BTreeMap::new();
    for cell in &model.cells {
        let environment = model.environment_of(cell).name.as_str();
        if let Some(role) = &cell.deploy_role {
            deployers.entry((environment, role.to_string())).or_insert(role);
        }
    }
    deployers
}
