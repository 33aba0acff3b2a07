//! Where nodes get the images from that they start with: registries in accounts of AWS, and the buckets behind ECR.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::{Date, Region};

/// The account whose registry has the images of EKS add-ons in a region; [`None`] for a region that the table lacks.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn add_ons(region: &Region) -> Option<&'static str> {
    CATALOG.add_ons.get(region.as_str()).map(String::as_str)
}

/// The account whose registry has Bottlerocket's host containers in a region; [`None`] for a region that the table lacks.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn bottlerocket(region: &Region) -> Option<&'static str> {
    CATALOG.bottlerocket.get(region.as_str()).map(String::as_str)
}

/// What the name of the bucket with ECR's image layers has before and after the region.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn layer_bucket() -> (&'static str, &'static str) {
    CATALOG.layer_bucket.split_once(REGION).expect("invariant: the name of the bucket has the region in it")
}

/// The host of an address, if everybody knows it as a registry on the internet to which no endpoint in a VPC leads.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn public_host(address: &str) -> Option<&'static str> {
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = address.split(['/', ':']).next()?;
    CATALOG.public.iter().map(String::as_str).find(|public| *public == host)
}

/// The day on which the tables were last compared with their sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

/// Stands for the region in the name of the bucket.
const REGION: &str = "{region}";

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/image_registries.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/image_registries.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    public: Vec<String>,
    layer_bucket: String,
    add_ons: BTreeMap<String, String>,
    bottlerocket: BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::AccountId;

    #[test]
    fn tables_have_a_day_a_source_and_known_regions() {
        assert_eq!(as_of(), "2026-11-27".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
        assert_eq!(layer_bucket(), ("prod-", "-starport-layer-bucket"));
        for (region, account) in CATALOG.add_ons.iter().chain(&CATALOG.bottlerocket) {
            assert!(region.parse::<Region>().unwrap().is_known(), "{region}");
            assert!(account.parse::<AccountId>().is_ok(), "{account}");
        }
    }

    #[test]
    fn registries_on_the_internet_are_known_by_their_host() {
        for (address, host) in [
            ("docker.io/acme", Some("docker.io")),
            ("oci://ghcr.io/acme/charts", Some("ghcr.io")),
            ("quay.io:443/acme", Some("quay.io")),
            ("docker.io.acme.example/copies", None),
            ("111111111111.dkr.ecr.eu-west-1.amazonaws.com", None),
        ] {
            assert_eq!(public_host(address), host, "{address}");
        }
    }

    #[test]
    fn every_registry_of_a_chart_is_one_on_the_internet() {
        let charts = crate::platform::ApplicationName::ALL.iter().map(|name| name.facts().brings.chart());
        for registry in charts.chain([crate::catalog::charts::ARGO_CD.chart()]).flat_map(|chart| chart.registries()) {
            assert_eq!(public_host(registry), Some(registry));
        }
    }

    #[test]
    fn accounts_are_those_of_the_region() {
        let account = |region: &str| add_ons(&region.parse().unwrap());
        assert_eq!(account("eu-central-1"), Some("602401143452"));
        assert_eq!(account("us-gov-west-1"), Some("013241004608"));
        assert_eq!(account("cn-north-1"), Some("918309763551"));
        assert_eq!(account("us-iso-east-1"), None);
        assert_eq!(bottlerocket(&"eu-central-1".parse().unwrap()), Some("328549459982"));
    }
}
