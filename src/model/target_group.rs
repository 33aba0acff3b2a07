//! What a load balancer forwards requests to: a target group for each route, in which the cluster registers pods.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{Cell, Replacement, Route};
use crate::values::{HttpProtocol, Name, Port, ReplacementStep, TargetShape};

/// How many priorities of listener rules each kind and length of condition has to itself.
const BLOCK: u32 = 300;

/// The longest path that a route may have: AWS takes 128 characters, and `/*` follows it.
const LONGEST_PATH: u32 = 126;

/// A target group of a route. AWS changes none of what it consists of in place, so its name carries a digest of all of it: another
/// port is another group, which exists beside the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetGroup {
    /// The route.
    pub route: Name,
    /// The port of the pods.
    pub port: Port,
    /// What the load balancer speaks with them.
    pub protocol: HttpProtocol,
    /// Its share of the requests of the route, 0 to 100; all groups of a route together have 100.
    pub weight: u32,
}

impl TargetGroup {
    /// What it is called in Terraform, the same in every cell: `<route>-<protocol>-<port>`.
    pub fn key(&self) -> String {
        format!("{}-{}-{}", self.route, self.protocol, self.port)
    }

    /// Its name in a cell, by which the binding in the cluster finds it: `<route>-<12 hex digits>`. At most 32 characters, since a
    /// route has 19 at most.
    pub fn name(&self, cell: &Cell) -> String {
        let (port, protocol) = (self.port, self.protocol);
        let parts = [
            cell.cluster.clone(),
            self.route.to_string(),
            port.to_string(),
            protocol.elb_api().to_owned(),
            protocol.elb_version().to_owned(),
            "ip".to_owned(),
            cell.cidr.value.to_string(),
        ];
        let digest = digest(&parts.join("\n"));
        format!("{}-{}", self.route, digest.get(..12).unwrap_or(&digest))
    }
}

impl Route {
    /// What AWS cannot change about the group that its pods are meant for.
    pub const fn shape(&self) -> TargetShape {
        TargetShape { port: self.port.value, protocol: self.protocol.value }
    }

    /// Its groups, in every cell of the environment alike, each with its share of the requests, of 100: while one is being replaced,
    /// the one before comes first.
    pub fn shapes(&self) -> Vec<(TargetShape, u32)> {
        let own = self.shape();
        match self.replaces {
            None => vec![(own, 100)],
            Some(Replacement { before, step: ReplacementStep::Filling }) => vec![(before, 100), (own, 0)],
            Some(Replacement { before, step: ReplacementStep::Shifted }) => vec![(before, 0), (own, 100)],
        }
    }

    /// The groups that its requests go to, with their weights: one with all of them, or two while one takes the place of the other.
    pub fn target_groups(&self) -> Vec<TargetGroup> {
        let group = |(TargetShape { port, protocol }, weight)| TargetGroup {
            route: self.name.value.clone(),
            port,
            protocol,
            weight,
        };
        self.shapes().into_iter().map(group).collect()
    }

    /// Its path without a slash at the end, which selects the same requests: empty for `/`.
    pub fn prefix(&self) -> Option<&str> {
        self.path.as_ref().map(|path| path.as_str().trim_end_matches('/'))
    }

    /// The priority of its listener rule, 1 to 50,000, lowest first: names of the cell come first, then paths, the longest first,
    /// then what takes the rest. Within each of them the name of the route alone decides, so that one more route moves no other.
    pub fn priority(&self) -> u32 {
        let length = |prefix: &str| u32::try_from(prefix.len()).unwrap_or(LONGEST_PATH).min(LONGEST_PATH);
        let block = match (&self.host, self.prefix()) {
            (Some(_), _) => 0,
            (None, Some(prefix)) => 1 + LONGEST_PATH - length(prefix),
            (None, None) => 2 + LONGEST_PATH,
        };
        let digest = Sha256::digest(self.name.value.as_str());
        let first = digest.first_chunk().copied().map_or(0, u32::from_be_bytes);
        block * BLOCK + 1 + first % BLOCK
    }
}

/// The SHA-256 of a text in lower-case hex digits.
fn digest(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut digits, byte| {
        _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RouteHealth;
    use crate::source::{Span, Spanned};

    fn route(name: &str, path: Option<&str>, host: Option<&str>) -> Route {
        let spanned = |number: u32| Spanned::new(number, Span::NONE);
        let named = |name: &str| Spanned::new(name.parse::<Name>().unwrap(), Span::NONE);
        Route {
            name: named(name),
            namespace: named("web"),
            service: named("web"),
            port: Spanned::new(Port::try_from(8080).unwrap(), Span::NONE),
            protocol: Spanned::new(HttpProtocol::Grpc, Span::NONE),
            path: path.map(|path| Spanned::new(path.parse().unwrap(), Span::NONE)),
            host: host.map(named),
            health: RouteHealth {
                path: Spanned::new("/ready".parse().unwrap(), Span::NONE),
                interval_seconds: spanned(10),
                timeout_seconds: spanned(5),
                healthy_threshold: spanned(2),
                unhealthy_threshold: spanned(3),
            },
            deregistration_seconds: spanned(30),
            replaces: None,
        }
    }

    #[test]
    fn hosts_come_before_paths_and_long_paths_before_short_ones() {
        let longest = format!("/{}", "a".repeat(125));
        let order = [
            route("admin", None, Some("admin")),
            route("longest", Some(&longest), None),
            route("refunds", Some("/payments/refunds"), None),
            route("payments", Some("/payments"), None),
            route("root", Some("/"), None),
            route("web", None, None),
        ];
        let priorities: Vec<u32> = order.iter().map(Route::priority).collect();
        assert!(priorities.is_sorted_by(|one, next| one < next), "{priorities:?}");
        assert!(priorities.iter().all(|priority| (1..=50_000).contains(priority)), "{priorities:?}");
    }

    #[test]
    fn a_slash_at_the_end_of_a_path_changes_nothing() {
        let with = |path| route("payments", Some(path), None);
        assert_eq!(with("/payments/").priority(), with("/payments").priority());
        assert_eq!(with("/payments/").prefix(), Some("/payments"));
        assert_eq!(with("/").prefix(), Some(""));
    }

    #[test]
    fn a_route_has_one_group_that_is_called_by_what_cannot_change() {
        let groups = route("payments", None, None).target_groups();
        let told: Vec<(String, u32)> = groups.iter().map(|group| (group.key(), group.weight)).collect();
        assert_eq!(told, [("payments-grpc-8080".to_owned(), 100)]);
    }
}
