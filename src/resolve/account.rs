//! AWS accounts: those of environments and of their cells, what the specification says about them, and what that means for
//! cells.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::Resolver;
use super::fleet::ResolvedFleet;
use super::tags::tags;
use crate::decode::LabelledEntry;
use crate::model::{Account, Cell, Class, DeclaredAccount, Demand, Demands, Environment, IamDemands, QuotaRequests};
use crate::source::Spanned;
use crate::spec::{self, Spec};
use crate::values::{AccountId, ClassId, EnvironmentId, OrganizationId, QuotaName, Region, RoleArn};

impl Resolver<'_> {
    /// What cells of an environment have in an account: the account goes first, then the environment, whose own values may be
    /// those of the fleet.
    pub(super) fn demands_in(
        &self,
        account: &AccountId,
        environment: &Environment,
    ) -> (IamDemands, Option<Spanned<OrganizationId>>) {
        let Some(entry) = self.spec.account.get(account) else {
            return (environment.iam.clone(), environment.organization_id.clone());
        };
        let block = &entry.block;
        let path = block.iam_path.as_ref().or(environment.iam.path.as_ref()).filter(|path| !path.is_usual());
        let boundary = block.permissions_boundary.as_ref().or(environment.iam.boundary.as_ref());
        let organization = block.organization_id.as_ref().or(environment.organization_id.as_ref());
        (IamDemands { path: path.cloned(), boundary: boundary.cloned() }, organization.cloned())
    }

    /// The accounts of environments and of their cells, and those that are declared.
    pub(super) fn accounts(
        &self,
        fleet: &ResolvedFleet,
        environments: &BTreeMap<EnvironmentId, Environment>,
        cells: &[Cell],
    ) -> BTreeMap<AccountId, Account> {
        let of_environments = environments
            .values()
            .map(|environment| (&environment.account.value, &environment.region.value, &environment.name.value));
        let of_cells = cells.iter().map(|cell| (&cell.account.value, &cell.region.value, &cell.class.environment));
        let mut accounts: BTreeMap<AccountId, Account> = BTreeMap::new();
        for (id, region, environment) in of_environments.chain(of_cells) {
            let account = accounts.entry(id.clone()).or_insert_with(|| Account::new(id.clone()));
            account.regions.entry(Region::clone(region)).or_default().insert(environment.clone());
        }
        if self.spec.account.is_empty() {
            return accounts;
        }
        let roles = deploy_roles(cells);
        for (id, entry) in self.spec.account.iter() {
            let account = accounts.entry(id.clone()).or_insert_with(|| Account::new(id.clone()));
            account.declared = Some(self.declared(fleet, entry, roles.get(id).copied().flatten()));
        }
        accounts
    }

    fn declared(
        &self,
        fleet: &ResolvedFleet,
        entry: &LabelledEntry<spec::Account>,
        role_of_cells: Option<&Spanned<RoleArn>>,
    ) -> DeclaredAccount {
        let block = &entry.block;
        DeclaredAccount {
            header: Spanned::new((), entry.span()),
            spot_role: block.spot_role,
            validation_records: block.validation_records,
            quota_requests: quota_requests(block),
            deploy_role: block.deploy_role.clone().or_else(|| role_of_cells.cloned()),
            has_own_role: block.deploy_role.is_some(),
            organization_id: block.organization_id.clone(),
            iam: IamDemands { path: block.iam_path.clone(), boundary: block.permissions_boundary.clone() },
            tags: tags(fleet, fleet.model.tags.iter(), &fleet.owner, &fleet.cost_centre),
            origin: self.origin(entry.span()),
        }
    }
}

/// The deploy role of the cells in each account, if all of them have the same one.
fn deploy_roles(cells: &[Cell]) -> BTreeMap<&AccountId, Option<&Spanned<RoleArn>>> {
    let mut roles = BTreeMap::new();
    for cell in cells {
        let own = cell.deploy_role.as_ref();
        let shared = roles.entry(&cell.account.value).or_insert(own);
        *shared = shared.filter(|shared| own == Some(*shared));
    }
    roles
}

fn quota_requests(block: &spec::Account) -> BTreeMap<Option<Region>, QuotaRequests> {
    let of_account = block.quota_requests.iter().map(|requests| (None, requests));
    let of_regions = block.region.iter().map(|(region, entry)| (Some(region.clone()), &entry.block.quota_requests));
    of_account.chain(of_regions).map(|(region, requests)| (region, stated(requests))).collect()
}

fn stated(requests: &Spanned<IndexMap<QuotaName, Spanned<u32>>>) -> QuotaRequests {
    let stated = requests.value.iter().map(|(name, value)| (*name, *value)).collect();
    QuotaRequests { header: Spanned::new((), requests.span), stated }
}

/// Gives every class what its cells have in common; one without cells has what its environment says.
pub(super) fn set_demands(environments: &mut BTreeMap<EnvironmentId, Environment>, cells: &[Cell], spec: &Spec) {
    let mut demands: BTreeMap<&ClassId, Demands> = BTreeMap::new();
    for cell in cells {
        let own = demands_of(&cell.iam, cell.organization_id.as_ref(), has_spot_role(spec, &cell.account.value));
        let common = match demands.remove(&cell.class) {
            Some(others) => others.and(&own),
            None => own,
        };
        demands.insert(&cell.class, common);
    }
    for environment in environments.values_mut() {
        let usual = demands_of(&environment.iam, environment.organization_id.as_ref(), false);
        let classes = std::iter::once(&mut environment.own_class).chain(environment.named_classes.values_mut());
        classes.for_each(|class: &mut Class| {
            class.demands = demands.remove(&class.id.value).unwrap_or_else(|| usual.clone());
        });
    }
}

fn demands_of(iam: &IamDemands, organization: Option<&Spanned<OrganizationId>>, has_spot_role: bool) -> Demands {
    Demands {
        path: Demand::Same(iam.path.as_ref().map(|path| path.value.clone())),
        boundary: Demand::Same(iam.boundary.as_ref().map(|boundary| boundary.value.clone())),
        organization: Demand::Same(organization.map(|organization| organization.value.clone())),
        has_spot_role,
    }
}

fn has_spot_role(spec: &Spec, account: &AccountId) -> bool {
    spec.account.get(account).is_some_and(|entry| entry.block.spot_role.is_some())
}
