//! The defaults of each profile, in one table.

use crate::values::{Capacity, FirewallRules, FlowTraffic, Name, NatMode, Profile, SyncMode};

/// What an environment gets for what it does not say.
pub(super) struct Defaults {
    pub(super) zones: usize,
    pub(super) nat: NatMode,
    pub(super) sync: SyncMode,
    /// Whether logs and metrics of containers go to CloudWatch.
    pub(super) observability: bool,
    pub(super) retention_days: i64,
    pub(super) flow_traffic: FlowTraffic,
    pub(super) deletion_window_days: u32,
    /// What requests from outside pass.
    pub(super) firewall: &'static [FirewallRules],
    pub(super) system_instance_type: &'static str,
    pub(super) system_max: u32,
    pub(super) tiers: &'static [(&'static str, Capacity)],
    pub(super) on_demand_limits: (&'static str, &'static str),
    pub(super) spot_limits: (&'static str, &'static str),
    pub(super) quota: QuotaDefaults,
}

/// What the pods of a namespace together may have.
pub(super) struct QuotaDefaults {
    pub(super) requests: (&'static str, &'static str),
    pub(super) limits: (&'static str, &'static str),
    pub(super) pods: u32,
    pub(super) volume_claims: u32,
    pub(super) storage: &'static str,
    pub(super) largest_volume_claim: &'static str,
    pub(super) ephemeral_storage: &'static str,
}

const MIXED: &[(&str, Capacity)] = &[("on-demand", Capacity::OnDemand), ("spot", Capacity::Spot)];

/// Cheapest that still is a cell.
const DEVELOPMENT: Defaults = Defaults {
    zones: 2,
    nat: NatMode::Single,
    sync: SyncMode::Automatic,
    observability: false,
    retention_days: 14,
    flow_traffic: FlowTraffic::Reject,
    deletion_window_days: 7,
    firewall: &[],
    system_instance_type: "t4g.medium",
    system_max: 3,
    tiers: &[("spot", Capacity::Spot)],
    on_demand_limits: ("64", "256Gi"),
    spot_limits: ("64", "256Gi"),
    quota: QuotaDefaults {
        requests: ("32", "64Gi"),
        limits: ("64", "128Gi"),
        pods: 120,
        volume_claims: 10,
        storage: "1000Gi",
        largest_volume_claim: "500Gi",
        ephemeral_storage: "1000Gi",
    },
};

/// As production, smaller.
const STAGING: Defaults = Defaults {
    zones: 3,
    nat: NatMode::Single,
    sync: SyncMode::Automatic,
    observability: true,
    retention_days: 30,
    flow_traffic: FlowTraffic::Reject,
    deletion_window_days: 7,
    firewall: &[],
    system_instance_type: "m7g.large",
    system_max: 4,
    tiers: MIXED,
    on_demand_limits: ("128", "512Gi"),
    spot_limits: ("256", "1000Gi"),
    quota: QuotaDefaults {
        requests: ("24", "48Gi"),
        limits: ("48", "96Gi"),
        pods: 90,
        volume_claims: 10,
        storage: "2000Gi",
        largest_volume_claim: "1000Gi",
        ephemeral_storage: "750Gi",
    },
};

/// Reliability first. Logs stay for a year because PCI DSS 10.5.1 wants twelve months of audit history.
const PRODUCTION: Defaults = Defaults {
    zones: 3,
    nat: NatMode::PerZone,
    sync: SyncMode::Manual,
    observability: true,
    retention_days: 365,
    flow_traffic: FlowTraffic::All,
    deletion_window_days: 30,
    firewall: FirewallRules::ALL,
    system_instance_type: "m7g.large",
    system_max: 4,
    tiers: MIXED,
    on_demand_limits: ("500", "2000Gi"),
    spot_limits: ("1000", "4000Gi"),
    quota: QuotaDefaults {
        requests: ("16", "32Gi"),
        limits: ("32", "64Gi"),
        pods: 60,
        volume_claims: 5,
        storage: "5000Gi",
        largest_volume_claim: "2000Gi",
        ephemeral_storage: "500Gi",
    },
};

/// The defaults of a profile.
pub(super) const fn defaults(profile: Profile) -> &'static Defaults {
    match profile {
        Profile::Development => &DEVELOPMENT,
        Profile::Staging => &STAGING,
        Profile::Production => &PRODUCTION,
    }
}

/// The profile that an environment's name says; the strictest when it says none.
pub(super) fn profile_of(environment: &Name) -> Profile {
    match environment.as_str() {
        "dev" | "develop" | "development" | "sandbox" => Profile::Development,
        "stage" | "staging" | "test" | "acceptance" | "uat" => Profile::Staging,
        _ => Profile::Production,
    }
}
