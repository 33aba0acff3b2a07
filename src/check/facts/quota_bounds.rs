//! The amounts that a quota limits, and how messages write them.

use super::quota_units::is_memory;
use crate::model::{ContainerDefaults, Namespace, Quota, Resources, Workload};
use crate::source::Spanned;
use crate::values::Quantity;

/// CPU or memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Resource {
    Cpu,
    Memory,
}

impl Resource {
    pub(in crate::check) const ALL: [Self; 2] = [Self::Cpu, Self::Memory];

    /// The key in the specification.
    pub(in crate::check) const fn key(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Memory => "memory",
        }
    }

    /// The word in a sentence.
    pub(in crate::check) const fn noun(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Memory => "memory",
        }
    }

    /// The amount of it.
    pub(in crate::check) const fn of(self, resources: &Resources) -> &Spanned<Quantity> {
        match self {
            Self::Cpu => &resources.cpu,
            Self::Memory => &resources.memory,
        }
    }

    /// An amount in thousandths as people write it: `500m` and `4`, `1536Mi` and `2Gi`.
    pub(in crate::check) fn text(self, thousandths: i128) -> String {
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

/// What a quota adds up over pods, beside their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Bound {
    /// What containers request.
    Requests(Resource),
    /// Their limits.
    Limits(Resource),
    /// The limits of what they write to the disks of nodes.
    EphemeralStorage,
}

impl Bound {
    /// In the order in which they are reported.
    const ALL: [Self; 5] = [
        Self::Limits(Resource::Cpu),
        Self::Limits(Resource::Memory),
        Self::Requests(Resource::Cpu),
        Self::Requests(Resource::Memory),
        Self::EphemeralStorage,
    ];

    /// Those of a namespace about which something can be said: an amount of storage without a unit, or a container's above the
    /// quota, is another rule's finding.
    pub(in crate::check) fn of_namespace(namespace: &Namespace) -> impl Iterator<Item = Self> {
        let (all, each) = (&namespace.quota.ephemeral_storage, &namespace.container.ephemeral_storage.limits);
        let is_storage_right = is_memory(all) && is_memory(each) && each.value <= all.value;
        Self::ALL.into_iter().filter(move |bound| *bound != Self::EphemeralStorage || is_storage_right)
    }

    /// The key in `quota` of the specification.
    pub(in crate::check) const fn key(self) -> &'static str {
        match self {
            Self::Limits(Resource::Cpu) => "limits.cpu",
            Self::Limits(Resource::Memory) => "limits.memory",
            Self::Requests(Resource::Cpu) => "requests.cpu",
            Self::Requests(Resource::Memory) => "requests.memory",
            Self::EphemeralStorage => "ephemeral_storage",
        }
    }

    /// What the quota allows.
    pub(in crate::check) const fn quota(self, quota: &Quota) -> &Spanned<Quantity> {
        match self {
            Self::Limits(resource) => resource.of(&quota.limits),
            Self::Requests(resource) => resource.of(&quota.requests),
            Self::EphemeralStorage => &quota.ephemeral_storage,
        }
    }

    /// What a container counts that says nothing.
    pub(in crate::check) const fn container(self, container: &ContainerDefaults) -> &Spanned<Quantity> {
        match self {
            Self::Limits(resource) => resource.of(&container.limits),
            Self::Requests(resource) => resource.of(&container.requests),
            Self::EphemeralStorage => &container.ephemeral_storage.limits,
        }
    }

    /// What a replica of a workload counts; of storage, what one container has by default.
    pub(in crate::check) const fn replica<'a>(
        self,
        namespace: &'a Namespace,
        workload: &'a Workload,
    ) -> &'a Spanned<Quantity> {
        match self {
            Self::Limits(resource) => resource.of(&workload.limits),
            Self::Requests(resource) => resource.of(&workload.requests),
            Self::EphemeralStorage => self.container(&namespace.container),
        }
    }

    /// An amount in thousandths as people write it.
    pub(in crate::check) fn text(self, thousandths: i128) -> String {
        match self {
            Self::Limits(resource) | Self::Requests(resource) => resource.text(thousandths),
            Self::EphemeralStorage => Resource::Memory.text(thousandths),
        }
    }
}

/// Whether a quota has requests above its limits: what it suffices for is then not known.
pub(in crate::check) fn is_inverted(quota: &Quota) -> bool {
    Resource::ALL.iter().any(|resource| resource.of(&quota.requests).value > resource.of(&quota.limits).value)
}

/// What makes a quota that somebody wrote too small for any pod.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum NoPod {
    /// It admits zero pods.
    Pods,
    /// It has less of this than a container needs that says nothing.
    Amount(Bound),
}

/// Why the quota of a namespace admits no pod; [`None`] when it admits some.
pub(in crate::check) fn no_pod(namespace: &Namespace) -> Option<NoPod> {
    let pods = namespace.quota.pods;
    if pods.value == 0 && pods.is_written() {
        return Some(NoPod::Pods);
    }
    let is_written = |bound: &Bound| bound.quota(&namespace.quota).is_written();
    let is_short = |bound: &Bound| {
        let quota = bound.quota(&namespace.quota).thousandths();
        quota == 0 || reach(namespace, *bound) == Some(0)
    };
    Bound::of_namespace(namespace).filter(is_written).find(is_short).map(NoPod::Amount)
}

/// How many pods of one container each the amount suffices for; [`None`] for any number.
pub(in crate::check) fn reach(namespace: &Namespace, bound: Bound) -> Option<i128> {
    let each = bound.container(&namespace.container).thousandths();
    (each > 0).then(|| bound.quota(&namespace.quota).thousandths() / each)
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
