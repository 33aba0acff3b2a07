//! Stage `lower`: [`CheckedModel`] → [`Tree`] of Terraform, and [`ManifestTree`] of Kubernetes objects.
//!
//! One module a class, specialised to it: what is equal in all its cells is written out, what a cell declares is a
//! variable. One root a cell: a single module call with literals. One root for each account in which there is something to manage, and one for each router. `module` and `root` hold one file for each file that
//! they make; `gitops` does so for the manifests of a cell.

mod account_iam;
mod gitops;
mod header;
mod module;
mod root;
mod terraform_block;

use std::collections::BTreeMap;

use crate::check::CheckedModel;
use crate::kubernetes::{ManifestFile, ManifestTree};
use crate::model::{Cell, Class, Environment, quota_requests};
use crate::terraform::{Module, Tree};
pub use header::header;

/// Lowers a model to Terraform.
pub fn lower(model: CheckedModel<'_>) -> Tree {
    let fleet = model.model();
    let modules = fleet.populated_classes().map(|(environment, class)| lower_module(model, environment, class));
    let roots = fleet.cells.iter().map(|cell| lower_root(model, cell));
    let others = lower_accounts(model).into_iter().chain(lower_zones(model)).chain(lower_routers(model));
    let mut modules: Vec<_> = modules.chain(roots).chain(others).collect();
    modules.sort_by(|a, b| a.path.cmp(&b.path));
    Tree { modules }
}

/// The module that the cells of a class are made of.
pub fn lower_module(model: CheckedModel<'_>, environment: &Environment, class: &Class) -> Module {
    module::lower(model.model(), environment, class)
}

/// The root of a cell.
pub fn lower_root(model: CheckedModel<'_>, cell: &Cell) -> Module {
    root::lower_cell(model.model(), cell)
}

/// The roots of the environments' hosted zones.
pub fn lower_zones(model: CheckedModel<'_>) -> Vec<Module> {
    let model = model.model();
    model.environments.values().filter_map(|environment| root::lower_dns(model, environment)).collect()
}

/// The domains of the hosted zones, by the ids that the zones have in AWS.
pub fn zones(model: CheckedModel<'_>) -> BTreeMap<String, String> {
    let zones = model.model().environments.values().filter_map(|environment| {
        Some((environment.zone_id()?.value.to_string(), environment.domain.as_ref()?.value.to_string()))
    });
    zones.collect()
}

/// The roots of accounts in which Terraform manages something.
pub fn lower_accounts(model: CheckedModel<'_>) -> Vec<Module> {
    let (model, mut requests) = (model.model(), quota_requests(model.model()));
    let accounts = model.accounts.values();
    accounts
        .filter_map(|account| root::lower_account(model, account, &requests.remove(&account.id).unwrap_or_default()))
        .collect()
}

/// The roots of routers.
pub fn lower_routers(model: CheckedModel<'_>) -> Vec<Module> {
    let environments = model.model().environments.values();
    environments.filter_map(|environment| root::lower_router(model.model(), environment)).collect()
}

/// Lowers a model to the manifests that each cell's own Argo CD pulls; none when the fleet names no Git repository.
pub fn lower_manifests(model: CheckedModel<'_>) -> ManifestTree {
    let of_cell = |cell| {
        let folder = manifest_folder(cell);
        let (environment, class) = (model.model().environment_of(cell), model.model().class_of(cell));
        let files = lower_manifests_of_class(model, environment, class).into_iter();
        let files = files.chain(lower_manifests_of_cell(model, cell));
        files.map(move |file| ManifestFile { path: format!("{folder}{}", file.path), ..file })
    };
    let mut files: Vec<ManifestFile> = model.model().cells.iter().flat_map(of_cell).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    ManifestTree { files }
}

/// The folder of a cell's manifests below the output folder, with a slash.
pub fn manifest_folder(cell: &Cell) -> String {
    gitops::folder(cell)
}

/// The manifests that are the same in all cells of a class. Paths are those below the folder of a cell.
pub fn lower_manifests_of_class(
    model: CheckedModel<'_>,
    environment: &Environment,
    class: &Class,
) -> Vec<ManifestFile> {
    gitops::lower_class(model.model(), environment, class)
}

/// The manifests that are a cell's own. Paths are those below its folder.
pub fn lower_manifests_of_cell(model: CheckedModel<'_>, cell: &Cell) -> Vec<ManifestFile> {
    gitops::lower_cell(model.model(), cell)
}
