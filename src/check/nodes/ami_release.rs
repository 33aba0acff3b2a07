use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Class;
use crate::values::{Date, NodeImage, compact_day};

/// An AMI release of another image or another Kubernetes version.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0502"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("ami_release.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let check = |(_, class)| check_class(class).or_else(|| check_day(class, *as_of));
    diagnostics.extend(model.classes().filter_map(check));
}

/// A day that the calendar does not have, or that is still to come.
fn check_day(class: &Class, as_of: Date) -> Option<Diagnostic> {
    let release = class.system.ami_release.as_ref().filter(|_| class.system.image == NodeImage::Al2023)?;
    let (_, build) = release.as_str().rsplit_once('-')?;
    let (headline, label) = match compact_day(build) {
        None => (format!("`{build}` is not a date"), "year, month and day".to_owned()),
        Some(day) if day > as_of => (format!("there is no AMI release of {day} yet"), format!("today is {as_of}")),
        Some(_) => return None,
    };
    let error = RULE.finding(release.span, headline).label(label);
    Some(error.help(format!("use one such as `{}.0-20260801`, or leave it out for the latest", class.kubernetes.value)))
}

fn check_class(class: &Class) -> Option<Diagnostic> {
    let release = class.system.ami_release.as_ref()?;
    let (version, build) = release.as_str().rsplit_once('-')?;
    let error = |headline: String| RULE.finding(release.span, headline);
    let is_date = build.len() == 8 && build.chars().all(|c| c.is_ascii_digit());
    match class.system.image {
        NodeImage::Al2023 if !is_date => Some(
            error(format!("`{}` is not a release of Amazon Linux", release.value))
                .label("does not end in a date")
                .help(format!("use one such as `{}.0-20260801`", class.kubernetes.value)),
        ),
        NodeImage::Al2023 if !version.starts_with(&format!("{}.", class.kubernetes.value)) => Some(
            error(format!("AMI release `{}` does not fit Kubernetes {}", release.value, class.kubernetes.value))
                .label("for another Kubernetes version")
                .also(class.kubernetes.span, "the cluster's version")
                .help(format!("use a release that starts with `{}.`", class.kubernetes.value)),
        ),
        NodeImage::Bottlerocket if is_date => Some(
            error(format!("`{}` is not a release of Bottlerocket", release.value))
                .label("ends in a date, like those of Amazon Linux")
                .help("use one such as `1.49.0-5d9ac849`"),
        ),
        NodeImage::Al2023 | NodeImage::Bottlerocket => None,
    }
}
