use crate::check::Context;
use crate::check::facts::quota_bounds::{Bound, is_inverted, no_pod};
use crate::check::facts::quota_units::are_of_namespace;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Namespace, Workload};
use crate::source::Spanned;

/// Workloads that need more than their namespace may have.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0632"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("workloads_fit.md"),
    yields_to: &[
        // A larger quota does not help a workload that no node has room for.
        Yield { code: Code::rule("CELL0644"), within: Within::Namespace },
    ],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    let namespaces = model.namespaces().map(|(_, namespace)| namespace);
    let namespaces = namespaces.filter(|namespace| are_of_namespace(namespace));
    let namespaces = namespaces.filter(|namespace| !is_inverted(&namespace.quota) && no_pod(namespace).is_none());
    diagnostics.extend(namespaces.filter_map(check_namespace));
}

/// Something of which workloads need more than there is.
struct Exceeded<'a> {
    key: &'static str,
    needed: i128,
    allowed: i128,
    /// The amounts in words.
    texts: (String, String),
    quota: Spanned<()>,
    /// With which the sum exceeds it.
    workload: &'a Workload,
}

fn check_namespace(namespace: &Namespace) -> Option<Diagnostic> {
    let amounts = Bound::of_namespace(namespace).filter_map(|bound| amount(namespace, bound));
    let exceeded: Vec<Exceeded<'_>> = amounts.chain(pods(namespace)).collect();
    let ratio = |one: &Exceeded<'_>| one.needed.saturating_mul(1000) / one.allowed.max(1);
    // The first of those that are exceeded alike.
    let most = exceeded.iter().reduce(|most, one| if ratio(one) > ratio(most) { one } else { most })?;
    let (needed, allowed) = &most.texts;
    let name = &namespace.name.value;
    let headline = format!("the workloads of namespace `{name}` need more `{}` than its quota has", most.key);
    let error = RULE.finding(most.workload.name.span, headline);
    let by_default = if most.quota.is_written() { "" } else { ", by default" };
    let error = error
        .label(format!("no longer fits: all together need {needed}, but {allowed} is available"))
        .also(most.quota.span, format!("`{}` is {allowed}{by_default}", most.key))
        .note(sum(most.workload));
    let others = exceeded.iter().filter(|other| other.key != most.key);
    let error = others.fold(error, |error, other| {
        let (needed, allowed) = &other.texts;
        error.note(format!("`{}` is too small as well: {needed} needed, {allowed} available", other.key))
    });
    Some(error.help(format!("raise `{}` of the quota to {needed}, or lower replicas or limits", most.key)))
}

fn sum(workload: &Workload) -> String {
    let (most, surge) = (at_most(workload), workload.surge_percent);
    format!("`{}` has {} replicas, {most} while an update adds {surge} %", workload.name.value, workload.replicas.value)
}

fn amount(namespace: &Namespace, bound: Bound) -> Option<Exceeded<'_>> {
    let quota = bound.quota(&namespace.quota);
    let need = |workload: &Workload| at_most(workload).saturating_mul(bound.replica(namespace, workload).thousandths());
    let (needed, workload) = exceeding(namespace, quota.thousandths(), need)?;
    let texts = (bound.text(needed), quota.to_string());
    Some(Exceeded {
        key: bound.key(),
        needed,
        allowed: quota.thousandths(),
        texts,
        quota: quota.as_ref().map(|_| ()),
        workload,
    })
}

fn pods(namespace: &Namespace) -> Option<Exceeded<'_>> {
    let quota = namespace.quota.pods;
    let allowed = i128::from(quota.value);
    let (needed, workload) = exceeding(namespace, allowed, at_most)?;
    let texts = (needed.to_string(), allowed.to_string());
    Some(Exceeded { key: "pods", needed, allowed, texts, quota: quota.map(|_| ()), workload })
}

/// What all workloads need, and the first one with which it is more than allowed.
fn exceeding(namespace: &Namespace, allowed: i128, need: impl Fn(&Workload) -> i128) -> Option<(i128, &Workload)> {
    let (mut sum, mut first) = (0_i128, None);
    for workload in &namespace.workloads {
        sum = sum.saturating_add(need(workload));
        first = first.or_else(|| (sum > allowed).then_some(workload));
    }
    first.map(|workload| (sum, workload))
}

/// Replicas while an update runs: Kubernetes rounds what it adds up.
fn at_most(workload: &Workload) -> i128 {
    let replicas = i128::from(workload.replicas.value);
    let added = replicas.saturating_mul(i128::from(workload.surge_percent));
    replicas + added / 100 + i128::from(added % 100 > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Resources;

    #[test]
    fn an_update_adds_replicas_rounded_up() {
        let amount = || Resources {
            cpu: crate::values::Quantity::whole(1).into(),
            memory: crate::values::Quantity::whole(1).into(),
        };
        for (replicas, surge_percent, expected) in [
            (20, 25, 25),
            (1, 25, 2),
            (4, 25, 5),
            (5, 25, 7),
            (3, 0, 3),
            (0, 25, 0),
            (7, 100, 14),
            (u32::MAX, u32::MAX, 184_467_444_946_163_466),
        ] {
            let name = crate::source::Spanned::from("scoring".parse::<crate::values::Name>().unwrap());
            let workload =
                Workload { name, replicas: replicas.into(), limits: amount(), requests: amount(), surge_percent };
            assert_eq!(at_most(&workload), expected, "{replicas} + {surge_percent} %");
        }
    }
}
