//! A pinned AMI release is one of the image, and of the cluster's Kubernetes version.
//!
//! ## Why
//! A release of Amazon Linux is a Kubernetes version and a day, `1.35.0-20260801`; one of Bottlerocket is its own
//! version and a commit. A release of another minor makes nodes of another minor, and EKS refuses one of another
//! image. A day that does not exist, or has not come yet, is no release.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.35"
//!   node_tier "system" {
//!     ami_release = "1.34.2-20260801"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.35"
//!   node_tier "system" {
//!     ami_release = "1.35.0-20260801"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::AMI_RELEASE;
use crate::model::Class;
use crate::values::{Date, NodeImage, compact_day};

pub(super) fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let check = |(_, class)| check_class(class).or_else(|| check_day(class, *as_of));
    diagnostics.extend(model.classes().filter_map(check));
}

/// A day that the calendar does not have, or that is still to come.
fn check_day(class: &Class, as_of: Date) -> Option<Diagnostic> {
    let release = class.system.ami_release.as_ref().filter(|_| class.system.image == NodeImage::Al2023)?;
    let (_, build) = release.as_str().rsplit_once('-')?;
    let (headline, label) = match compact_day(build) {
        None => (format!("`{build}` is no day"), "year, month and day".to_owned()),
        Some(day) if day > as_of => (format!("there is no AMI release of {day} yet"), format!("today is {as_of}")),
        Some(_) => return None,
    };
    let error = Diagnostic::error(AMI_RELEASE, release.span, headline).label(label);
    Some(
        error
            .help(format!("write one such as `{}.0-20260801`, or leave it out for the latest", class.kubernetes.value)),
    )
}

fn check_class(class: &Class) -> Option<Diagnostic> {
    let release = class.system.ami_release.as_ref()?;
    let (version, build) = release.as_str().rsplit_once('-')?;
    let error = |headline: String| Diagnostic::error(AMI_RELEASE, release.span, headline);
    let is_date = build.len() == 8 && build.chars().all(|c| c.is_ascii_digit());
    match class.system.image {
        NodeImage::Al2023 if !is_date => Some(
            error(format!("`{}` is no release of Amazon Linux", release.value))
                .label("does not end in a date")
                .help(format!("write one such as `{}.0-20260801`", class.kubernetes.value)),
        ),
        NodeImage::Al2023 if !version.starts_with(&format!("{}.", class.kubernetes.value)) => Some(
            error(format!("AMI release `{}` does not fit Kubernetes {}", release.value, class.kubernetes.value))
                .label("of another Kubernetes version")
                .also(class.kubernetes.span, "the cluster's version")
                .help(format!("write a release that starts with `{}.`", class.kubernetes.value)),
        ),
        NodeImage::Bottlerocket if is_date => Some(
            error(format!("`{}` is no release of Bottlerocket", release.value))
                .label("ends in a date, as those of Amazon Linux do")
                .help("write one such as `1.49.0-5d9ac849`"),
        ),
        NodeImage::Al2023 | NodeImage::Bottlerocket => None,
    }
}
