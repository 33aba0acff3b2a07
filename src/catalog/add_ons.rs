//! Versions of EKS add-ons that are known to exist and to fit a Kubernetes minor.
//!
//! No public API lists them without an AWS account, so the table holds what public documents and repositories prove.
//! Where nothing proves a version, there is none: the generated configuration then leaves the choice to EKS, and says
//! so.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::values::AddOnVersion;
use crate::values::Date;

/// One add-on that AWS owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddOn {
    /// The name in the EKS API, such as `vpc-cni`.
    pub name: String,
    /// At most one version a minor, oldest minor first.
    pub versions: Vec<Entry>,
}

/// A version for one Kubernetes minor, and why it is believed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The `35` of Kubernetes `1.35`.
    pub minor: u8,
    /// The version, in the form [`AddOnVersion`] reads.
    pub version: String,
    /// The newest minor that the same source names for this version, where that is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_minor: Option<u8>,
    /// How strong the evidence is.
    pub confidence: Confidence,
    /// Which public document or repository says so, and when.
    pub source: String,
}

/// How strong the evidence for an [`Entry`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// Concluded from versions of neighbouring minors.
    #[serde(rename = "derived")]
    Derived,
    /// Runs in, or was offered to, clusters whose owners published it.
    #[serde(rename = "seen in use")]
    SeenInUse,
    /// AWS lists it in its user guide.
    #[serde(rename = "published table")]
    PublishedTable,
}

impl Entry {
    /// The version as numbers.
    ///
    /// # Panics
    /// When the compiled-in data holds another form, which a unit test excludes.
    pub fn parsed(&self) -> AddOnVersion {
        self.version.parse().expect("invariant: a unit test reads every version of the catalog")
    }
}

/// Every add-on the catalog knows, in the order in which a cluster needs them.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn add_ons() -> &'static [AddOn] {
    &CATALOG.add_ons
}

/// The entry of `add_on` for Kubernetes `1.<minor>`, if the catalog has one.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn entry(add_on: &str, minor: u8) -> Option<&'static Entry> {
    let known = add_ons().iter().find(|known| known.name == add_on)?;
    known.versions.iter().find(|entry| entry.minor == minor)
}

/// The minors for which the table has the line of a version, such as the `1.13` of `v1.13.2-eksbuild.31`. Of a line that it
/// does not have, only the newest minor is known: EKS stops offering it no later than the next newer one. [`None`] for what is
/// newer than all lines of the add-on.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn minors_of_line(add_on: &str, version: AddOnVersion) -> Option<RangeInclusive<u8>> {
    let known = &add_ons().iter().find(|known| known.name == add_on)?.versions;
    let nearest = known.iter().map(|entry| entry.parsed().line()).filter(|line| *line >= version.line()).min()?;
    let entries = || known.iter().filter(|entry| entry.parsed().line() == nearest);
    let oldest = entries().map(|entry| entry.minor).min()?;
    let newest = entries().map(|entry| entry.newest_minor.unwrap_or(entry.minor)).max()?;
    Some(if nearest == version.line() { oldest..=newest } else { 0..=newest })
}

