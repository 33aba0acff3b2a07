use crate::catalog::managed_policies::{self, name};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Spanned;
use crate::values::PolicyArn;

/// A policy of AWS without its path.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0620"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if AWS has the policy under another path or in another spelling"),
        (Kind::Mistake, "if the name differs in one letter from a known policy"),
    ]),
    since: "0.1.0",
    docs: include_str!("policy_path.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let policies = environment.workload_identities.iter().flat_map(|identity| identity.policies.iter());
        diagnostics.extend(policies.filter_map(check_policy));
    }
}

fn check_policy(policy: &Spanned<PolicyArn>) -> Option<Diagnostic> {
    let arn = policy.to_string();
    let (start, written) = arn.split_once(":policy/").filter(|_| policy.account().is_none())?;
    if managed_policies::all().any(|known| known == written) {
        return None;
    }
    let is_same = |known: &&str| name(known) == policy.name();
    let is_alike = |known: &&str| name(known).eq_ignore_ascii_case(policy.name());
    let found = managed_policies::all().find(is_same).or_else(|| managed_policies::all().find(is_alike));
    let Some(known) = found else { return nearly(policy, start) };
    let lacks = if name(known) == written { " without a path" } else { "" };
    let headline = format!("AWS has no policy `{written}`{lacks}");
    let error = RULE.finding_as(Kind::Fails, policy.span, headline).label(format!("it is `{known}`"));
    let whole = format!("{start}:policy/{known}");
    Some(error.help_replacing(format!("write `{whole}`"), policy.span, format!("\"{whole}\"")))
}

/// The table is a selection, so this may be a policy of its own: nothing to apply.
fn nearly(policy: &Spanned<PolicyArn>, start: &str) -> Option<Diagnostic> {
    let near = did_you_mean(policy.name(), managed_policies::all().map(name))?.certain()?;
    let known = managed_policies::all().find(|known| name(known) == near)?;
    let headline = format!("`{}` is almost `{near}`", policy.name());
    let warning = RULE.finding_as(Kind::Mistake, policy.span, headline);
    let warning = warning.label("not a known policy");
    Some(warning.help(format!("write `{start}:policy/{known}` if that is what was meant")))
}
