use crate::check::Context;
use crate::check::facts::quota_bounds::{Bound, NoPod, is_inverted, no_pod, reach};
use crate::check::facts::quota_units::are_of_namespace;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Namespace;

/// A number of pods that the rest of the quota does not suffice for.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0631"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if the quota allows no pod at all"),
        (Kind::Mistake, "if it allows fewer pods than `pods` says"),
    ]),
    since: "0.1.0",
    docs: include_str!("quota_reach.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    let is_judged = |namespace: &&Namespace| are_of_namespace(namespace) && !is_inverted(&namespace.quota);
    let namespaces = model.namespaces().map(|(_, namespace)| namespace).filter(is_judged);
    diagnostics
        .extend(namespaces.filter_map(|namespace| fits_nothing(namespace).or_else(|| check_namespace(namespace))));
}

/// A quota that somebody wrote and that not even one container fits into.
fn fits_nothing(namespace: &Namespace) -> Option<Diagnostic> {
    let headline = format!("the quota of namespace `{}` allows no pods", namespace.name.value);
    let bound = match no_pod(namespace)? {
        NoPod::Amount(bound) => bound,
        NoPod::Pods => {
            let error = RULE.finding_as(Kind::Fails, namespace.quota.pods.span, headline).label("no pods");
            return Some(error.help("write how many pods there may be, or remove the namespace"));
        }
    };
    let quota = bound.quota(&namespace.quota);
    let each = bound.container(&namespace.container);
    let error =
        RULE.finding_as(Kind::Fails, quota.span, headline).label(format!("`{}` is {}", bound.key(), quota.value));
    let by_default = by_default(each.is_written());
    let error = error.also(each.span, format!("the default of a container is {}{by_default}", each.value));
    Some(error.help(format!("raise `{}`, or give containers less by default", bound.key())))
}

/// The profile's number of pods is no promise of anybody.
fn check_namespace(namespace: &Namespace) -> Option<Diagnostic> {
    let pods = namespace.quota.pods;
    if !pods.is_written() {
        return None;
    }
    let reaches = Bound::of_namespace(namespace).filter_map(|bound| Some((reach(namespace, bound)?, bound)));
    let (reach, bound) =
        reaches.min_by_key(|(reach, _)| *reach).filter(|(reach, _)| *reach < i128::from(pods.value))?;
    let quota = bound.quota(&namespace.quota);
    let each = bound.container(&namespace.container);
    let needed = bound.text(i128::from(pods.value).saturating_mul(each.thousandths()));
    let headline = format!("the quota of namespace `{}` stops at {reach} pods", namespace.name.value);
    let warning = RULE.finding_as(Kind::Mistake, pods.span, headline).label(format!("{} pods", pods.value));
    let of_quota = by_default(quota.is_written());
    let warning = warning.also(quota.span, format!("`{}` of {} is used up first{of_quota}", bound.key(), quota.value));
    let warning = if each.is_written() || quota.is_written() {
        let of_each = by_default(each.is_written());
        warning.also(each.span, format!("the default of a container is {}{of_each}", each.value))
    } else {
        // Both stand at the namespace, and one place has one label.
        warning.note(format!("the default of a container is {} of `{}`", each.value, bound.key()))
    };
    Some(warning.help(format!(
        "set `pods` to {reach}, raise `{}` to {needed}, or give containers less by default",
        bound.key()
    )))
}

/// What is said behind an amount that nobody wrote.
const fn by_default(is_written: bool) -> &'static str {
    if is_written { "" } else { ", by default" }
}
