//! What one instance type of EC2 offers: size, network interfaces, hypervisor.

use std::sync::LazyLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::values::Architecture;
use crate::values::Date;

/// The facts about one instance type.
///
/// Source: the sources in `catalog/instance_types.json`, which lists the fields as columns in this order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceFacts {
    /// The name, such as `m7g.large`.
    pub name: &'static str,
    /// Number of vCPUs.
    pub vcpus: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Most network interfaces on the default network card. The CNI uses no other card.
    pub enis: u32,
    /// Most private IPv4 addresses of one network interface, its primary address included.
    pub ipv4_per_eni: u32,
    /// The architecture of its processors.
    #[serde(deserialize_with = "architecture")]
    pub architecture: Architecture,
    /// What it runs on.
    pub hypervisor: Hypervisor,
    /// Number of accelerators; a share of one counts as one.
    pub accelerators: u32,
    /// The kind of its accelerators, if it has any.
    pub accelerator: Option<Accelerator>,
}

/// What an instance runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hypervisor {
    /// The Nitro hypervisor.
    Nitro,
    /// The older hypervisor, on which the CNI cannot delegate prefixes.
    Xen,
    /// None: a whole machine.
    None,
}

/// Whose accelerators: they decide the node image and the device plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accelerator {
    /// NVIDIA GPUs.
    Nvidia,
    /// AMD GPUs.
    Amd,
    /// Inferentia and Trainium.
    Neuron,
    /// Gaudi.
    Gaudi,
}

/// Which types a group of nodes may use. A list that is empty allows every value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Selection<'a> {
    /// The letters before the generation, such as `m`.
    pub categories: &'a [&'a str],
    /// What stands before the dot, such as `m7g`.
    pub families: &'a [&'a str],
    /// Numbers of vCPUs.
    pub vcpus: &'a [u32],
    /// Architectures.
    pub architectures: &'a [Architecture],
}

impl InstanceFacts {
    /// What stands before the dot: `m7g`.
    pub fn family(&self) -> &'static str {
        self.name.split('.').next().unwrap_or_default()
    }

    /// The letters before the generation, as Karpenter splits names: `m`, `inf`.
    pub fn category(&self) -> &'static str {
        self.name.split(|character: char| !character.is_ascii_lowercase()).next().unwrap_or_default()
    }

    /// Whether an instance is a whole machine.
    pub fn is_bare_metal(&self) -> bool {
        self.hypervisor == Hypervisor::None
    }
}

impl Selection<'_> {
    fn allows_family(&self, family: &Family) -> bool {
        allows(self.families, &family.name) && allows(self.categories, &family.category)
    }

    fn allows_size(&self, facts: &InstanceFacts) -> bool {
        allows(self.vcpus, &facts.vcpus) && allows(self.architectures, &facts.architecture)
    }
}

/// The types with one name before the dot. Names are taken apart once, not for every question.
struct Family {
    name: &'static str,
    category: &'static str,
    types: &'static [InstanceFacts],
}

static FAMILIES: LazyLock<Vec<Family>> = LazyLock::new(|| {
    let families = all().chunk_by(|one, other| one.family() == other.family());
    let family = |types: &'static [InstanceFacts]| {
        let first = types.first()?;
        Some(Family { name: first.family(), category: first.category(), types })
    };
    families.filter_map(family).collect()
});

fn allows<T: PartialEq>(allowed: &[T], value: &T) -> bool {
    allowed.is_empty() || allowed.contains(value)
}

/// The facts about the type of that name, if the catalog has it. Newer or retired types exist that it does not have.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn get(name: &str) -> Option<&'static InstanceFacts> {
    let position = all().binary_search_by(|facts| facts.name.cmp(name)).ok()?;
    all().get(position)
}

/// Every type, in the order of the names.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn all() -> &'static [InstanceFacts] {
    &CATALOG.instance_types
}

/// What stands before the dot of the names, in their order: `m7g`.
pub(crate) fn families() -> impl Iterator<Item = &'static str> {
    FAMILIES.iter().map(|family| family.name)
}

/// Whether a type has these letters before its generation: `m`, `inf`.
pub(crate) fn is_category(category: &str) -> bool {
    FAMILIES.iter().any(|family| family.category == category)
}

/// Every type that `selection` allows, in the order of the names.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn matching(selection: Selection<'_>) -> impl Iterator<Item = &'static InstanceFacts> + use<'_> {
    let families = FAMILIES.iter().filter(move |family| selection.allows_family(family));
    families.flat_map(|family| family.types).filter(move |facts| selection.allows_size(facts))
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| read().expect("invariant: catalog/instance_types.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/instance_types.json");

fn read() -> serde_json::Result<Catalog> {
    serde_json::from_str(TEXT)
}

