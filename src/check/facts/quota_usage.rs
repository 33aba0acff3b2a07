//! How much of its quotas a fleet uses in each place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::catalog::instance_types;
use crate::model::{Cell, Class, Environment, Model};
use crate::source::Span;
use crate::values::{
    AccountId, ApplicationName, Capacity, EnvironmentId, IdentityMechanism, NatMode, QuotaName, Region,
};

/// Roles of every cell: cluster, system nodes, Karpenter, its nodes, VPC CNI, EBS CSI driver, flow logs.
const ROLES: u64 = 7;
/// Karpenter's three.
const POLICIES: u64 = 3;
/// Karpenter's five.
const EVENT_RULES: u64 = 5;

/// Where a quota counts: a region of an account, or all of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) struct Place {
    account: AccountId,
    /// [`None`] for what counts in the whole account.
    region: Option<Region>,
}

impl Place {
    /// Where the specification names the account.
    pub(in crate::check) fn span(&self, model: &Model) -> Span {
        let here = |cell: &&Cell| {
            cell.account.value == self.account && self.region.as_ref().is_none_or(|region| *region == cell.region.value)
        };
        model.cells.iter().find(here).map_or(Span::NONE, |cell| cell.account.span)
    }

    /// The environments that have something there.
    pub(in crate::check) fn environments<'a>(&self, model: &'a Model) -> BTreeSet<&'a EnvironmentId> {
        let Some(account) = model.accounts.get(&self.account) else { return BTreeSet::new() };
        match &self.region {
            Some(region) => account.regions.get(region).into_iter().flatten().collect(),
            None => account.environments(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.region {
            Some(region) => write!(formatter, "account {} in {region}", self.account),
            None => write!(formatter, "account {}", self.account),
        }
    }
}

/// What the cells of a place use of one quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Usage {
    /// The quota.
    pub(in crate::check) name: QuotaName,
    /// How much.
    pub(in crate::check) used: u64,
    /// By how many cells.
    pub(in crate::check) cells: u64,
}

/// Everything that all cells use, by place.
pub(in crate::check) fn usage(model: &Model) -> BTreeMap<Place, Vec<Usage>> {
    let mut sums: BTreeMap<Place, BTreeMap<QuotaName, Usage>> = BTreeMap::new();
    for cell in &model.cells {
        let (environment, class) = (model.environment_of(cell), model.class_of(cell));
        let account = || cell.account.value.clone();
        let region = Place { account: account(), region: Some(cell.region.value.clone()) };
        add(sums.entry(region.clone()).or_default(), &in_region(class, cell));
        add(sums.entry(Place { account: account(), region: None }).or_default(), &in_account(environment));
        per_vpc(sums.entry(region).or_default(), class);
    }
    for (place, gateways) in nat_gateways(model) {
        sums.entry(place).or_default().insert(QuotaName::NatGateways, gateways);
    }
    sums.into_iter().map(|(place, usages)| (place, usages.into_values().collect())).collect()
}

fn add(sums: &mut BTreeMap<QuotaName, Usage>, used: &[(QuotaName, u64)]) {
    for (name, used) in used.iter().filter(|(_, used)| *used > 0) {
        let sum = sums.entry(*name).or_insert(Usage { name: *name, used: 0, cells: 0 });
        sum.used = sum.used.saturating_add(*used);
        sum.cells += 1;
    }
}

fn in_region(class: &Class, cell: &Cell) -> [(QuotaName, u64); 7] {
    let zones = u64::try_from(cell.zones.len()).unwrap_or(u64::MAX);
    let addresses = match class.nat.value {
        NatMode::PerZone => zones,
        NatMode::Single => 1,
        NatMode::None => 0,
    };
    let vcpus = |capacity| {
        let tiers = class.karpenter.iter().filter(|tier| tier.has(capacity));
        tiers.map(|tier| tier.limits.cpu.units()).fold(0, u64::saturating_add)
    };
    [
        (QuotaName::Vpcs, 1),
        (QuotaName::Clusters, 1),
        (QuotaName::EventRules, EVENT_RULES),
        (QuotaName::ElasticIps, addresses),
        (QuotaName::InternetGateways, u64::from(!class.is_isolated())),
        (QuotaName::OnDemandVcpus, vcpus(Capacity::OnDemand).saturating_add(system_vcpus(class))),
        (QuotaName::SpotVcpus, vcpus(Capacity::Spot)),
    ]
}

/// With the largest of its types.
fn system_vcpus(class: &Class) -> u64 {
    let types = class.system.instance_types.iter().filter_map(|kind| instance_types::get(&kind.to_string()));
    u64::from(types.map(|facts| facts.vcpus).max().unwrap_or(0)) * u64::from(class.system.max.value)
}

fn in_account(environment: &Environment) -> [(QuotaName, u64); 3] {
    let identities = u64::try_from(environment.workload_identities.len()).unwrap_or(u64::MAX);
    let irsa = environment.workload_identities.iter().any(|identity| identity.mechanism == IdentityMechanism::Irsa);
    [
        (QuotaName::IamRoles, ROLES.saturating_add(identities).saturating_add(sum(environment, roles))),
        (QuotaName::IamPolicies, POLICIES.saturating_add(sum(environment, policies))),
        (QuotaName::OidcProviders, u64::from(irsa)),
    ]
}

fn sum(environment: &Environment, count: fn(ApplicationName) -> u64) -> u64 {
    environment.applications.iter().map(|application| count(application.name.value)).sum()
}

/// Roles of an application. Karpenter's are counted with those of every cell.
const fn roles(name: ApplicationName) -> u64 {
    match name {
        ApplicationName::LoadBalancerController
        | ApplicationName::CloudWatch
        | ApplicationName::ExternalDns
        | ApplicationName::ExternalSecrets => 1,
        ApplicationName::CertManager
        | ApplicationName::Karpenter
        | ApplicationName::Kubecost
        | ApplicationName::MetricsServer
        | ApplicationName::Prometheus => 0,
    }
}

/// Managed policies of an application; the others' are part of their roles.
const fn policies(name: ApplicationName) -> u64 {
    match name {
        ApplicationName::LoadBalancerController => 2,
        _ => 0,
    }
}

/// The VPC with the most endpoints counts.
fn per_vpc(sums: &mut BTreeMap<QuotaName, Usage>, class: &Class) {
    let used = u64::try_from(class.interface_endpoints.len()).unwrap_or(u64::MAX);
    let most = sums.entry(QuotaName::InterfaceEndpoints).or_insert(Usage {
        name: QuotaName::InterfaceEndpoints,
        used: 0,
        cells: 1,
    });
    most.used = most.used.max(used);
}

/// The zone with the most gateways of each region.
fn nat_gateways(model: &Model) -> BTreeMap<Place, Usage> {
    let mut zones: BTreeMap<(Place, char), Usage> = BTreeMap::new();
    for cell in &model.cells {
        let used = match model.class_of(cell).nat.value {
            NatMode::PerZone => cell.zones.len(),
            NatMode::Single => 1,
            NatMode::None => 0,
        };
        for zone in cell.zones.iter().take(used) {
            let place = Place { account: cell.account.value.clone(), region: Some(cell.region.value.clone()) };
            let name = QuotaName::NatGateways;
            let sum = zones.entry((place, zone.letter())).or_insert(Usage { name, used: 0, cells: 0 });
            sum.used += 1;
            sum.cells += 1;
        }
    }
    let mut places: BTreeMap<Place, Usage> = BTreeMap::new();
    for ((place, _), usage) in zones {
        let most = places.entry(place).or_insert(usage);
        if usage.used > most.used {
            *most = usage;
        }
    }
    places
}
