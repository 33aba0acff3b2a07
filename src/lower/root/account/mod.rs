//! The root of an account: what exists once in it, however many environments and regions use it. No cell refers to it.

mod quotas;
mod spot_role;
mod validation_records;

use super::dns_role::DnsRole;
use super::provider::ProviderSettings;
use super::{RootContext, backend, provider, variables};
use crate::layout::RootKind;
use crate::lower::header::FileMaker;
use crate::model::{Account, DeclaredAccount, Model, RequestsOfAccount, ValidatedNames, names};
use crate::terraform::Module;
use crate::values::{Provenance, Region};

/// Everything that the files of an account's root are made from.
struct AccountContext<'a> {
    root: RootContext<'a>,
    account: &'a Account,
    declared: &'a DeclaredAccount,
    /// The region of the default provider configuration: the first that the account uses.
    region: &'a Region,
    requests: &'a RequestsOfAccount,
    /// What it proves in the zones of environments.
    proven: Vec<ValidatedNames<'a>>,
}

/// Lowers one account with what it asks AWS for; [`None`] if there is nothing in it for Terraform to manage.
pub(in crate::lower) fn lower(model: &Model, account: &Account, requests: &RequestsOfAccount) -> Option<Module> {
    let declared = account.declared.as_ref()?;
    let region = account.regions.keys().next()?;
    let creates_role = declared.spot_role.is_some_and(|origin| origin.value == Provenance::Create);
    let proven = model.created_validation_records(account);
    if !creates_role && requests.is_empty() && proven.is_empty() {
        return None;
    }
    let kind = RootKind::Account(account.id.clone());
    let files = FileMaker::new([model.fleet.origin.as_str(), declared.origin.as_str()]);
    let root = RootContext { fleet: &model.fleet, kind, files };
    let context = AccountContext { root, account, declared, region, requests, proven };
    let dns = validation_records::roles(&context);
    let mut files = vec![backend::file(&context.root), provider::file(&context.root, context.providers(&dns))];
    files.extend(quotas::file(&context));
    files.extend(creates_role.then(|| spot_role::file(&context)));
    files.extend(validation_records::file(&context));
    let deploy_role = declared.deploy_role.as_ref().map(|role| &role.value);
    files.extend(variables::file_with(&context.root, deploy_role, dns.iter().map(DnsRole::variable)));
    files.push(context.root.versions());
    Some(context.root.into_module(files))
}

impl AccountContext<'_> {
    /// The default configuration, one for each environment in whose zone it writes, and one for each region in which AWS is asked
    /// for quotas.
    fn providers<'s>(&'s self, dns: &[DnsRole<'s>]) -> Vec<ProviderSettings<'s>> {
        let own = self.provider(None, self.region.clone());
        let of_regions = quotas::regions(self).into_iter();
        let of_regions = of_regions.map(|region| self.provider(Some(alias(&region)), region));
        std::iter::once(own).chain(dns.iter().map(DnsRole::provider)).chain(of_regions).collect()
    }

    fn provider(&self, alias: Option<String>, region: Region) -> ProviderSettings<'_> {
        ProviderSettings {
            alias,
            region,
            account: &self.account.id,
            role: self.declared.deploy_role.as_ref().map(|_| variables::assumed(self.session())),
            tags: self.declared.tags.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect(),
        }
    }
}

impl AccountContext<'_> {
    fn session(&self) -> String {
        names::account_session(&self.root.fleet.name, &self.account.id)
    }
}

/// What a region is called in Terraform: `eu_west_1`.
fn alias(region: &Region) -> String {
    region.as_str().replace('-', "_")
}
