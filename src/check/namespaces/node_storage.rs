use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Namespace, SYSTEM_TIER};
use crate::source::Spanned;

/// Containers that request more of the disk of their node than any node has.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0669"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("node_storage.md"),
    yields_to: &[],
    check,
};

/// Bytes of a GiB.
const GIB: i128 = 1 << 30;

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A tier that could not be read is not missing.
    if !is_whole {
        return;
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.populated_classes() {
        diagnostics.extend(environment.namespaces.iter().filter_map(|namespace| check_namespace(class, namespace)));
    }
}

fn check_namespace(class: &Class, namespace: &Namespace) -> Option<Diagnostic> {
    let requests = &namespace.container.ephemeral_storage.requests;
    let disk = largest_disk(class, namespace)?;
    if !requests.is_written() || requests.thousandths() <= i128::from(disk.value) * GIB * 1000 {
        return None;
    }
    let headline = format!("no node has a large enough disk for a container of namespace `{}`", namespace.name.value);
    let error = RULE.finding(requests.span, headline).label(format!("{} requested", requests.value));
    let error = error.also(disk.span, format!("the largest disk it may use has {} GiB", disk.value));
    Some(error.help("request less, or raise `disk_gib` of a tier that the namespace may use"))
}

/// The largest disk of the tiers that pods of the namespace get onto.
fn largest_disk(class: &Class, namespace: &Namespace) -> Option<Spanned<u32>> {
    let admits = |name: &str, is_system| namespace.admission.admits_to(name, is_system);
    let open = class.karpenter.iter().filter(|tier| !tier.keeps_pods_out() || admits(tier.name.as_str(), false));
    let system = admits(SYSTEM_TIER, true).then_some(class.system.disk_gib);
    open.map(|tier| tier.disk_gib).chain(system).max_by_key(|disk| disk.value)
}
