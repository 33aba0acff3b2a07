use crate::catalog::applications;
use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::values::ReleaseVersion;

/// A release of a chart, or of Argo CD, for which nobody has checked what cellc writes for it.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0835"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("checked_version.md"),
    yields_to: &[
        // A Karpenter that does not know the cluster's Kubernetes is wrong in any case.
        Yield { code: Code::rule("CELL0814"), within: Within::Block },
        Yield { code: Code::rule("CELL0820"), within: Within::Block },
    ],
    check,
};

/// What a release is held against.
struct Range {
    /// Which program, in the middle of a sentence.
    what: String,
    oldest: ReleaseVersion,
    newest: ReleaseVersion,
    /// What cellc writes that a release has to fit.
    rests: &'static str,
}

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|_| model.fleet.git.is_some()) {
        for application in &environment.applications {
            let (name, chart) = (application.name.value, application.name.value.chart());
            let range = Range {
                what: format!("the chart of `{name}`"),
                oldest: chart.oldest_checked(),
                newest: chart.version(),
                rests: if name.facts().identity.is_some() { WITH_ROLE } else { WITHOUT_ROLE },
            };
            diagnostics.extend(outside(&range, &application.version));
        }
        let range = Range {
            what: "Argo CD".to_owned(),
            oldest: applications::argo_cd_oldest_checked(),
            newest: applications::argo_cd_version(),
            rests: "the workloads that get requests, the rights of its controller and the Kubernetes versions",
        };
        diagnostics.extend(outside(&range, &environment.argo_cd.version));
    }
}

const WITH_ROLE: &str = "the values that cellc sets, the role in AWS and the Kubernetes versions";
const WITHOUT_ROLE: &str = "the values that cellc sets and the Kubernetes versions";

fn outside(Range { what, oldest, newest, rests }: &Range, version: &Spanned<ReleaseVersion>) -> Option<Diagnostic> {
    let (label, look) = if version.numbers() < oldest.numbers() {
        (
            "older than what was checked",
            format!("use `{newest}`, or see that `{version}` has what later releases added", version = version.value),
        )
    } else if version.numbers() > newest.numbers() {
        (
            "newer than what was checked",
            format!(
                "read the notes of every release after {newest}: new permissions in AWS, new values, other Kubernetes versions"
            ),
        )
    } else {
        return None;
    };
    let headline = format!("release {} of {what} was not checked with cellc", version.value);
    let warning = RULE.finding(version.span, headline).label(label);
    let range = if oldest == newest { format!("{newest}") } else { format!("{oldest} to {newest}") };
    let checked = format!("checked on {}: {rests}, for {range}", applications::as_of());
    Some(warning.note(checked).help(look))
}
