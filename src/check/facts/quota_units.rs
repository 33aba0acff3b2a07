//! Which amounts can be CPU, and which memory.

use crate::model::{KarpenterTier, Namespace, Resources};
use crate::values::Quantity;

/// Less memory than this is a unit that somebody forgot: no container starts with it.
const LEAST_MEMORY_BYTES: i128 = 4 * 1024 * 1024;

/// Whether an amount has no unit of memory: `4` and `500m` have none, `512Mi` and `2G` do.
pub(in crate::check) fn is_cpu(quantity: &Quantity) -> bool {
    let written = quantity.to_string();
    !written.ends_with(|c: char| c.is_ascii_alphabetic()) || written.ends_with('m')
}

/// Whether an amount can be memory: nothing at all, or enough for a container.
pub(in crate::check) fn is_memory(quantity: &Quantity) -> bool {
    quantity.thousandths() == 0 || quantity.thousandths() >= LEAST_MEMORY_BYTES * 1000
}

/// Whether all amounts of a namespace are in units of their own: otherwise nothing is known about which is above which.
pub(in crate::check) fn are_of_namespace(namespace: &Namespace) -> bool {
    let (quota, container) = (&namespace.quota, &namespace.container);
    let workloads = namespace.workloads.iter().flat_map(|workload| [&workload.requests, &workload.limits]);
    let of_container = [&container.requests, &container.limits, &container.max];
    let own = [&quota.requests, &quota.limits, &namespace.pod_max].into_iter().chain(of_container);
    own.chain(workloads).all(are_units_right)
}

/// Whether the limits of a tier are in units of their own.
pub(in crate::check) fn are_of_tier(tier: &KarpenterTier) -> bool {
    is_cpu(&tier.limits.cpu) && is_memory(&tier.limits.memory)
}

/// Whether CPU and memory are in units of their own.
pub(in crate::check) fn are_units_right(resources: &Resources) -> bool {
    is_cpu(&resources.cpu) && is_memory(&resources.memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_tell_cpu_from_memory() {
        for (text, cpu, memory) in [
            ("4", true, false),
            ("500m", true, false),
            ("1e3", true, false),
            ("0", true, true),
            ("512Mi", false, true),
            ("4M", false, false),
            ("4Mi", false, true),
            ("5000000", true, true),
            ("64Ki", false, false),
        ] {
            let quantity: Quantity = text.parse().unwrap();
            assert_eq!((is_cpu(&quantity), is_memory(&quantity)), (cpu, memory), "{text}");
        }
    }
}
