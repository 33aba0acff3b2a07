use crate::catalog::kubernetes::{recommended_on, release};
use crate::check::Context;
use crate::check::facts::kubernetes_versions::{NOTICE_DAYS, is_gone, is_unknown, newest, no_newer};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Class;
use crate::values::Date;

/// A Kubernetes version that EKS does not run.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0410"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if EKS no longer runs the version, or cellc knows no add-ons for it"),
        (Kind::Mistake, "if the version is newer than the calendar of releases"),
    ]),
    since: "0.1.0",
    docs: include_str!("kubernetes_version.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes().filter_map(|(_, class)| check_class(class, *as_of)));
}

fn check_class(class: &Class, as_of: Date) -> Option<Diagnostic> {
    let version = &class.kubernetes;
    let usual = recommended_on(as_of, NOTICE_DAYS);
    if is_unknown(class) {
        let headline = format!("Kubernetes {} is not in the calendar of releases", version.value);
        let newest = newest();
        let lacks_add_ons = class.add_ons.iter().any(|(_, add_on)| add_on.version.is_none());
        let kind = if lacks_add_ons { Kind::Fails } else { Kind::Mistake };
        let finding =
            RULE.finding_as(kind, version.span, headline).label(format!("the newest one listed is 1.{newest}"));
        let usual = usual.filter(|_| lacks_add_ons);
        return Some(match usual {
            Some(usual) => finding.help(format!("write `kubernetes = \"{}\"`, or update cellc", usual.version())),
            None => finding.help("check that EKS offers it"),
        });
    }
    let known = release(version.minor());
    is_gone(class, as_of).then(|| {
        let headline = format!("EKS no longer runs Kubernetes {}", version.value);
        let ended = known.map(|release| format!("extended support ended on {}", release.extended_support_ends));
        let error = RULE.finding_as(Kind::Fails, version.span, headline);
        let error = error.label(ended.unwrap_or_else(|| "not in the calendar of releases".to_owned()));
        match usual.filter(|usual| usual.minor > version.minor()) {
            Some(usual) => error.help(format!("write `kubernetes = \"{}\"`", usual.version())),
            None => error.help(no_newer()),
        }
    })
}
