use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessScope};
use crate::values::AccessPolicy;

/// More than looking in `kube-system`, for somebody who is no administrator.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0610"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("system_namespace.md"),
    yields_to: &[],
    check,
};

/// Where the cell's own controllers run.
const SYSTEM: &str = "kube-system";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.access.iter().filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    // An administrator cannot be confined, and is told so.
    let is_mighty = |policy: &AccessPolicy| !matches!(policy, AccessPolicy::View | AccessPolicy::ClusterAdmin);
    let policy = entry.eks_policy().filter(|policy| is_mighty(&policy.value))?;
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    let namespace = namespaces.iter().find(|namespace| namespace.matches(SYSTEM))?;
    let headline = format!("access `{}` includes `{SYSTEM}`", entry.name.value);
    let label =
        if namespace.is_wildcard() { format!("this matches `{SYSTEM}`") } else { "belongs to the platform".to_owned() };
    let warning = RULE.finding(namespace.span, headline).label(label);
    let warning = warning.also(policy.span, "allows more than viewing");
    let note = "pods there run with the AWS rights of the cell's own controllers";
    Some(warning.note(note).help("remove it; grant `view` there, or make the principal an administrator"))
}
