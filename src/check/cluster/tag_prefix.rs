use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::values::TagKey;

/// A tag by which a controller knows its resources.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0618"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for keys that controllers use to find their resources"),
        (Kind::Mistake, "for `Name`"),
    ]),
    since: "0.1.0",
    docs: include_str!("tag_prefix.md"),
    yields_to: &[],
    check,
};

/// Beginnings of the keys by which EKS, Kubernetes and their controllers find or mark resources. A key before a slash may
/// have more in front, as in `node.kubernetes.io/x`.
const PREFIXES: [(&str, &str); 8] = [
    ("eks:", "EKS marks what it created with it"),
    ("karpenter.sh/", "Karpenter uses it to find its resources"),
    ("karpenter.k8s.aws/", "Karpenter uses it to find its resources"),
    ("kubernetes.io/", "Kubernetes controllers use it to find their resources"),
    ("k8s.io/", "Kubernetes controllers use it to find their resources"),
    ("k8s.aws/", "Kubernetes controllers use it to find their resources"),
    ("k8s.amazonaws.com/", "the VPC CNI uses it to find its network interfaces"),
    ("ebs.csi.aws.com/", "the EBS CSI driver uses it to find its volumes"),
];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, key) in model.declared_tags() {
        let finding = if let Some(reason) = owner(key.as_str()) {
            let help = "remove it, or choose a key that no controller reads";
            everywhere(Kind::Fails, &key).label(reason).help(help)
        } else if key.as_str() == "Name" {
            let label = "every resource without a name of its own would have this one";
            everywhere(Kind::Mistake, &key).label(label).help("remove it: cellc sets `Name` where it is useful")
        } else {
            continue;
        };
        diagnostics.push(finding);
    }
}

fn everywhere(kind: Kind, key: &Spanned<&TagKey>) -> Diagnostic {
    RULE.finding_as(kind, key.span, format!("the tag `{}` would be applied to every resource", key.value))
}

fn owner(key: &str) -> Option<&'static str> {
    let starts = |prefix: &str| {
        let inner =
            key.match_indices(prefix).any(|(at, _)| at == 0 || key.get(..at).is_some_and(|head| head.ends_with('.')));
        if prefix.ends_with('/') { inner } else { key.starts_with(prefix) }
    };
    PREFIXES.iter().find(|(prefix, _)| starts(prefix)).map(|(_, reason)| *reason)
}
