use crate::catalog::{applications, kubernetes};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment};
use crate::platform::ApplicationName;
use crate::source::Spanned;
use crate::values::ReleaseVersion;

/// A Karpenter that does not know the cluster's version of Kubernetes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0814"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("karpenter_version.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes().filter_map(|(environment, class)| too_old(environment, class)));
}

fn too_old(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let version = &environment.application(ApplicationName::Karpenter)?.version;
    let release = kubernetes::release(class.kubernetes.minor())?;
    let Some(needed) = release.minimum_karpenter.as_deref() else { return too_new(version, class) };
    let needed: ReleaseVersion = needed.parse().ok()?;
    if version.numbers() >= needed.numbers() {
        return None;
    }
    let headline = format!("Karpenter {} does not support Kubernetes {}", version.value, class.kubernetes.value);
    let error = RULE.finding(version.span, headline);
    let error = error.label(format!("{needed} is the first version that does"));
    let known = ApplicationName::Karpenter.chart().version();
    Some(error.also(class.kubernetes.span, "the cluster's version").help(format!("write `{known}`, or leave it out")))
}

/// Of releases after the pinned one nobody knows, and another rule says so.
fn too_new(version: &Spanned<ReleaseVersion>, class: &Class) -> Option<Diagnostic> {
    let chart = ApplicationName::Karpenter.chart();
    let (known, (_, newest)) = (chart.version(), chart.minors());
    if version.numbers() > known.numbers() || class.kubernetes.minor() <= newest {
        return None;
    }
    let headline = format!("Karpenter {} does not support Kubernetes {}", version.value, class.kubernetes.value);
    let error = RULE.finding(class.kubernetes.span, headline);
    let error = error.label(format!("1.{newest} is the newest version that {known} accepts"));
    let error = error.note(format!("no release that accepts it was known on {}", applications::as_of()));
    Some(error.help(format!(
        "stay on Kubernetes 1.{newest}, or name a later release of Karpenter that accepts {}",
        class.kubernetes.value
    )))
}
