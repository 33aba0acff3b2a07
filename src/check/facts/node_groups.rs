//! Limits of managed node groups.

/// EKS service quotas: "Nodes per managed node group".
pub(in crate::check) const MOST_NODES: u32 = 450;

/// A node image and a few container images fit in no less; a gp3 volume has 64 TiB at most (EBS user guide, "General Purpose
/// SSD volumes"), and the provider looks at no limit of its own.
pub(in crate::check) const DISK_GIB: std::ops::RangeInclusive<u32> = 20..=65_536;
