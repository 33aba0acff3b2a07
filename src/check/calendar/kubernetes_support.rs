use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::kubernetes::{Release, Support, recommended_on, release};
use crate::catalog::prices;
use crate::check::Context;
use crate::check::facts::kubernetes_versions::{NOTICE_DAYS, no_newer};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Class, Environment};
use crate::source::Span;
use crate::values::{Date, UpgradePolicy};

/// A Kubernetes version in extended support, or nearly so.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0701"),
    kind: Kind::Varies(&[
        (Kind::Fails, "in extended support with `upgrade_policy = \"standard\"`"),
        (Kind::Mistake, "in extended support, and in the 60 days before support ends"),
    ]),
    since: "0.1.0",
    docs: include_str!("kubernetes_support.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut cells: BTreeMap<Span, usize> = BTreeMap::new();
    for cell in &model.cells {
        *cells.entry(model.class_of(cell).kubernetes.span).or_default() += 1;
    }
    // A class that names no version has its environment's: one finding for both.
    let mut known = BTreeSet::new();
    let classes = model.classes().filter(|(_, class)| known.insert(class.kubernetes.span));
    let cells = |class: &Class| cells.get(&class.kubernetes.span).copied().unwrap_or_default();
    diagnostics.extend(classes.filter_map(|shape| check_class(shape, cells(shape.1), *as_of)));
}

fn check_class((environment, class): (&Environment, &Class), cells: usize, as_of: Date) -> Option<Diagnostic> {
    let release = release(class.kubernetes.minor())?;
    match release.support_on(as_of) {
        Support::Extended if refuses_extended(environment) => Some(refused(environment, class, release, as_of)),
        Support::Standard if refuses_extended(environment) => forced(environment, class, release, as_of),
        Support::Extended => Some(extended(class, release, as_of, cells)),
        Support::Standard => soon(class, release, as_of, cells),
        Support::Upcoming | Support::Ended => None,
    }
}

fn extended(class: &Class, release: &Release, as_of: Date, cells: usize) -> Diagnostic {
    let version = &class.kubernetes;
    let (from, ends) = (release.standard_support_ends, release.extended_support_ends);
    let headline = format!("Kubernetes {} has been in extended support since {from}", version.value);
    let warning = RULE.finding_as(Kind::Mistake, version.span, headline);
    let warning = warning.label(format!("EKS upgrades it automatically on {ends}, in {}", days(as_of, ends)));
    upgrade(warning.note(cost(cells)).note(no_way_out()), class, as_of)
}

fn soon(class: &Class, release: &Release, as_of: Date, cells: usize) -> Option<Diagnostic> {
    let ends = release.standard_support_ends;
    let version = &class.kubernetes;
    (as_of.days_until(ends) <= NOTICE_DAYS).then(|| {
        let headline = format!("standard support of Kubernetes {} ends in {}", version.value, days(as_of, ends));
        let warning = RULE.finding_as(Kind::Mistake, version.span, headline);
        let warning =
            warning.label(format!("extended support starts on {ends} and ends on {}", release.extended_support_ends));
        upgrade(warning.note(cost(cells)), class, as_of)
    })
}

/// Whether it says that a cluster never goes into extended support.
fn refuses_extended(environment: &Environment) -> bool {
    environment.upgrade_policy.is_some_and(|policy| policy.value == UpgradePolicy::Standard)
}

/// EKS takes the policy only while the version is in standard support.
fn refused(environment: &Environment, class: &Class, release: &Release, as_of: Date) -> Diagnostic {
    let (version, from) = (&class.kubernetes, release.standard_support_ends);
    let policy = environment.upgrade_policy.map_or(version.span, |policy| policy.span);
    let headline = format!("Kubernetes {} is in extended support, which `upgrade_policy` excludes", version.value);
    let error = RULE.finding_as(Kind::Fails, version.span, headline).label(format!("since {from}"));
    let error = error.also(policy, "a cluster can leave extended support only through an upgrade");
    upgrade(error, class, as_of)
}

/// With the policy there is no extended support: the cluster goes to the next minor on the day.
fn forced(environment: &Environment, class: &Class, release: &Release, as_of: Date) -> Option<Diagnostic> {
    let (version, ends) = (&class.kubernetes, release.standard_support_ends);
    (as_of.days_until(ends) <= NOTICE_DAYS).then(|| {
        let headline = format!("EKS upgrades Kubernetes {} automatically in {}", version.value, days(as_of, ends));
        let warning = RULE.finding_as(Kind::Mistake, version.span, headline);
        let warning = warning.label(format!("standard support ends on {ends}"));
        let policy = environment.upgrade_policy.map_or(version.span, |policy| policy.span);
        let warning = warning.also(policy, "excludes extended support");
        let note = "AWS chooses the day on which control planes move to the next minor; nodes and add-ons stay behind";
        upgrade(warning.note(note), class, as_of)
    })
}

fn days(from: Date, to: Date) -> String {
    plural(usize::try_from(from.days_until(to)).unwrap_or(0), "day")
}

/// What extended support costs, for one control plane and for all.
fn cost(cells: usize) -> String {
    let per_month = |support| prices::control_plane_per_month(support).unwrap_or(prices::Dollars::from_cents(0));
    let (standard, extended) = (per_month(Support::Standard), per_month(Support::Extended));
    let one = format!("in extended support a control plane costs {extended} a month instead of {standard}");
    match u64::try_from(cells).unwrap_or(u64::MAX) {
        0 | 1 => one,
        cells => format!("{one}; {} more for {cells} cells", extended.more_than(standard).times(cells)),
    }
}

fn no_way_out() -> &'static str {
    "`upgrade_policy`, which excludes extended support, needs AWS provider 5.61 and a cluster that is not in extended support yet"
}

/// The step that can be made now is the next minor, where that is supported for a while itself.
fn upgrade(warning: Diagnostic, class: &Class, as_of: Date) -> Diagnostic {
    let (minor, span) = (class.kubernetes.minor(), class.kubernetes.span);
    let Some(to) = recommended_on(as_of, NOTICE_DAYS).map(|release| release.minor).filter(|to| *to > minor) else {
        return warning.help(no_newer());
    };
    let next = minor + 1;
    if to == next {
        return warning.help_replacing(format!("write `kubernetes = \"1.{to}\"`"), span, format!("\"1.{to}\""));
    }
    let steps = to - minor;
    warning.help(format!(
        "move to 1.{to} in {steps} steps, because a cluster moves one minor at a time: first `kubernetes = \"1.{next}\"`"
    ))
}
