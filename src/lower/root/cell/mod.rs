//! The root of a cell: one module call with literals.

mod front_door;
mod main;
mod outputs;

use std::collections::BTreeMap;

use super::dns_role::DnsRole;
use super::provider::ProviderSettings;
use super::{RootContext, backend, provider, variables};
use crate::iam::Kind;
use crate::layout::RootKind;
use crate::lower::account_iam::iam_of_dns;
use crate::lower::header::FileMaker;
use crate::lower::module;
use crate::model::{Cell, Class, Environment, Model, TenantMap, names};
use crate::terraform::Module;

/// Everything that the files of a cell's root are made from.
struct CellContext<'a> {
    root: RootContext<'a>,
    environment: &'a Environment,
    class: &'a Class,
    cell: &'a Cell,
    tenants: &'a TenantMap,
}

/// Lowers one cell.
pub(in crate::lower) fn lower(model: &Model, cell: &Cell) -> Module {
    let (environment, class) = (model.environment_of(cell), model.class_of(cell));
    let origins = [model.fleet.origin.as_str(), environment.origin.as_str(), cell.origin.as_str()];
    let kind = RootKind::cell(environment.name.value.clone(), cell.name.value.clone());
    let root = RootContext { fleet: &model.fleet, kind, files: FileMaker::new(origins) };
    let context = CellContext { root, environment, class, cell, tenants: &model.tenants };
    let dns = context.dns_role();
    let mut files = vec![
        backend::file(&context.root),
        main::file(&context),
        outputs::file(&context),
        provider::file(&context.root, std::iter::once(context.provider()).chain(dns.iter().map(DnsRole::provider))),
    ];
    files.extend(variables::file_with(
        &context.root,
        cell.deploy_role.as_ref().map(|role| &role.value),
        dns.iter().map(DnsRole::variable),
    ));
    files.push(context.root.versions());
    context.root.into_module(files)
}

impl CellContext<'_> {
    /// The role for the names of the cell, which has one if its environment has a front door.
    fn dns_role(&self) -> Option<DnsRole<'_>> {
        let dns = self.root.fleet.dns.as_ref().filter(|_| self.environment.front_door.is_some())?;
        let name = names::DNS_ROLE.of(&self.cell.cluster);
        Some(DnsRole {
            alias: module::DNS_ALIAS.to_owned(),
            arn: iam_of_dns(dns).literal_arn(dns.account.value.as_str(), Kind::Role, &name),
            writes: "the names of the cell".to_owned(),
            session: names::DEPLOY_SESSION.of(&self.cell.cluster),
            dns,
            trusts_deploy_role: self.cell.deploy_role.is_some(),
        })
    }

    /// The default configuration of the provider: everything of a cell but its names is in its account and region.
    fn provider(&self) -> ProviderSettings<'_> {
        let cell = self.cell;
        let session = || names::DEPLOY_SESSION.of(&cell.cluster);
        let role = cell.deploy_role.as_ref().map(|_| variables::assumed(session()));
        let tags = self.environment.resource_tags.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        let tags: BTreeMap<_, _> = tags.chain([("CellID".to_owned(), cell.name.to_string())]).collect();
        ProviderSettings { alias: None, region: cell.region.value.clone(), account: &cell.account.value, role, tags }
    }
}
