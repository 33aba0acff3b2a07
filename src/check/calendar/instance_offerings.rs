use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::catalog::instance_offerings::{is_offered, source};
use crate::catalog::instance_types::{self, InstanceFacts};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, KarpenterTier, types_of};
use crate::source::{Span, Spanned};
use crate::values::{InstanceType, Region};

/// Instance types that the region of a cell does not offer.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0721"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("instance_offerings.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    let mut told: BTreeSet<(Span, &Region)> = BTreeSet::new();
    for cell in &model.cells {
        let region = &cell.region.value;
        if seen.insert((&cell.class, region)) {
            let found = of_class(model.class_of(cell), region);
            // Classes share the tiers of their environment.
            diagnostics.extend(found.into_iter().filter(|found| told.insert((found.primary.span, region))));
        }
    }
}

fn of_class(class: &Class, region: &Region) -> Vec<Diagnostic> {
    let system = class.system.instance_types.iter().filter_map(|kind| of_system(kind, region));
    system.chain(class.karpenter.iter().filter_map(|tier| of_tier(tier, region))).collect()
}

fn of_system(kind: &Spanned<InstanceType>, region: &Region) -> Option<Diagnostic> {
    let facts = instance_types::get(&kind.to_string())?;
    if is_offered(region, facts) != Some(false) {
        return None;
    }
    let headline = format!("`{}` does not offer `{}`", region.as_str(), kind.value);
    let finding = noted(RULE.finding(kind.span, headline).label("for system nodes"));
    let other = similar(facts, region).map(|other| format!("a type of this size that it offers: `{}`", other.name));
    Some(finding.help_if_some(other).help(asked(region, facts.name)))
}

/// Of a tier that names a dozen families, those that are there suffice.
fn of_tier(tier: &KarpenterTier, region: &Region) -> Option<Diagnostic> {
    let types = types_of(tier);
    let first = types.first()?;
    if types.iter().any(|facts| is_offered(region, facts) != Some(false)) {
        return None;
    }
    let span = tier.families.first().map_or(tier.name.span, |family| family.span);
    let headline = format!("`{}` offers no instance type of tier `{}`", region.as_str(), tier.name.value);
    let finding = noted(RULE.finding(span, headline).label("no node of this tier would start"));
    Some(
        finding
            .help("name other families, or leave `families` out")
            .help(asked(region, &format!("{}.*", first.family()))),
    )
}

fn noted(finding: Diagnostic) -> Diagnostic {
    let (origin, as_of) = source();
    finding.note(format!("as of {as_of}: {origin}"))
}

fn asked(region: &Region, pattern: &str) -> String {
    let region = region.as_str();
    format!(
        "AWS may offer it by now: `aws ec2 describe-instance-type-offerings --region {region} --filters Name=instance-type,Values={pattern}`"
    )
}

/// A type of the same size and architecture: of the same category if there is one, of a plain family, of the newest one.
fn similar(facts: &InstanceFacts, region: &Region) -> Option<&'static InstanceFacts> {
    let is_alike = |other: &&InstanceFacts| {
        (other.vcpus, other.memory_mib, other.architecture) == (facts.vcpus, facts.memory_mib, facts.architecture)
            && other.accelerator == facts.accelerator
            && is_offered(region, other) == Some(true)
    };
    let alike = instance_types::all().iter().filter(is_alike);
    alike.max_by_key(|other| (other.category() == facts.category(), Reverse(other.family().len()), other.name))
}
