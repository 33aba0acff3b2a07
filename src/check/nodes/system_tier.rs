use crate::check::Context;
use crate::check::facts::node_groups::{DISK_GIB, MOST_NODES};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::SystemTier;
use crate::values::Architecture;

/// A system tier that EKS does not take.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0501"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("system_tier.md"),
    yields_to: &[],
    check,
};

/// EKS API reference, `CreateNodegroup`.
const MOST_INSTANCE_TYPES: usize = 20;
/// EKS API reference, `CreateNodegroup`: taints.
const MOST_TAINTS: usize = 50;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes() {
        diagnostics.extend(instance_types(&class.system));
        diagnostics.extend(size(&class.system));
        diagnostics.extend(disk(&class.system));
        diagnostics.extend(taints(&class.system));
    }
}

fn instance_types(tier: &SystemTier) -> Option<Diagnostic> {
    let types = &tier.instance_types;
    let error = |headline: &str| RULE.finding(types.span, headline);
    if types.is_empty() {
        return Some(error("the system tier has no instance type").label("empty").help("write `[\"m7g.large\"]`"));
    }
    if types.len() > MOST_INSTANCE_TYPES {
        let label = format!("{} types, at most {MOST_INSTANCE_TYPES}", types.len());
        return Some(error("too many instance types for one node group").label(label).help("keep the best twenty"));
    }
    let of = |architecture| types.iter().find(|kind| kind.architecture() == architecture);
    let (amd64, arm64) = (of(Architecture::Amd64)?, of(Architecture::Arm64)?);
    let label = format!("`{}` is arm64, `{}` is amd64", arm64.value, amd64.value);
    Some(
        error("the system tier mixes CPU architectures")
            .label(label)
            .help("a node group has one AMI: keep one architecture"),
    )
}

fn size(tier: &SystemTier) -> Option<Diagnostic> {
    let (min, max) = (&tier.min, &tier.max);
    if min.value == 0 {
        let error = RULE.finding(min.span, "the system tier must not be empty").label("0 nodes");
        return Some(error.note("CoreDNS and Karpenter run here, and nothing else starts before them").help("write 2"));
    }
    if min.value > max.value {
        let error = RULE.finding(max.span, "`max` of the system tier is less than `min`");
        let error = error.label(format!("at most {}", max.value)).also(min.span, format!("at least {}", min.value));
        return Some(error.help("raise `max`, or lower `min`"));
    }
    if max.value > MOST_NODES {
        let error = RULE.finding(max.span, "the system tier is too large for one node group");
        return Some(
            error.label(format!("at most {MOST_NODES} nodes")).help("the system tier needs two to four nodes"),
        );
    }
    let unavailable = &tier.max_unavailable;
    (!(1..=max.value.min(100)).contains(&unavailable.value)).then(|| {
        let headline = "`max_unavailable` of the system tier is not possible";
        let label = format!("not from 1 to {}", max.value.min(100));
        RULE.finding(unavailable.span, headline).label(label).help("write 1")
    })
}

fn disk(tier: &SystemTier) -> Option<Diagnostic> {
    let disk = &tier.disk_gib;
    (!DISK_GIB.contains(&disk.value)).then(|| {
        let headline = format!("a system node cannot have a disk of {} GiB", disk.value);
        RULE.finding(disk.span, headline).label("not from 20 to 65536").help("write 50")
    })
}

fn taints(tier: &SystemTier) -> Option<Diagnostic> {
    let last = tier.taints.last().filter(|_| tier.taints.len() > MOST_TAINTS)?;
    let error = RULE.finding(last.key.span, "the system tier has too many taints");
    Some(error.label(format!("{} taints, at most {MOST_TAINTS}", tier.taints.len())).help("keep those that are needed"))
}
