use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Backend;
use crate::values::VersionConstraint;

/// State in S3 that nothing locks.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0312"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("state_lock.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Backend::S3(backend) = &model.fleet.backend else { return };
    // What could not be read may be the lock.
    if backend.dynamodb_table.is_some() || *backend.use_lockfile || !is_whole {
        return;
    }
    let help = if backend.use_lockfile.is_written() && has_lock_files(&model.fleet.required_version) {
        "remove `use_lockfile = false`"
    } else {
        "write `required_version = \">= 1.10\"`, with which Terraform locks the state in its bucket, or, for older versions, \
         `dynamodb_table = \"…\"`, a table with the hash key `LockID`"
    };
    let warning = RULE.finding(backend.bucket.span, "nothing locks the state");
    diagnostics.push(
        warning
            .label("a backend without `use_lockfile` and `dynamodb_table`")
            .note("of two simultaneous applies, the one that finishes last overwrites the other's state")
            .help(help),
    );
}

fn has_lock_files(terraform: &VersionConstraint) -> bool {
    provider_features::lock_file().is_in_all_of(terraform)
}
