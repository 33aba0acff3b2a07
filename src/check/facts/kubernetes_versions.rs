//! What the calendar of Kubernetes releases says about the version of a class.

use crate::catalog::kubernetes::{Support, release, releases};
use crate::model::Class;
use crate::values::Date;

/// An upgrade needs a rehearsal, a wave for each environment, and a month in between.
pub(in crate::check) const NOTICE_DAYS: i32 = 60;

pub(in crate::check) fn newest() -> u8 {
    releases().iter().map(|release| release.minor).max().unwrap_or_default()
}

/// Whether the version is newer than the calendar.
pub(in crate::check) fn is_unknown(class: &Class) -> bool {
    class.kubernetes.minor() > newest()
}

/// Whether EKS ran the version once, or never did, and does not now.
pub(in crate::check) fn is_gone(class: &Class, as_of: Date) -> bool {
    let minor = class.kubernetes.minor();
    !is_unknown(class) && release(minor).is_none_or(|release| release.support_on(as_of) == Support::Ended)
}

/// What helps when the calendar holds nothing newer.
pub(in crate::check) fn no_newer() -> String {
    let newest = releases().iter().map(|release| release.minor).max().unwrap_or_default();
    format!("update cellc: its calendar ends with Kubernetes 1.{newest}")
}
