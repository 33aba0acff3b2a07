//! AWS services that have interface endpoints, as the names of these call them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// The part of each service name behind the region, such as `ecr.api`, in alphabetical order.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn all() -> impl Iterator<Item = &'static str> {
    CATALOG.services.iter().map(String::as_str)
}

/// Whether the table has the service, or the one that its `-fips` variant is of.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn has(service: &str) -> bool {
    let service = service.strip_suffix("-fips").unwrap_or(service);
    CATALOG.services.binary_search_by(|known| known.as_str().cmp(service)).is_ok()
}

/// Whether AWS documents that the service's endpoint takes a policy. For any other one a policy may make the apply fail, and
/// without a policy everybody may call the service through the endpoint, with any credentials.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn takes_policy(service: &str) -> bool {
    let service = service.strip_suffix("-fips").unwrap_or(service);
    CATALOG.policies.binary_search_by(|known| known.as_str().cmp(service)).is_ok()
}

/// Services without whose endpoint a cell without NAT cannot start nodes, pull images, or scale, in alphabetical order.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_a_private_cluster() -> impl Iterator<Item = &'static str> {
    CATALOG.private_cluster.iter().map(String::as_str)
}

/// The day on which the table was last compared with its source.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/endpoint_services.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/endpoint_services.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    policies_source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    private_cluster_source: String,
    private_cluster: Vec<String>,
    policies: Vec<String>,
    services: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::InterfaceEndpoint;

    #[test]
    fn services_are_sorted_names_with_a_source() {
        assert_eq!(as_of(), "2026-11-21".parse().unwrap());
        assert!(!CATALOG.source.is_empty() && !CATALOG.private_cluster_source.is_empty());
        assert!(of_a_private_cluster().is_sorted() && of_a_private_cluster().all(has));
        assert!(CATALOG.services.is_sorted_by(|one, next| one < next));
        for service in all() {
            assert_eq!(service.parse::<InterfaceEndpoint>().unwrap().as_str(), service);
            assert!(has(service), "{service}");
        }
    }

    #[test]
    fn policies_are_of_known_services_and_have_a_source() {
        assert!(!CATALOG.policies_source.is_empty());
        assert!(CATALOG.policies.is_sorted_by(|one, next| one < next));
        assert!(CATALOG.policies.iter().all(|service| has(service)));
        for (service, takes) in
            [("sts", true), ("sts-fips", true), ("acm", false), ("eks-auth", false), ("ssmmessages", false)]
        {
            assert_eq!(takes_policy(service), takes, "{service}");
        }
    }

    #[test]
    fn services_that_private_cells_need_are_among_them() {
        for service in [
            "autoscaling",
            "ec2",
            "ecr.api",
            "ecr.dkr",
            "eks",
            "eks-auth",
            "elasticloadbalancing",
            "logs",
            "sqs",
            "ssm",
            "sts",
        ] {
            assert!(has(service), "{service}");
        }
    }
}
