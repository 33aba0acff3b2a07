//! The way into the cells of an environment.

use super::profile::Defaults;
use crate::decode::LabelledEntry;
use crate::lock::Lock;
use crate::model::{FrontDoor, Route, RouteHealth};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{FirewallRules, HttpProtocol, Name, RetentionDays, TlsPolicy};

/// What AWS recommends (Application Load Balancer guide, "Security policies", 2026-11-27).
const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/// The front door of an environment, if it has one.
pub(super) fn front_door(
    block: &spec::Environment,
    defaults: &Defaults,
    log_retention: &Spanned<RetentionDays>,
) -> Option<FrontDoor> {
    let door = block.front_door.as_ref()?;
    let (own, span) = (&door.value, door.span);
    let mut routes: Vec<Route> = own.route.iter().map(|(name, entry)| route(name, entry)).collect();
    routes.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    let tls_policy = || TLS_POLICY.parse::<TlsPolicy>().expect("invariant: the default is a policy");
    Some(FrontDoor {
        header: Spanned::new((), span),
        exposure: own.exposure,
        tls_policy: own.tls_policy.clone().unwrap_or_else(|| Spanned::default_of(tls_policy(), span)),
        firewall: firewall(own, defaults, span),
        rate_limit: number(own.rate_limit, 2000, span),
        log_retention_days: number(own.log_retention_days, log_retention.value.days().into(), span),
        routes,
        is_partial: own.route.has_poison(),
    })
}

/// In the order of the words, so that the order in the specification never shows.
fn firewall(door: &spec::FrontDoor, defaults: &Defaults, span: Span) -> Spanned<Vec<Spanned<FirewallRules>>> {
    let Some(written) = &door.waf else {
        let usual = defaults.firewall.iter().map(|rules| Spanned::default_of(*rules, span));
        return Spanned::default_of(usual.collect(), span);
    };
    let mut rules = written.value.clone();
    rules.sort_by_key(|rules| rules.value);
    rules.dedup_by_key(|rules| rules.value);
    Spanned::new(rules, written.span)
}

fn route(name: &Name, entry: &LabelledEntry<spec::Route>) -> Route {
    let (block, span) = (&entry.block, entry.span());
    Route {
        name: Spanned::new(name.clone(), span),
        namespace: block.namespace.clone(),
        service: block.service.clone(),
        port: block.port,
        protocol: block.protocol.unwrap_or_else(|| Spanned::default_of(HttpProtocol::Http, span)),
        path: block.path.clone(),
        host: block.host.clone(),
        health: health(&block.health),
        deregistration_seconds: number(block.deregistration_seconds, 30, span),
        replaces: None,
    }
}

/// The same with the target groups that are being replaced, as far as the lock knows what they were.
pub(super) fn with_replacements(mut door: FrontDoor, environment: &Name, lock: &Lock) -> FrontDoor {
    for route in &mut door.routes {
        let known = lock.route(environment.as_str(), route.name.as_str());
        route.replaces = known.and_then(|known| known.replacement(route.shape()));
    }
    door
}

fn health(health: &Spanned<spec::RouteHealth>) -> RouteHealth {
    let (block, span) = (&health.value, health.span);
    RouteHealth {
        path: block.path.clone(),
        interval_seconds: number(block.interval_seconds, 10, span),
        timeout_seconds: number(block.timeout_seconds, 5, span),
        healthy_threshold: number(block.healthy_threshold, 2, span),
        unhealthy_threshold: number(block.unhealthy_threshold, 3, span),
    }
}

/// What is written, or else the default, at the place of the block.
pub(super) fn number(written: Option<Spanned<u32>>, default: u32, span: Span) -> Spanned<u32> {
    written.unwrap_or_else(|| Spanned::default_of(default, span))
}
