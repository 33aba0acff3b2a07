//! The amounts that a quota limits, and how messages write them.

use crate::model::{Quota, Resources};
use crate::source::Spanned;
use crate::values::Quantity;

/// CPU or memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Resource {
    Cpu,
    Memory,
}

impl Resource {
    pub(super) const ALL: [Self; 2] = [Self::Cpu, Self::Memory];

    /// The key in the specification.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Memory => "memory",
        }
    }

    /// The word in a sentence.
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Memory => "memory",
        }
    }

    /// The amount of it.
    pub(super) const fn of(self, resources: &Resources) -> &Spanned<Quantity> {
        match self {
            Self::Cpu => &resources.cpu,
            Self::Memory => &resources.memory,
        }
    }

    /// An amount in thousandths as people write it: `500m` and `4`, `1536Mi` and `2Gi`.
    pub(super) fn text(self, thousandths: i128) -> String {
        match self {
            Self::Cpu if thousandths % 1000 == 0 => (thousandths / 1000).to_string(),
            Self::Cpu => format!("{thousandths}m"),
            Self::Memory => memory(thousandths / 1000 + i128::from(thousandths % 1000 > 0)),
        }
    }
}

/// The largest unit in which it is whole.
fn memory(bytes: i128) -> String {
    const UNITS: [(&str, u32); 4] = [("Ti", 40), ("Gi", 30), ("Mi", 20), ("Ki", 10)];
    let unit = UNITS.into_iter().find(|(_, bits)| bytes > 0 && bytes % (1 << bits) == 0);
    unit.map_or_else(|| bytes.to_string(), |(unit, bits)| format!("{}{unit}", bytes >> bits))
}

/// Requests or limits of CPU or memory: four of what a quota limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bound {
    /// The key of the `ResourceQuota`, and of the specification.
    pub(super) key: &'static str,
    /// CPU or memory.
    pub(super) resource: Resource,
    is_limit: bool,
}

impl Bound {
    /// In the order in which they are reported.
    pub(super) const ALL: [Self; 4] = [
        Self { key: "limits.cpu", resource: Resource::Cpu, is_limit: true },
        Self { key: "limits.memory", resource: Resource::Memory, is_limit: true },
        Self { key: "requests.cpu", resource: Resource::Cpu, is_limit: false },
        Self { key: "requests.memory", resource: Resource::Memory, is_limit: false },
    ];

    /// The amount, of what is requested and what is limited.
    pub(super) const fn of<'a>(self, requests: &'a Resources, limits: &'a Resources) -> &'a Spanned<Quantity> {
        self.resource.of(if self.is_limit { limits } else { requests })
    }

    /// What the quota allows.
    pub(super) const fn quota(self, quota: &Quota) -> &Spanned<Quantity> {
        self.of(&quota.requests, &quota.limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_people_do() {
        for (resource, written, expected) in [
            (Resource::Cpu, "500m", "500m"),
            (Resource::Cpu, "2000m", "2"),
            (Resource::Cpu, "0", "0"),
            (Resource::Memory, "2048Mi", "2Gi"),
            (Resource::Memory, "1.5Gi", "1536Mi"),
            (Resource::Memory, "1G", "1000000000"),
            (Resource::Memory, "500m", "1"),
            (Resource::Memory, "0", "0"),
        ] {
            let quantity: Quantity = written.parse().unwrap();
            assert_eq!(resource.text(quantity.thousandths()), expected, "{written}");
        }
    }
}
