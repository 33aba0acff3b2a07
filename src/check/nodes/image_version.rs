//! The version of a tier's image is one of that image.
//!
//! ## Why
//! Karpenter finds an image by an alias of family and version, such as `al2023@v20260903` or `bottlerocket@v1.49.0`, at most 30
//! characters (schema of `EC2NodeClass`). Versions of Amazon Linux are days, those of Bottlerocket are releases. With one of
//! the other family, or a day that does not exist or has not come yet, no image is found, the node class is never ready, and its tier starts no node.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity    = "spot"
//!     image       = "bottlerocket"
//!     ami_version = "v20260903"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity    = "spot"
//!     image       = "bottlerocket"
//!     ami_version = "v1.49.0"
//!   }
//! }
//! ```

use crate::catalog::node_images;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IMAGE_VERSION;
use crate::model::KarpenterTier;
use crate::values::{Date, NodeImage};

/// Schema of `EC2NodeClass`: `amiSelectorTerms[].alias`.
const LONGEST_ALIAS: usize = 30;

pub(super) fn check(Context { model, as_of, is_whole }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        None => (format!("`{}` is no day", version.value), "year, month and day".to_owned()),
        Some(day) if day > as_of => (format!("there is no image of {day} yet"), format!("today is {as_of}")),
        Some(_) => return None,
    };
    let usual = node_images::version(tier.image);
    let error = Diagnostic::error(IMAGE_VERSION, version.span, headline).label(label);
    Some(error.help_replacing(format!("write one such as `{usual}`"), version.span, format!("\"{usual}\"")))
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let (image, version) = (tier.image, &tier.ami_version);
    let (family, label) = match image {
        _ if version.is_latest() => return None,
        NodeImage::Al2023 => ("Amazon Linux", "a release, as those of Bottlerocket are"),
        NodeImage::Bottlerocket => ("Bottlerocket", "a day, as those of Amazon Linux are"),
    };
    let length = format!("{image}@{}", version.value).len();
    let label = if version.is_day() != (image == NodeImage::Al2023) {
        label.to_owned()
    } else if length > LONGEST_ALIAS {
        format!("{length} characters with the name of the image, {LONGEST_ALIAS} at most")
    } else {
        return None;
    };
    let headline = format!("`{}` is no version of {family}", version.value);
    let usual = node_images::version(image);
    let error = Diagnostic::error(IMAGE_VERSION, version.span, headline).label(label);
    Some(error.help_replacing(format!("write one such as `{usual}`"), version.span, format!("\"{usual}\"")))
}
