//! Storage of a namespace: its volumes, and what it writes to the disks of nodes.

use super::profile::QuotaDefaults;
use crate::model::{ContainerDefaults, EphemeralStorage};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::Quantity;

/// The sum of all claims, and the largest one: what is not written follows what is.
pub(super) fn of_claims(
    quota: Option<&Spanned<spec::Quota>>,
    default: &QuotaDefaults,
    span: Span,
) -> (Spanned<Quantity>, Spanned<Quantity>) {
    let storage = quota.and_then(|quota| quota.storage.clone());
    let largest = quota.and_then(|quota| quota.largest_volume_claim.clone());
    let storage = storage.unwrap_or_else(|| at_least(amount(default.storage, span), largest.as_ref()));
    let largest = largest.unwrap_or_else(|| at_most(amount(default.largest_volume_claim, span), &storage));
    (storage, largest)
}

/// Containers of a pod that the default of the sum has room for: the main one, and one beside it.
const CONTAINERS: u32 = 2;

/// The sum of what containers write to the disks of nodes. By default it is never what keeps pods of two containers out.
pub(super) fn of_nodes(
    quota: Option<&Spanned<spec::Quota>>,
    default: &QuotaDefaults,
    container: &ContainerDefaults,
    pods: u32,
    span: Span,
) -> Spanned<Quantity> {
    let written = quota.and_then(|quota| quota.ephemeral_storage.clone());
    written.unwrap_or_else(|| {
        let all = container.ephemeral_storage.limits.times(pods.saturating_mul(CONTAINERS));
        let usual = amount(default.ephemeral_storage, span);
        all.filter(|all| *all > usual.value).map_or(usual, |all| Spanned::default_of(all, span))
    })
}

/// What a container writes to the disk of its node.
pub(super) fn of_container(container: Option<&Spanned<spec::ContainerDefaults>>, span: Span) -> EphemeralStorage {
    let block = container.and_then(|container| container.ephemeral_storage.as_ref());
    let requests = block.and_then(|block| block.requests.clone());
    let limits = block.and_then(|block| block.limits.clone());
    let max = block.and_then(|block| block.max.clone());
    let limits = limits.unwrap_or_else(|| {
        let usual = at_least(amount("4Gi", span), requests.as_ref());
        max.as_ref().map_or(usual.clone(), |max| at_most(usual, max))
    });
    EphemeralStorage {
        requests: requests.unwrap_or_else(|| at_most(amount("100Mi", span), &limits)),
        max: max.unwrap_or_else(|| at_least(amount("20Gi", span), Some(&limits))),
        limits,
    }
}

/// An amount that nobody wrote.
fn amount(text: &str, span: Span) -> Spanned<Quantity> {
    Spanned::default_of(text.parse().expect("invariant: the default is a quantity"), span)
}

/// A default that is not above what is written.
fn at_most(usual: Spanned<Quantity>, written: &Spanned<Quantity>) -> Spanned<Quantity> {
    Spanned::default_of(usual.value.min(written.value.clone()), usual.span)
}

/// A default that is not below what is written.
fn at_least(usual: Spanned<Quantity>, written: Option<&Spanned<Quantity>>) -> Spanned<Quantity> {
    let Some(written) = written else { return usual };
    Spanned::default_of(usual.value.max(written.value.clone()), usual.span)
}
