//! What the API server lets through in a namespace: nothing that reaches past it, unless the spec says so.

use crate::model::{Admission, INGRESS_CLASS, WORKLOAD_PRIORITIES};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::Name;

/// Services of type `LoadBalancer` in a namespace that load balancers reach. AWS grants 50 network load balancers in a region.
const LOAD_BALANCERS: u32 = 2;

/// What a namespace writes, with the defaults of every profile.
pub(super) fn admission(block: &spec::Namespace, span: Span) -> Admission {
    let closed = || Spanned::default_of(false, span);
    let load_balancers = if block.exposure.is_some() { LOAD_BALANCERS } else { 0 };
    Admission {
        tiers: block.tiers.clone(),
        priorities: names(block.priorities.as_ref(), &WORKLOAD_PRIORITIES, span),
        node_names: block.node_names.unwrap_or_else(closed),
        external_ips: block.external_ips.unwrap_or_else(closed),
        node_ports: block.node_ports.unwrap_or(Spanned::default_of(0, span)),
        load_balancers: block.load_balancers.unwrap_or(Spanned::default_of(load_balancers, span)),
        ingress_classes: names(block.ingress_classes.as_ref(), &[INGRESS_CLASS], span),
    }
}

/// What is written, in the order of the names, or the default.
fn names(written: Option<&Spanned<Vec<Spanned<Name>>>>, usual: &[&str], span: Span) -> Vec<Spanned<Name>> {
    let name = |name: &&str| Spanned::default_of(name.parse().expect("invariant: the default is a name"), span);
    let mut names = written.map_or_else(|| usual.iter().map(name).collect(), |written| written.value.clone());
    names.sort_by(|one: &Spanned<Name>, other| one.value.cmp(&other.value));
    names.dedup_by(|one, other| one.value == other.value);
    names
}
