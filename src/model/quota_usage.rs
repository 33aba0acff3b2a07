//! How much of its quotas a fleet uses in each place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Cell, Class, Environment, Model};
use crate::catalog::instance_types;
use crate::platform::Identity;
use crate::source::{Span, Spanned};
use crate::values::{AccountId, Capacity, EnvironmentId, IdentityMechanism, NatMode, QuotaName, Region};

/// Roles of every cell: cluster, system nodes, Karpenter, its nodes, VPC CNI, EBS CSI driver, flow logs.
const ROLES: u64 = 7;
/// Karpenter's three.
const POLICIES: u64 = 3;
/// Karpenter's five.
const EVENT_RULES: u64 = 5;

/// Where a quota counts: a region of an account, or all of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The account.
    pub account: AccountId,
    /// The region; [`None`] for what counts in the whole account.
    pub region: Option<Region>,
}

impl Place {
    /// Where the specification names the account.
    pub fn span(&self, model: &Model) -> Span {
        let here = |cell: &&Cell| {
            cell.account.value == self.account && self.region.as_ref().is_none_or(|region| *region == cell.region.value)
        };
        let of_dns = model.fleet.dns.as_ref().map(|dns| &dns.account).filter(|account| account.value == self.account);
        let cell = model.cells.iter().find(here).map(|cell| &cell.account);
        cell.or(of_dns).map_or(Span::NONE, |account| account.span)
    }

    /// What the environments there say AWS has granted: of several values the largest, since one account has one quota.
    pub fn granted(&self, model: &Model, name: QuotaName) -> Option<Spanned<u32>> {
        let here = self.environments(model);
        let counts = |environment: &&Environment| match name {
            // Those of the DNS account, whichever accounts the cells are in.
            QuotaName::HealthChecks => environment.router.is_some(),
            _ => here.contains(&environment.name.value),
        };
        let stated = model.environments.values().filter(counts).filter_map(|environment| environment.quotas.get(&name));
        stated.copied().max_by_key(|value| value.value)
    }

    /// The environments that have something there.
    pub fn environments<'a>(&self, model: &'a Model) -> BTreeSet<&'a EnvironmentId> {
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
pub struct QuotaUsage {
    /// The quota.
    pub name: QuotaName,
    /// How much.
    pub used: u64,
    /// By how many cells.
    pub cells: u64,
}

/// Everything that all cells use, by place.
pub fn quota_usage(model: &Model) -> BTreeMap<Place, Vec<QuotaUsage>> {
    let mut sums: BTreeMap<Place, BTreeMap<QuotaName, QuotaUsage>> = BTreeMap::new();
    for cell in &model.cells {
        let (environment, class) = (model.environment_of(cell), model.class_of(cell));
        let account = || cell.account.value.clone();
        let region = Place { account: account(), region: Some(cell.region.value.clone()) };
        add(sums.entry(region.clone()).or_default(), &in_region(class, cell));
        add(sums.entry(Place { account: account(), region: None }).or_default(), &in_account(environment));
        per_vpc(sums.entry(region).or_default(), class);
    }
    if let Some((place, checks)) = health_checks(model) {
        sums.entry(place).or_default().insert(QuotaName::HealthChecks, checks);
    }
    for (place, gateways) in nat_gateways(model) {
        sums.entry(place).or_default().insert(QuotaName::NatGateways, gateways);
    }
    sums.into_iter().map(|(place, usages)| (place, usages.into_values().collect())).collect()
}

fn add(sums: &mut BTreeMap<QuotaName, QuotaUsage>, used: &[(QuotaName, u64)]) {
    for (name, used) in used.iter().filter(|(_, used)| *used > 0) {
        let sum = sums.entry(*name).or_insert(QuotaUsage { name: *name, used: 0, cells: 0 });
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
        (QuotaName::IamRoles, ROLES.saturating_add(identities).saturating_add(sum(environment, |_| 1))),
        (QuotaName::IamPolicies, POLICIES.saturating_add(sum(environment, |identity| identity.managed().count()))),
        (QuotaName::OidcProviders, u64::from(irsa)),
    ]
}

/// Over the identities of applications. Karpenter's is counted with those of every cell.
fn sum(environment: &Environment, count: fn(&Identity) -> usize) -> u64 {
    let identities =
        environment.applications.iter().filter_map(|application| application.name.value.facts().identity.as_ref());
    u64::try_from(identities.map(count).sum::<usize>()).unwrap_or(u64::MAX)
}

/// The VPC with the most endpoints counts.
fn per_vpc(sums: &mut BTreeMap<QuotaName, QuotaUsage>, class: &Class) {
    let used = u64::try_from(class.interface_endpoints.len()).unwrap_or(u64::MAX);
    let most = sums.entry(QuotaName::InterfaceEndpoints).or_insert(QuotaUsage {
        name: QuotaName::InterfaceEndpoints,
        used: 0,
        cells: 1,
    });
    most.used = most.used.max(used);
}

/// What the routers of all environments make in the DNS account.
fn health_checks(model: &Model) -> Option<(Place, QuotaUsage)> {
    let account = model.fleet.dns.as_ref()?.account.value.clone();
    let mut usage = QuotaUsage { name: QuotaName::HealthChecks, used: 0, cells: 0 };
    for environment in model.environments.values() {
        let checks = environment.health_checks_per_cell();
        if checks > 0 {
            let cells = u64::try_from(model.cells_of(&environment.name).count()).unwrap_or(u64::MAX);
            usage = QuotaUsage { used: usage.used + checks * cells, cells: usage.cells + cells, ..usage };
        }
    }
    (usage.used > 0).then_some((Place { account, region: None }, usage))
}

/// The zone with the most gateways of each region.
fn nat_gateways(model: &Model) -> BTreeMap<Place, QuotaUsage> {
    let mut zones: BTreeMap<(Place, char), QuotaUsage> = BTreeMap::new();
    for cell in &model.cells {
        let used = match model.class_of(cell).nat.value {
            NatMode::PerZone => cell.zones.len(),
            NatMode::Single => 1,
            NatMode::None => 0,
        };
        for zone in cell.zones.iter().take(used) {
            let place = Place { account: cell.account.value.clone(), region: Some(cell.region.value.clone()) };
            let name = QuotaName::NatGateways;
            let sum = zones.entry((place, zone.letter())).or_insert(QuotaUsage { name, used: 0, cells: 0 });
            sum.used += 1;
            sum.cells += 1;
        }
    }
    let mut places: BTreeMap<Place, QuotaUsage> = BTreeMap::new();
    for ((place, _), usage) in zones {
        let most = places.entry(place).or_insert(usage);
        if usage.used > most.used {
            *most = usage;
        }
    }
    places
}
