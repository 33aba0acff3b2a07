use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Taint;
use crate::values::LabelKey;

/// A label of nodes in a domain that somebody keeps.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0513"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("node_labels.md"),
    yields_to: &[],
    check,
};

const OWN_DOMAIN: &str = "use your own domain, as in `example.com/role`, or a key without a domain";
/// Domains with an owner.
const OWNED: [(&str, &str); 5] = [
    ("eks.amazonaws.com", "EKS"),
    ("k8s.io", "Kubernetes"),
    ("karpenter.k8s.aws", "Karpenter"),
    ("karpenter.sh", "Karpenter"),
    ("kubernetes.io", "Kubernetes"),
];
/// Where a kubelet may set labels all the same (Kubernetes, admission plugin `NodeRestriction`).
const OPEN: [&str; 2] = ["kubelet.kubernetes.io", "node.kubernetes.io"];

/// Where taints have a meaning that others give them.
const OWNED_BY_CONTROLLERS: [(&str, &str); 4] = [
    ("karpenter.k8s.aws", "Karpenter"),
    ("karpenter.sh", "Karpenter"),
    ("node.cloudprovider.kubernetes.io", "Kubernetes"),
    ("node.kubernetes.io", "Kubernetes"),
];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let of_system = model.classes().flat_map(|(_, class)| &class.system.labels);
    let of_karpenter = model.karpenter_tiers().flat_map(|tier| &tier.labels);
    for (key, value) in of_system.chain(of_karpenter).filter(|(_, value)| value.is_written()) {
        let Some(owner) = owner(key) else { continue };
        let headline = format!("nodes cannot have the label `{key}`");
        let error = RULE.finding(value.span, headline).label(format!("{owner} reserves this domain"));
        diagnostics.push(error.help(OWN_DOMAIN));
    }
    // Tiers of an environment recur in its classes: identical findings are printed once.
    // The system tier takes no taint but its own in any case.
    let tiers = model.karpenter_tiers();
    diagnostics.extend(tiers.flat_map(|tier| &tier.taints).filter_map(taint));
}

fn taint(taint: &Taint) -> Option<Diagnostic> {
    let key = &taint.key;
    let (_, owner) = OWNED_BY_CONTROLLERS.iter().find(|(domain, _)| key.is_in(domain))?;
    let headline = format!("nodes cannot keep the taint `{}`", key.value);
    let error = RULE.finding(key.span, headline).label(format!("{owner} sets and removes it"));
    Some(error.help(OWN_DOMAIN))
}

fn owner(key: &LabelKey) -> Option<&'static str> {
    if OPEN.iter().any(|domain| key.is_in(domain)) {
        return None;
    }
    OWNED.iter().find(|(domain, _)| key.is_in(domain)).map(|(_, owner)| *owner)
}
