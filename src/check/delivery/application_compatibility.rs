use crate::catalog::applications;
use crate::check::Context;
use crate::check::facts::kubernetes_versions::{is_gone, is_unknown};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Class, Environment};
use crate::values::{Date, ReleaseVersion};

/// An application that its publisher has not tested with the cluster's version of Kubernetes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0815"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("application_compatibility.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() {
        diagnostics.extend(model.classes().filter_map(|(environment, class)| untested(environment, class, *as_of)));
    }
}

fn untested(environment: &Environment, class: &Class, as_of: Date) -> Option<Diagnostic> {
    let minor = class.kubernetes.minor();
    let strangers: Vec<String> = vouched_for(environment)
        .filter(|(_, _, (oldest, newest))| !(*oldest..=*newest).contains(&minor))
        .map(|(name, version, (oldest, newest))| format!("{name} {version} (1.{oldest} to 1.{newest})"))
        .collect();
    // A version that EKS does not run, or that nobody knows, is another rule's finding.
    if strangers.is_empty() || is_gone(class, as_of) || is_unknown(class) {
        return None;
    }
    let names = listing(strangers.iter().map(String::as_str), "and");
    let headline = format!("not all applications are tested with Kubernetes {}", class.kubernetes.value);
    let warning = RULE.finding(class.kubernetes.span, headline);
    let warning = warning.label(format!("in {}", class.title())).note(format!("tested with: {names}"));
    Some(warning.help("use a Kubernetes version in that range, or application versions that were tested with this one"))
}

/// Those of cellc's own versions whose publisher says what they take: name, version, oldest and newest minor.
fn vouched_for(environment: &Environment) -> impl Iterator<Item = (String, ReleaseVersion, (u8, u8))> {
    let argo_cd = &environment.argo_cd.version;
    let argo_cd = (argo_cd.value == applications::argo_cd_version())
        .then(|| ("Argo CD".to_owned(), argo_cd.value.clone(), applications::argo_cd_minors()));
    let charts = environment.applications.iter().filter_map(|application| {
        let chart = application.name.value.chart();
        let is_known = application.version.value == chart.version();
        let minors = chart.minors().filter(|_| is_known)?;
        Some((application.name.value.to_string(), application.version.value.clone(), minors))
    });
    argo_cd.into_iter().chain(charts)
}
