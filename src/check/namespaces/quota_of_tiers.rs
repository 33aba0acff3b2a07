use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::facts::quota_bounds::Resource;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment, KarpenterTier, Namespace};
use crate::source::Span;

/// A quota above what the node tiers can give.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0635"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if the quota is written and above what the tiers provide"),
        (Kind::Mistake, "if only all namespaces together are above it"),
        (Kind::Advice, "if the quota is a default"),
    ]),
    since: "0.1.0",
    docs: include_str!("quota_of_tiers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !is_whole {
        return;
    }
    // Namespaces are those of the environment: what one class has found needs no second one.
    let mut seen: BTreeSet<Span> = BTreeSet::new();
    for (environment, class) in model.populated_classes() {
        for resource in Resource::ALL {
            let found = check_class(environment, class, resource);
            diagnostics.extend(found.into_iter().filter(|finding| seen.insert(finding.primary.span)));
        }
    }
}

fn check_class(environment: &Environment, class: &Class, resource: Resource) -> Vec<Diagnostic> {
    let given = class.karpenter.iter().map(|tier| limit(tier, resource)).fold(0, i128::saturating_add);
    // A limit of nothing, or no tier at all, is another rule's finding.
    if given == 0 {
        return Vec::new();
    }
    let alone: Vec<Diagnostic> =
        environment.namespaces.iter().filter_map(|namespace| one(class, namespace, resource, given)).collect();
    if alone.is_empty() { together(environment, class, resource, given).into_iter().collect() } else { alone }
}

/// What all pools of a tier may have.
fn limit(tier: &KarpenterTier, resource: Resource) -> i128 {
    let limit = match resource {
        Resource::Cpu => &tier.limits.cpu,
        Resource::Memory => &tier.limits.memory,
    };
    limit.thousandths().saturating_mul(i128::from(tier.pools()))
}

fn is_written(tier: &KarpenterTier) -> bool {
    tier.limits.cpu.is_written()
}

fn one(class: &Class, namespace: &Namespace, resource: Resource, given: i128) -> Option<Diagnostic> {
    let quota = resource.of(&namespace.quota.requests);
    let quota_is_written = quota.is_written();
    if quota.thousandths() <= given || !(quota_is_written || class.karpenter.iter().any(is_written)) {
        return None;
    }
    let kind = if quota_is_written { Kind::Fails } else { Kind::Advice };
    let headline = format!(
        "the node tiers cannot provide the {1} quota of namespace `{0}`",
        namespace.name.value,
        resource.noun()
    );
    let label = if quota_is_written { "requests of" } else { "default requests of" };
    let finding = RULE.finding_as(kind, quota.span, headline);
    let finding = finding.label(format!("{label} {}", quota.value));
    Some(limits(finding, class, resource, given).help("raise the limits of a tier, or lower the quota"))
}

/// Defaults of a profile count only where somebody chose the limits.
fn together(environment: &Environment, class: &Class, resource: Resource, given: i128) -> Option<Diagnostic> {
    let amount = |namespace: &&Namespace| resource.of(&namespace.quota.requests).thousandths();
    let counts_all = class.karpenter.iter().all(is_written);
    let is_counted = |namespace: &&Namespace| counts_all || resource.of(&namespace.quota.requests).is_written();
    let counted: Vec<&Namespace> = environment.namespaces.iter().filter(is_counted).collect();
    let sum = counted.iter().map(amount).fold(0, i128::saturating_add);
    let largest = counted.iter().copied().reduce(|one, next| if amount(&next) > amount(&one) { next } else { one })?;
    if sum <= given {
        return None;
    }
    let headline =
        format!("the namespaces of {} may request more {} than its node tiers provide", class.title(), resource.noun());
    let quota = resource.of(&largest.quota.requests);
    let warning = RULE.finding_as(Kind::Mistake, quota.span, headline);
    let label = format!("the largest of {} quotas, {} in all", counted.len(), resource.text(sum));
    Some(limits(warning.label(label), class, resource, given).help("raise the limits of a tier, or lower quotas"))
}

fn limits(finding: Diagnostic, class: &Class, resource: Resource, given: i128) -> Diagnostic {
    let written: Vec<&KarpenterTier> = class.karpenter.iter().filter(|tier| is_written(tier)).collect();
    let finding = written.iter().fold(finding, |finding, tier| {
        let limit = if resource == Resource::Cpu { &tier.limits.cpu } else { &tier.limits.memory };
        let twice = if tier.fallback.is_some() { ", and its fallback at the same amount" } else { "" };
        finding.also(limit.span, format!("tier `{}` stops here{twice}", tier.name.value))
    });
    finding.note(format!("all Karpenter tiers together provide {}", resource.text(given)))
}