fn architecture<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Architecture, D::Error> {
    <&str>::deserialize(deserializer)?.parse().map_err(|_| D::Error::custom("an architecture is `amd64` or `arm64`"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "'de: 'static"))]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    sources: Vec<&'static str>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test compares it with the fields"))]
    columns: Vec<&'static str>,
    instance_types: Vec<InstanceFacts>,
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::{Accelerator, CATALOG, Hypervisor, InstanceFacts, Selection, all, as_of, get, matching, read};
    use crate::catalog::kubernetes;
    use crate::values::{Architecture, InstanceType};

    fn facts(name: &str) -> &'static InstanceFacts {
        get(name).unwrap_or_else(|| panic!("{name} is missing"))
    }

    #[test]
    fn the_lookup_finds_every_type() {
        assert!(all().is_sorted_by(|left, right| left.name < right.name));
        for expected in all() {
            assert_eq!(get(expected.name), Some(expected));
        }
        for name in ["", "m7g", "m7g.", "m7g.huge", "zz9.large", "M7G.LARGE"] {
            assert_eq!(get(name), None, "{name}");
        }
    }

    #[test]
    fn known_types_have_their_published_numbers() {
        for (name, vcpus, memory_mib, enis, ipv4_per_eni) in [
            ("t3.medium", 2, 4096, 3, 6),
            ("t3a.small", 2, 2048, 2, 4),
            ("m5.large", 2, 8192, 3, 10),
            ("m7g.large", 2, 8192, 3, 10),
            ("c4.8xlarge", 36, 61_440, 8, 30),
            ("c5n.large", 2, 5376, 3, 10),
            ("r5.24xlarge", 96, 786_432, 15, 50),
            ("m6in.32xlarge", 128, 524_288, 8, 50),
            ("i4i.24xlarge", 96, 786_432, 15, 30),
            ("c8i.large", 2, 4096, 3, 20),
            ("m8gn.48xlarge", 192, 786_432, 12, 50),
            ("m9g.medium", 1, 4096, 2, 20),
            ("p5.48xlarge", 192, 2_097_152, 2, 50),
            ("x1e.32xlarge", 128, 3_997_696, 8, 30),
        ] {
            let found = facts(name);
            assert_eq!(
                (found.vcpus, found.memory_mib, found.enis, found.ipv4_per_eni),
                (vcpus, memory_mib, enis, ipv4_per_eni),
                "{name}"
            );
        }
    }

    /// The names say the same in another way; a wrong row shows here.
    #[test]
    fn the_table_agrees_with_the_names() {
        for facts in all() {
            let name: InstanceType = facts.name.parse().unwrap_or_else(|error| panic!("{}: {error:?}", facts.name));
            assert_eq!(facts.family(), name.family());
            assert_eq!(facts.category(), name.category(), "{}", facts.name);
            assert_eq!(facts.architecture, name.architecture(), "{}", facts.name);
            assert_eq!(facts.is_bare_metal(), name.size().starts_with("metal"), "{}", facts.name);
            if let Some(vcpus) = name.vcpus() {
                assert_eq!(facts.vcpus, vcpus, "{}", facts.name);
            }
            assert_eq!(facts.accelerator.is_some(), name.has_accelerator(), "{}", facts.name);
        }
    }

    #[test]
    fn every_number_is_possible() {
        for facts in all() {
            assert!(facts.enis >= 2 && facts.ipv4_per_eni >= 2, "{}", facts.name);
            assert!(facts.memory_mib.is_multiple_of(128), "{}", facts.name);
            assert_eq!(facts.accelerators > 0, facts.accelerator.is_some(), "{}", facts.name);
        }
    }

    #[test]
    fn hypervisors_and_accelerators_are_told_apart() {
        assert_eq!(facts("m4.large").hypervisor, Hypervisor::Xen);
        assert_eq!(facts("m5.large").hypervisor, Hypervisor::Nitro);
        assert_eq!(facts("m5.metal").hypervisor, Hypervisor::None);
        assert_eq!(
            (facts("g5.48xlarge").accelerators, facts("g5.48xlarge").accelerator),
            (8, Some(Accelerator::Nvidia))
        );
        assert_eq!(facts("g4ad.xlarge").accelerator, Some(Accelerator::Amd));
        assert_eq!((facts("inf2.48xlarge").accelerators, facts("trn1.32xlarge").accelerators), (12, 16));
    }

    #[test]
    fn a_selection_narrows_by_each_of_its_lists() {
        let names = |selection| matching(selection).map(|facts| facts.name).collect::<Vec<_>>();
        let selection = Selection {
            families: &["m7g", "m7i"],
            vcpus: &[4, 8],
            architectures: &[Architecture::Arm64],
            ..Selection::default()
        };
        assert_eq!(names(selection), ["m7g.2xlarge", "m7g.xlarge"]);
        assert_eq!(matching(Selection::default()).count(), all().len());
        let categories = Selection { categories: &["c", "m"], ..Selection::default() };
        assert!(matching(categories).all(|facts| ["c", "m"].contains(&facts.category())));
        assert!(names(Selection { categories: &["t"], ..Selection::default() }).contains(&"t4g.nano"));
        assert_eq!(names(Selection { families: &["zz9"], ..Selection::default() }), [""; 0]);
    }

    #[test]
    fn the_file_says_what_its_columns_are() {
        let row = serde_json::to_value(facts("m7g.large")).unwrap();
        let fields: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(CATALOG.columns, fields);
        assert!(CATALOG.sources.len() >= 3);
        assert_eq!(as_of(), kubernetes::as_of());
    }

    /// Generous, for a debug build on a busy machine: it catches a parser that has become quadratic.
    #[test]
    fn reading_is_quick() {
        let start = Instant::now();
        assert!(read().unwrap().instance_types.len() > 1_000);
        let duration = start.elapsed();
        println!("read {} types in {duration:?}", all().len());
        assert!(duration.as_millis() < 500, "{duration:?}");
    }
}
