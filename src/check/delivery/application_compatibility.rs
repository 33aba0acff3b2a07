use crate::catalog::applications;
use crate::check::Context;
use crate::check::facts::kubernetes_versions::{is_gone, is_unknown};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Class, Environment};
use crate::platform::ApplicationName;
use crate::values::{Date, ReleaseVersion};

/// An application that is not made for the cluster's version of Kubernetes.
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

/// A release, and the Kubernetes minors that are known of it.
struct Release {
    name: String,
    version: ReleaseVersion,
    /// The oldest minor; [`None`] where it may be older than that of the release that cellc pins.
    oldest: Option<u8>,
    /// The newest minor; [`None`] where it may be newer.
    newest: Option<u8>,
}

impl Release {
    /// A release by what is known of the one that cellc pins: an older one knows no newer minor, and a newer one no older.
    fn of(name: &str, version: &ReleaseVersion, pinned: &ReleaseVersion, (oldest, newest): (u8, u8)) -> Self {
        let (own, pinned) = (version.numbers(), pinned.numbers());
        Self {
            name: name.to_owned(),
            version: version.clone(),
            oldest: (own >= pinned).then_some(oldest),
            newest: (own <= pinned).then_some(newest),
        }
    }

    /// What it takes, where that leaves out a minor.
    fn leaves_out(&self, minor: u8) -> Option<String> {
        let is_too_old = self.newest.is_some_and(|newest| newest < minor);
        let is_too_new = self.oldest.is_some_and(|oldest| oldest > minor);
        let range = match (self.oldest, self.newest) {
            (Some(oldest), Some(newest)) if is_too_old || is_too_new => format!("1.{oldest} to 1.{newest}"),
            (_, Some(newest)) if is_too_old => format!("1.{newest} at most"),
            (Some(oldest), _) if is_too_new => format!("1.{oldest} at least"),
            _ => return None,
        };
        Some(format!("{} {} ({range})", self.name, self.version))
    }
}

fn untested(environment: &Environment, class: &Class, as_of: Date) -> Option<Diagnostic> {
    let minor = class.kubernetes.minor();
    let strangers: Vec<String> = releases(environment).filter_map(|release| release.leaves_out(minor)).collect();
    // A version that EKS does not run, or that nobody knows, is another rule's finding.
    if strangers.is_empty() || is_gone(class, as_of) || is_unknown(class) {
        return None;
    }
    let names = listing(strangers.iter().map(String::as_str), "and");
    let headline = format!("not all applications are made for Kubernetes {}", class.kubernetes.value);
    let warning = RULE.finding(class.kubernetes.span, headline);
    let warning = warning.label(format!("in {}", class.title())).note(format!("made for other versions: {names}"));
    let warning = warning.note(format!("the ranges are those of {}", applications::as_of()));
    Some(warning.help("use a Kubernetes version in that range, or application versions that are made for this one"))
}

/// What the cells of an environment run. Karpenter, which refuses to work with a version that it does not know, has a rule of
/// its own.
fn releases(environment: &Environment) -> impl Iterator<Item = Release> {
    let argo_cd = &environment.argo_cd.version.value;
    let argo_cd = Release::of("Argo CD", argo_cd, &applications::argo_cd_version(), applications::argo_cd_minors());
    let others = |name: &ApplicationName| *name != ApplicationName::Karpenter;
    let charts = environment.applications.iter().filter(move |application| others(&application.name.value));
    let charts = charts.map(|application| {
        let (name, chart) = (application.name.value, application.name.value.chart());
        Release::of(name.as_str(), &application.version.value, &chart.version(), chart.minors())
    });
    std::iter::once(argo_cd).chain(charts)
}
