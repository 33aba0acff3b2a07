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

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    class_names::RULE,
    connections::RULE,
    container_limits::RULE,
    countable::RULE,
    egress_range::RULE,
    egress_to_cells::RULE,
    exposure::RULE,
    load_balancers::RULE,
    metrics_port::RULE,
    namespace_tiers::RULE,
    node_storage::RULE,
    open_rules::RULE,
    open_tiers::RULE,
    opened_namespace::RULE,
    pod_security::RULE,
    policy_names::RULE,
    policy_ports::RULE,
    quota_of_tiers::RULE,
    quota_reach::RULE,
    requests_within_limits::RULE,
    reserved_namespace::RULE,
    resource_units::RULE,
    storage_bounds::RULE,
    workload_node::RULE,
    workloads_fit::RULE,
];
