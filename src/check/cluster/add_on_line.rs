use crate::catalog::add_ons::{self, entry, minors_of_line};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AddOn, Class};
use crate::platform::AddOnName;

/// A version of an add-on that EKS is not known to offer for the cluster's version of Kubernetes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0630"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("add_on_line.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes() {
        // kube-proxy follows Kubernetes itself, which is another rule's finding.
        let others = class.add_ons.iter().filter(|(name, _)| **name != AddOnName::KubeProxy);
        diagnostics.extend(others.filter_map(|(name, add_on)| not_offered(class, *name, add_on)));
    }
}

fn not_offered(class: &Class, name: AddOnName, add_on: &AddOn) -> Option<Diagnostic> {
    let minor = class.kubernetes.minor();
    let version = add_on.version.as_ref()?;
    let offered = minors_of_line(name.as_str(), version.value)?;
    let known = entry(name.as_str(), minor)?;
    let is_older = minor > *offered.end() && known.parsed().line() > version.line();
    let is_newer = minor < *offered.start() && known.parsed().line() < version.line();
    let label = match (is_older, is_newer) {
        (true, _) => format!("known for Kubernetes 1.{} and earlier", offered.end()),
        (_, true) => format!("known for Kubernetes 1.{} and later", offered.start()),
        _ => return None,
    };
    let kubernetes = &class.kubernetes;
    let headline = format!("{name} {} is not known to be offered for Kubernetes {}", version.value, kubernetes.value);
    let warning = RULE.finding(version.span, headline).label(label).also(kubernetes.span, "the cluster's version");
    let warning =
        warning.note(format!("the table is dated {}, and EKS refuses versions of other minors", add_ons::as_of()));
    Some(warning.help(format!(
        "write `{}`, leave it out, or see `aws eks describe-addon-versions --addon-name {name} --kubernetes-version {}`",
        known.version, kubernetes.value
    )))
}
