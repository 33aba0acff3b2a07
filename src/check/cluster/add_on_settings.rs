use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Class;
use crate::platform::AddOnName;

/// A setting that the add-on does not have, or a version for another cluster.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0604"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("add_on_settings.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes() {
        prefix_delegation(class, diagnostics);
        kube_proxy(class, diagnostics);
    }
}

fn prefix_delegation(class: &Class, diagnostics: &mut Vec<Diagnostic>) {
    for (name, add_on) in &class.add_ons {
        if *name != AddOnName::VpcCni && add_on.prefix_delegation.value {
            let headline = format!("`prefix_delegation` has no effect on `{name}`");
            let error = RULE.finding(add_on.prefix_delegation.span, headline);
            diagnostics.push(error.label("only `vpc-cni` assigns addresses").help("move it to `add_on \"vpc-cni\"`"));
        }
    }
}

/// kube-proxy's minor version must be the cluster's (EKS user guide, "Managing kube-proxy").
fn kube_proxy(class: &Class, diagnostics: &mut Vec<Diagnostic>) {
    let version = class.add_ons.get(&AddOnName::KubeProxy).and_then(|add_on| add_on.version.as_ref());
    let Some(version) = version.filter(|version| version.minor() != u32::from(class.kubernetes.minor())) else {
        return;
    };
    let headline = format!("kube-proxy {} does not fit Kubernetes {}", version.value, class.kubernetes.value);
    let error = RULE.finding(version.span, headline).label("a different minor version");
    let help = format!("use a version that starts with `v{}.`, or leave it out", class.kubernetes.value);
    diagnostics.push(error.also(class.kubernetes.span, "the cluster's version").help(help));
}
