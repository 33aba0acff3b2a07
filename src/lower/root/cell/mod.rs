//! The root of a cell: one module call with literals.

mod front_door;
mod main;
mod outputs;

use std::collections::BTreeMap;

use super::provider::ProviderSettings;
use super::{RootContext, backend, provider, variables};
use crate::layout::RootKind;
use crate::lower::header::FileMaker;
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
    let mut files = vec![
        backend::file(&context.root),
        main::file(&context),
        outputs::file(&context),
        provider::file(&context.root, [context.provider()]),
    ];
    files.extend(variables::file(&context.root, cell.deploy_role.as_ref().map(|role| &role.value)));
    files.push(context.root.versions());
    context.root.into_module(files)
}

impl CellContext<'_> {
    /// The one configuration of the provider: everything of a cell is in its account and region.
    fn provider(&self) -> ProviderSettings<'_> {
        let cell = self.cell;
        let session = || names::DEPLOY_SESSION.of(&cell.cluster);
        let role = cell.deploy_role.as_ref().map(|_| variables::assumed(session()));
        let tags = self.environment.resource_tags.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        let tags: BTreeMap<_, _> = tags.chain([("CellID".to_owned(), cell.name.to_string())]).collect();
        ProviderSettings { alias: None, region: cell.region.value.clone(), account: &cell.account.value, role, tags }
    }
}
