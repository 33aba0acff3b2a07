use crate::check::Context;
use crate::check::facts::node_groups;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A disk that holds no image, or that EBS does not have.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0522"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("node_disk.md"),
    yields_to: &[],
    check,
};

/// From a node image and a few container images to what the schema of Karpenter's `EC2NodeClass` takes as `volumeSize`.
const DISK_GIB: std::ops::RangeInclusive<u32> = *node_groups::DISK_GIB.start()..=59_000;

/// Tiers of an environment recur in its classes: identical findings are printed once.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let tiers = model.karpenter_tiers();
    for tier in tiers.filter(|tier| !DISK_GIB.contains(&tier.disk_gib.value)) {
        let disk = tier.disk_gib;
        let headline = format!("nodes of tier `{}` cannot have a disk of {} GiB", tier.name.value, disk.value);
        let error = RULE.finding(disk.span, headline);
        let label = format!("not from {} to {}", DISK_GIB.start(), DISK_GIB.end());
        diagnostics.push(error.label(label).help("write 50"));
    }
}
