use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Backend;

/// A lock table that an admitted Terraform warns of.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0322"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("lock_table.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Backend::S3(backend) = &model.fleet.backend else { return };
    let Some(table) = &backend.dynamodb_table else { return };
    let constraint = &model.fleet.required_version;
    let warns = constraint.allows_from(provider_features::lock_table_warning().since);
    // A constraint or a lock that could not be read may be one that needs no advice.
    if !warns || !is_whole {
        return;
    }
    let has_lock_files = provider_features::lock_file().is_in_all_of(constraint);
    let help = match (*backend.use_lockfile, has_lock_files) {
        (true, _) => "remove `dynamodb_table` once every root has been initialised with both locks",
        (false, true) => {
            "add `use_lockfile = true`; once every root has been initialised with it, remove `dynamodb_table`"
        }
        (false, false) => {
            "once nobody has a Terraform before 1.10, write `required_version = \">= 1.10\"` and `use_lockfile = true`; \
             until then, keep the table"
        }
    };
    let advice = RULE.finding(table.span, "newer versions of Terraform deprecate the lock table");
    let label = format!("a warning of every `terraform init` from 1.11 on, which `{}` allows", constraint.value);
    diagnostics.push(advice.label(label).help(help));
}
