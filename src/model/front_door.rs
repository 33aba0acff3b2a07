//! The way into a cell.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Replacement;
use crate::source::{Span, Spanned};
use crate::values::{Exposure, FirewallRules, HttpProtocol, Name, Port, TlsPolicy, UrlPath};

/// The load balancer of each cell of an environment, and what is behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrontDoor {
    /// Where it is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// Who reaches it.
    pub exposure: Spanned<Exposure>,
    /// What clients must be able to speak.
    pub tls_policy: Spanned<TlsPolicy>,
    /// The rules that every request passes, in the order in which AWS WAF judges them.
    pub firewall: Spanned<Vec<Spanned<FirewallRules>>>,
    /// How many requests one address may send in five minutes, if `firewall` has the rule.
    pub rate_limit: Spanned<u32>,
    /// Days for which S3 keeps access logs; 0 keeps them for ever.
    pub log_retention_days: Spanned<u32>,
    /// What is behind it, by name.
    pub routes: Vec<Route>,
    /// Whether a route could not be read.
    #[serde(skip)]
    pub is_partial: bool,
}

/// Requests that go to the pods of one Service.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Route {
    /// Its name.
    pub name: Spanned<Name>,
    /// The namespace of the pods.
    pub namespace: Spanned<Name>,
    /// The Service in front of them.
    pub service: Spanned<Name>,
    /// The port of the Service and of the containers.
    pub port: Spanned<Port>,
    /// What the load balancer speaks with the pods.
    pub protocol: Spanned<HttpProtocol>,
    /// Takes requests under this path; a route has this, or `host`, or neither.
    pub path: Option<Spanned<UrlPath>>,
    /// Takes requests for this label below the name of the cell.
    pub host: Option<Spanned<Name>>,
    /// How the load balancer asks pods whether they work.
    pub health: RouteHealth,
    /// Seconds for which a pod that goes still gets requests of open connections.
    pub deregistration_seconds: Spanned<u32>,
    /// The target group that goes, while another one takes its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Replacement>,
}

/// How a load balancer asks pods whether they work.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RouteHealth {
    /// The path that it asks for.
    pub path: Spanned<UrlPath>,
    /// Seconds between two questions.
    pub interval_seconds: Spanned<u32>,
    /// Seconds that an answer may take.
    pub timeout_seconds: Spanned<u32>,
    /// Answers in a row that make a pod healthy.
    pub healthy_threshold: Spanned<u32>,
    /// Failures in a row that make it unhealthy.
    pub unhealthy_threshold: Spanned<u32>,
}

impl Route {
    /// Whether it takes what no other route takes.
    pub const fn is_catch_all(&self) -> bool {
        self.path.is_none() && self.host.is_none()
    }

    /// Whether requests for a path of a tenant, or of the cell, may come to it.
    pub fn takes(&self, path: &UrlPath) -> bool {
        self.host.is_none() && self.path.as_ref().is_none_or(|own| own.value.holds(path))
    }
}

impl FrontDoor {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }

    /// The routes that lead to pods of a namespace.
    pub fn routes_to(&self, namespace: &Name) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(move |route| route.namespace.value == *namespace)
    }

    /// The labels of its host routes, in their order and each once: `<host>.<cell>.<domain>` is a name of the cell.
    pub fn hosts(&self) -> BTreeSet<&Name> {
        self.routes.iter().filter_map(|route| route.host.as_ref()).map(|host| &host.value).collect()
    }

    /// Whether requests pass a firewall.
    pub const fn has_firewall(&self) -> bool {
        !self.firewall.value.is_empty()
    }

    /// The route to which requests for a path go.
    pub fn route_of(&self, path: &UrlPath) -> Option<&Route> {
        let length = |route: &&Route| route.path.as_ref().map_or(0, |path| path.as_str().len());
        self.routes.iter().filter(|route| route.takes(path)).max_by_key(length)
    }

    /// The path at which pods behind it can be asked from outside: that of the first route under which its own question is reached.
    pub fn reachable_health_path(&self) -> Option<&Spanned<UrlPath>> {
        let is_reached = |route: &&Route| {
            self.route_of(&route.health.path).is_some_and(|taking| taking.name.value == route.name.value)
        };
        self.routes.iter().find(is_reached).map(|route| &route.health.path)
    }
}