/// Add-ons of EKS that cells do not get from EKS, by name, sorted.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn not_from_eks() -> &'static [String] {
    &CATALOG.not_from_eks.names
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/add_ons.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/add_ons.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    not_from_eks: Names,
    add_ons: Vec<AddOn>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    #[serde(rename = "source")]
    _source: String,
    names: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::{AddOn, Confidence, Entry, add_ons, as_of, entry, minors_of_line, not_from_eks};
    use crate::catalog::kubernetes;
    use crate::values::AddOnVersion;

    fn every_entry() -> impl Iterator<Item = (&'static AddOn, &'static Entry)> {
        add_ons().iter().flat_map(|add_on| add_on.versions.iter().map(move |entry| (add_on, entry)))
    }

    #[test]
    fn every_version_has_the_form_that_eks_writes() {
        for (add_on, entry) in every_entry() {
            let parsed: AddOnVersion = entry.version.parse().unwrap_or_else(|error| panic!("{}: {error}", add_on.name));
            assert_eq!(parsed.to_string(), entry.version);
        }
    }

    #[test]
    fn an_add_on_of_cells_is_no_other_one() {
        assert!(not_from_eks().is_sorted_by(|one, next| one < next));
        assert!(add_ons().iter().all(|add_on| !not_from_eks().contains(&add_on.name)));
    }

    #[test]
    fn every_version_has_a_source() {
        for (add_on, entry) in every_entry() {
            let place = format!("{} on 1.{}", add_on.name, entry.minor);
            assert!(!entry.source.trim().is_empty(), "{place} has no source");
            assert!(entry.source.contains("2026"), "{place} has no date in its source");
        }
    }

    #[test]
    fn minors_are_known_and_follow_each_other() {
        for add_on in add_ons() {
            assert!(add_on.versions.is_sorted_by(|older, newer| older.minor < newer.minor), "{}", add_on.name);
        }
        for (add_on, entry) in every_entry() {
            assert!(kubernetes::release(entry.minor).is_some(), "{} on 1.{}", add_on.name, entry.minor);
        }
    }

    /// The API server and `kube-proxy` are released together; another minor is refused by `CreateAddon`.
    #[test]
    fn kube_proxy_has_the_minor_of_the_cluster() {
        for (_, entry) in every_entry().filter(|(add_on, _)| add_on.name == "kube-proxy") {
            let parsed = entry.parsed();
            assert_eq!((parsed.major, parsed.minor), (1, u32::from(entry.minor)));
        }
    }

    #[test]
    fn a_newer_minor_never_gets_an_older_core_dns() {
        let core_dns = add_ons().iter().find(|add_on| add_on.name == "coredns").unwrap();
        assert!(core_dns.versions.is_sorted_by_key(Entry::parsed));
    }

    #[test]
    fn the_default_minor_is_complete() {
        let names = ["vpc-cni", "kube-proxy", "coredns", "eks-pod-identity-agent", "aws-ebs-csi-driver"];
        assert_eq!(add_ons().iter().map(|add_on| add_on.name.as_str()).collect::<Vec<_>>(), names);
        for name in names {
            let entry = entry(name, kubernetes::DEFAULT_MINOR).unwrap_or_else(|| panic!("{name} is missing"));
            assert_ne!(entry.confidence, Confidence::Derived, "{name}");
        }
        assert_eq!(as_of(), kubernetes::as_of());
    }

    #[test]
    fn a_line_is_offered_for_the_minors_that_its_versions_have() {
        for (add_on, version, minors) in [
            ("coredns", "v1.11.3-eksbuild.1", Some(31..=32)),
            ("coredns", "v1.9.3-eksbuild.1", Some(0..=32)),
            ("coredns", "v1.12.4-eksbuild.1", Some(0..=36)),
            ("coredns", "v1.13.2-eksbuild.31", Some(33..=36)),
            ("coredns", "v1.14.1-eksbuild.1", Some(35..=36)),
            ("coredns", "v1.15.0-eksbuild.1", None),
            ("vpc-cni", "v1.18.0-eksbuild.1", Some(0..=37)),
            ("metrics-server", "v0.8.0-eksbuild.1", None),
        ] {
            assert_eq!(minors_of_line(add_on, version.parse().unwrap()), minors, "{add_on} {version}");
        }
    }

    #[test]
    fn what_nothing_proves_is_left_to_eks() {
        assert_eq!(entry("kube-proxy", 35).map(|entry| entry.version.as_str()), Some("v1.35.3-eksbuild.29"));
        assert_eq!(entry("kube-proxy", 37), None);
        assert_eq!(entry("vpc-cni", 30), None);
        assert_eq!(entry("metrics-server", 35), None);
    }
}
