//! What the account baselines ask AWS for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Model, Place, QuotaRequests, QuotaUsage, quota_usage};
use crate::catalog::quotas::QuotaCode;
use crate::source::Spanned;
use crate::values::{AccountId, QuotaName, Region};

/// A quota that AWS is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuotaRequest {
    /// The quota.
    pub name: QuotaName,
    /// The value: the largest of what the specification states, what the cells need, what AWS has granted, and its default.
    pub value: u64,
    /// What the cells need.
    pub need: u64,
    /// What the environments there say AWS has granted.
    pub granted: Option<Spanned<u32>>,
    /// What the specification asks for.
    pub stated: Option<Spanned<u32>>,
}

/// The requests of an account: by region, and without one for quotas of the whole account.
pub type RequestsOfAccount = BTreeMap<Option<Region>, Vec<QuotaRequest>>;

/// All requests, by account. Places that ask for nothing, because AWS's defaults suffice, are left out.
pub fn quota_requests(model: &Model) -> BTreeMap<AccountId, RequestsOfAccount> {
    let usage = quota_usage(model);
    let mut requests: BTreeMap<AccountId, RequestsOfAccount> = BTreeMap::new();
    for (place, declared) in places(model) {
        let used = usage.get(&place).map(Vec::as_slice).unwrap_or_default();
        let found = of_place(model, &place, declared, used);
        if !found.is_empty() {
            requests.entry(place.account).or_default().insert(place.region, found);
        }
    }
    requests
}

/// Every place for which the specification asks for quotas.
fn places(model: &Model) -> impl Iterator<Item = (Place, &QuotaRequests)> {
    model.accounts.values().flat_map(|account: &Account| {
        let declared = account.declared.iter().flat_map(|declared| &declared.quota_requests);
        declared.map(|(region, requests)| (Place { account: account.id.clone(), region: region.clone() }, requests))
    })
}

fn of_place(model: &Model, place: &Place, declared: &QuotaRequests, used: &[QuotaUsage]) -> Vec<QuotaRequest> {
    let names: BTreeSet<QuotaName> =
        used.iter().map(|usage| usage.name).chain(declared.stated.keys().copied()).collect();
    let request = |name: QuotaName| {
        let stated = declared.stated.get(&name).copied();
        let need = used.iter().find(|usage| usage.name == name).map_or(0, |usage| usage.used);
        let granted = place.granted(model, name);
        let has = u64::from(granted.map_or(0, |granted| granted.value).max(QuotaCode::of(name).quota().default));
        let value = need.max(has).max(stated.map_or(0, |stated| u64::from(stated.value)));
        (stated.is_some() || need > has).then_some(QuotaRequest { name, value, need, granted, stated })
    };
    // AWS raises internet gateways with the VPCs, of which there are as many at least.
    names.into_iter().filter(|name| *name != QuotaName::InternetGateways).filter_map(request).collect()
}
