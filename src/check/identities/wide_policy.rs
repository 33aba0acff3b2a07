use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::PolicyArn;

/// A workload with a policy for administrators.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0617"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("wide_policy.md"),
    yields_to: &[],
    check,
};

/// Policies of AWS for people who administer (IAM user guide, "AWS managed policies for job functions").
const ADMINISTRATORS: [&str; 5] =
    ["AdministratorAccess", "DatabaseAdministrator", "NetworkAdministrator", "PowerUserAccess", "SystemAdministrator"];

/// Reads what is stored, and not only what there is, in every service.
const READER: &str = "ReadOnlyAccess";
const READS: &str = "reads every resource of the account";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for identity in &environment.workload_identities {
            let mut seen = BTreeSet::new();
            for policy in identity.policies.iter().filter(|policy| is_wide(policy)) {
                if !seen.insert(&policy.value) {
                    continue;
                }
                let headline = format!("workload identity `{}` has `{}`", identity.name.value, policy.name());
                let finding = RULE.finding_in(environment.profile, policy.span, headline);
                diagnostics.push(
                    finding
                        .label(if policy.name() == READER { READS } else { "everything, on every resource" })
                        .note("this includes the resources of other cells in the same account")
                        .help(
                            "create a policy with the actions and resources that the workload needs, and use it here",
                        ),
                );
            }
        }
    }
}

fn is_wide(policy: &PolicyArn) -> bool {
    let name = policy.name();
    policy.account().is_none() && (name.contains("FullAccess") || name == READER || ADMINISTRATORS.contains(&name))
}
