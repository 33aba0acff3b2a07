use crate::catalog::node_images;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::KarpenterTier;
use crate::values::{Date, NodeImage};

/// A version of another node image.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0520"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("image_version.md"),
    yields_to: &[],
    check,
};

/// Schema of `EC2NodeClass`: `amiSelectorTerms[].alias`.
const LONGEST_ALIAS: usize = 30;

fn check(Context { model, as_of, is_whole }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for tier in model.karpenter_tiers() {
        diagnostics.extend(check_tier(tier).or_else(|| check_day(tier, *as_of)));
    }
}

/// A day that the calendar does not have, or that is still to come. The default is older than the compiler.
fn check_day(tier: &KarpenterTier, as_of: Date) -> Option<Diagnostic> {
    let version = &tier.ami_version;
    if !version.is_written() || !version.is_day() {
        return None;
    }
    let (headline, label) = match version.day() {
        None => (format!("`{}` is not a date", version.value), "year, month and day".to_owned()),
        Some(day) if day > as_of => (format!("there is no image of {day} yet"), format!("today is {as_of}")),
        Some(_) => return None,
    };
    let usual = node_images::version(tier.image);
    let error = RULE.finding(version.span, headline).label(label);
    Some(error.help_replacing(format!("use one such as `{usual}`"), version.span, format!("\"{usual}\"")))
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let (image, version) = (tier.image, &tier.ami_version);
    let (family, label) = match image {
        _ if version.is_latest() => return None,
        NodeImage::Al2023 => ("Amazon Linux", "a release, like those of Bottlerocket"),
        NodeImage::Bottlerocket => ("Bottlerocket", "a date, like those of Amazon Linux"),
    };
    let length = format!("{image}@{}", version.value).len();
    let label = if version.is_day() != (image == NodeImage::Al2023) {
        label.to_owned()
    } else if length > LONGEST_ALIAS {
        format!("{length} characters including the image name, at most {LONGEST_ALIAS}")
    } else {
        return None;
    };
    let headline = format!("`{}` is not a version of {family}", version.value);
    let usual = node_images::version(image);
    let error = RULE.finding(version.span, headline).label(label);
    Some(error.help_replacing(format!("use one such as `{usual}`"), version.span, format!("\"{usual}\"")))
}
