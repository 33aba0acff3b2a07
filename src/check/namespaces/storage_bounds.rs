//! Amounts of storage are in bytes, and none is above what bounds it.
//!
//! ## Why
//! `quota.storage` bounds all claims of a namespace together, `quota.largest_volume_claim` each of them: a claim that is larger
//! than all may be together is never bound. What a container writes to the disk of its node has a request, a limit and a
//! largest limit; the API server refuses a `LimitRange` in which a default is above the limit or the largest one, and a limit
//! above the quota keeps every pod out; a container whose limit is 0 is evicted when it writes anything. A number without a unit is a number of bytes.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     quota = { storage = "100Gi", largest_volume_claim = "1Ti" }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     quota = { storage = "2Ti", largest_volume_claim = "1Ti" }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::check::facts::quota_units::is_memory;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::STORAGE_BOUNDS;
use crate::model::Namespace;
use crate::source::Spanned;
use crate::values::Quantity;

const LIMIT: &str = "the limit of a container";
const LARGEST_LIMIT: &str = "the largest limit of a container";
/// The amounts that are limits of a container.
const LIMITS: [&str; 2] = [LIMIT, LARGEST_LIMIT];

/// An amount and what it is called.
type Amount<'a> = (&'a Spanned<Quantity>, &'static str);

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        let amounts = amounts(namespace);
        diagnostics.extend(amounts.into_iter().filter_map(|amount| without_unit(namespace, amount)));
        // Of an amount that is wrong by itself nothing is known about what it is above.
        let is_known = |amount: Amount<'_>| without_unit(namespace, amount).is_none();
        let pairs = pairs(namespace).into_iter().filter(|(low, high)| is_known(*low) && is_known(*high));
        diagnostics.extend(pairs.filter_map(|(low, high)| above(namespace, low, high)));
    }
}

fn amounts(namespace: &Namespace) -> [Amount<'_>; 6] {
    let (quota, container) = (&namespace.quota, &namespace.container.ephemeral_storage);
    [
        (&quota.storage, "`quota.storage`"),
        (&quota.largest_volume_claim, "`quota.largest_volume_claim`"),
        (&quota.ephemeral_storage, "`quota.ephemeral_storage`"),
        (&container.requests, "`requests` of a container"),
        (&container.limits, LIMIT),
        (&container.max, LARGEST_LIMIT),
    ]
}

/// What is never above what.
fn pairs(namespace: &Namespace) -> [(Amount<'_>, Amount<'_>); 4] {
    let [storage, claim, nodes, requests, limits, max] = amounts(namespace);
    [(claim, storage), (requests, limits), (limits, max), (limits, nodes)]
}

fn without_unit(namespace: &Namespace, (amount, what): Amount<'_>) -> Option<Diagnostic> {
    // No claims and no reservation are possible; a container that may write nothing is evicted with its first log line.
    let is_right = is_memory(amount) && !(LIMITS.contains(&what) && amount.thousandths() == 0);
    if !amount.is_written() || is_right {
        return None;
    }
    let headline = format!("{what} of namespace `{}` is {} bytes", namespace.name.value, amount.units());
    let error = Diagnostic::error(STORAGE_BOUNDS, amount.span, headline).label("no amount of storage");
    Some(error.help("write an amount with a unit, such as `500Gi`"))
}

fn above(namespace: &Namespace, (low, what): Amount<'_>, (high, bound): Amount<'_>) -> Option<Diagnostic> {
    if low.value <= high.value {
        return None;
    }
    let headline = format!("{what} is above {bound} in namespace `{}`", namespace.name.value);
    // What is written is what can be changed.
    let (written, other) = if low.is_written() { (low, high) } else { (high, low) };
    let error = Diagnostic::error(STORAGE_BOUNDS, written.span, headline).label(format!("{}", written.value));
    let by_default = if other.is_written() { "" } else { ", by default" };
    let error = error.also(other.span, format!("{}{by_default}", other.value));
    Some(error.help("lower the one or raise the other"))
}
