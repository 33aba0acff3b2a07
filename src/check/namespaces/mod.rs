//! Namespaces: quotas, workloads and network policies.

mod class_names;
mod connections;
mod container_limits;
mod countable;
mod egress_range;
mod egress_to_cells;
mod exposure;
mod load_balancers;
mod metrics_port;
mod namespace_tiers;
mod node_storage;
mod open_rules;
mod open_tiers;
mod opened_namespace;
mod pod_security;
mod policy_names;
mod policy_ports;
mod quota_of_tiers;
mod quota_reach;
mod requests_within_limits;
mod reserved_namespace;
mod resource_units;
mod storage_bounds;
mod workload_node;
mod workloads_fit;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(class_names, CLASS_NAMES),
    rule!(connections, CONNECTIONS),
    rule!(container_limits, CONTAINER_LIMITS),
    rule!(countable, COUNTABLE),
    rule!(egress_range, EGRESS_RANGE),
    rule!(egress_to_cells, EGRESS_TO_CELLS),
    rule!(exposure, EXPOSURE),
    rule!(load_balancers, LOAD_BALANCERS),
    rule!(metrics_port, METRICS_PORT),
    rule!(namespace_tiers, NAMESPACE_TIERS),
    rule!(node_storage, NODE_STORAGE),
    rule!(open_rules, OPEN_RULES),
    rule!(open_tiers, OPEN_TIERS),
    rule!(opened_namespace, OPENED_NAMESPACE),
    rule!(pod_security, POD_SECURITY),
    rule!(policy_names, POLICY_NAMES),
    rule!(policy_ports, POLICY_PORTS),
    rule!(quota_of_tiers, QUOTA_OF_TIERS),
    rule!(quota_reach, QUOTA_REACH),
    rule!(requests_within_limits, REQUESTS_WITHIN_LIMITS),
    rule!(reserved_namespace, RESERVED_NAMESPACE),
    rule!(resource_units, RESOURCE_UNITS),
    rule!(storage_bounds, STORAGE_BOUNDS),
    rule!(workload_node, WORKLOAD_NODE),
    rule!(workloads_fit, WORKLOADS_FIT),
];
