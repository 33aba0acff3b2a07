use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, listing};
use crate::model::{AccessEntry, AccessRole, AccessScope, Environment, Part};
use crate::platform::taken_namespaces;
use crate::source::Spanned;
use crate::values::NamespacePattern;

/// An access entry for a namespace that nobody declares.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0625"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for a role, which is bound in declared namespaces"),
        (Kind::Mistake, "for an EKS access policy, which also applies to namespaces that charts create"),
    ]),
    since: "0.1.0",
    docs: include_str!("undeclared_namespace.md"),
    yields_to: &[],
    check,
};

/// How many namespaces a help lists.
const MOST_LISTED: usize = 12;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Namespaces))
    {
        // Where entries of environments that share the cells may reach is a rule of its own.
        for entry in environment.access.iter().filter(|entry| entry.environment == environment.name.value) {
            let AccessScope::Namespaces(patterns) = &entry.scope else { continue };
            diagnostics.extend(patterns.iter().filter_map(|pattern| check_pattern(environment, entry, pattern)));
        }
    }
}

fn check_pattern(
    environment: &Environment,
    entry: &AccessEntry,
    pattern: &Spanned<NamespacePattern>,
) -> Option<Diagnostic> {
    let namespaces = &environment.namespaces;
    let is_declared = if pattern.is_wildcard() {
        namespaces.iter().any(|namespace| entry.means(pattern, namespace))
    } else {
        // They are in the order of their names.
        namespaces.binary_search_by(|namespace| namespace.name.as_str().cmp(pattern.as_str())).is_ok()
    };
    if is_declared {
        return None;
    }
    let headline = if pattern.is_wildcard() {
        format!("`{}` matches no declared namespace", pattern.value)
    } else {
        format!("there is no namespace `{}`", pattern.value)
    };
    let finding = match &entry.role {
        Some(role) if is_confined(&role.value) => {
            let error = RULE.finding_as(Kind::Fails, pattern.span, headline).label("not declared");
            error.also(role.span, "a role is granted in declared namespaces")
        }
        Some(_) => return None,
        None if environment.namespaces.is_empty() || taken_namespaces().any(|namespace| pattern.matches(namespace)) => {
            return None;
        }
        None => {
            let warning = RULE.finding_as(Kind::Mistake, pattern.span, headline).label("not declared");
            warning.note("the policy grants nothing there unless something else creates the namespace")
        }
    };
    Some(with_proposal(finding, environment, pattern))
}

/// A role of the whole cluster is told that it is one.
const fn is_confined(role: &AccessRole) -> bool {
    match role {
        AccessRole::BuiltIn(role) => !role.is_cluster_wide(),
        AccessRole::Custom(_) => true,
    }
}

fn with_proposal(finding: Diagnostic, environment: &Environment, pattern: &Spanned<NamespacePattern>) -> Diagnostic {
    let names = || environment.namespaces.iter().map(|namespace| namespace.name.as_str());
    let near = if pattern.is_wildcard() { None } else { did_you_mean(pattern.as_str(), names()) };
    if let Some(near) = near {
        return finding.help_near(&near, pattern.span);
    }
    if taken_namespaces().any(|namespace| namespace == pattern.as_str()) {
        return finding.help("leave it out: only a cluster-wide role reaches what the platform runs");
    }
    let declare = format!("declare `namespace \"{}\" {{ … }}`", pattern.value.as_str().replace('*', "…"));
    if environment.namespaces.is_empty() {
        return finding.help(declare);
    }
    finding.help(format!("write {}, or {declare}", listing(names().take(MOST_LISTED), "or")))
}
