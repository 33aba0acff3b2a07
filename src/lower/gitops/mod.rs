//! The manifests of a cell: what its own Argo CD pulls, and what installs that Argo CD.
//!
//! ```text
//! gitops/<environment>/<cell>/
//!   bootstrap/      one `kubectl apply -k`: Argo CD, its projects, the root Application
//!   applications/   the root Application's folder: one Application a file, all of them pinned
//!   charts/         the release and the values of each chart: one folder an application
//!   node-tiers/     Karpenter's pools: one tier a file
//!   base/           storage, priorities, admission policies
//!   namespaces/     quota, limits, service accounts and network policies: one namespace a file; and what programs know
//!                   about their cell
//!   front-door/     which pods stand behind the cell's load balancer: one route a file
//!   access/         roles of people: who may do what
//! ```
//!
//! Every file holds only names of its own cell. A cell's Argo CD reads its own folder and knows no other cluster.
//!
//! In a pinned cell only `root` follows a branch, and all that it reads there are pins: tags or commits in `applications/`.

mod access;
mod admission;
mod applications;
mod base;
mod bootstrap;
mod cell_config;
mod charts;
mod front_door;
mod names;
mod namespaces;
mod network_policies;
mod node_class;
mod node_tiers;
mod placement;
mod projects;
mod quotas;
mod root;
mod service_accounts;

use std::collections::BTreeMap;

use super::account_iam::iam_of_cell;
use super::header::FileMaker;
use crate::iam::Kind;
use crate::kubernetes::argo_cd::Source;
use crate::kubernetes::{ManifestFile, Object};
use crate::layout;
use crate::model::{Cell, Class, Environment, Git, Model, TenantMap, names as aws_names};
use crate::values::{DomainName, EnvironmentId, GitRevision};

/// Everything that the manifests are made from which are the same in all cells of a class.
struct ClassContext<'a> {
    environment: &'a Environment,
    class: &'a Class,
    git: &'a Git,
    files: FileMaker,
}

/// Everything that the manifests of a cell are made from.
struct CellContext<'a> {
    environment: &'a Environment,
    class: &'a Class,
    cell: &'a Cell,
    git: &'a Git,
    domain: Option<&'a DomainName>,
    tenants: &'a TenantMap,
    files: FileMaker,
}

/// The folder of a cell's manifests below the output folder, with a slash.
pub(super) fn folder(cell: &Cell) -> String {
    format!("{}/", layout::manifests_folder(&cell.class.environment, &cell.name))
}

/// Lowers what is the same in all cells of a class; none for a fleet without a repository. Paths are those below the folder
/// of a cell.
pub(super) fn lower_class(model: &Model, environment: &Environment, class: &Class) -> Vec<ManifestFile> {
    let Some(git) = &model.fleet.git else { return Vec::new() };
    let files = FileMaker::new([model.fleet.origin.as_str(), environment.origin.as_str()]);
    let context = ClassContext { environment, class, git, files };
    let mut files = vec![projects::file(&context)];
    files.extend(bootstrap::files(&context));
    files.extend(base::files_of_class(&context));
    files.extend(admission::file(&context));
    files.extend(access::files(&context));
    files.extend(charts::files(&context));
    files
}

/// Lowers what is a cell's own; none for a fleet without a repository. Paths are those below its folder.
pub(super) fn lower_cell(model: &Model, cell: &Cell) -> Vec<ManifestFile> {
    let Some(git) = &model.fleet.git else { return Vec::new() };
    let (environment, class) = (model.environment_of(cell), model.class_of(cell));
    let origins = [model.fleet.origin.as_str(), environment.origin.as_str(), cell.origin.as_str()];
    let domain = environment.domain.as_ref().map(|domain| &domain.value);
    let context =
        CellContext { environment, class, cell, git, domain, tenants: &model.tenants, files: FileMaker::new(origins) };
    let mut files = vec![root::file(&context), base::storage(&context)];
    files.extend(namespaces::files(&context));
    files.extend(cell_config::file(&context));
    files.extend(front_door::files(&context));
    files.extend(node_tiers::files(&context));
    files.extend(applications::files(&context));
    files
}

impl ClassContext<'_> {
    /// A file of every cell: where, what for, what.
    fn file(&self, path: &str, purpose: &str, objects: Vec<Object>) -> ManifestFile {
        ManifestFile { path: path.to_owned(), header: self.files.header(purpose), objects }
    }

    /// A file of every cell that an environment accounts for which shares them.
    fn file_of(&self, environment: &EnvironmentId, path: &str, purpose: &str, objects: Vec<Object>) -> ManifestFile {
        let files = self.files.and([self.environment.origin_of(environment)]);
        ManifestFile { path: path.to_owned(), header: files.header(purpose), objects }
    }

    /// A file of every cell that holds something of these environments.
    fn file_of_some<'a>(
        &self,
        environments: impl IntoIterator<Item = &'a EnvironmentId>,
        path: &str,
        purpose: &str,
        objects: Vec<Object>,
    ) -> ManifestFile {
        let files = self.files.and(environments.into_iter().map(|environment| self.environment.origin_of(environment)));
        ManifestFile { path: path.to_owned(), header: files.header(purpose), objects }
    }

    /// A file of every cell that holds something of every environment in them.
    fn file_of_all(&self, path: &str, purpose: &str, objects: Vec<Object>) -> ManifestFile {
        let files = self.files.and(self.environment.guests.values().map(String::as_str));
        ManifestFile { path: path.to_owned(), header: files.header(purpose), objects }
    }
}

impl CellContext<'_> {
    /// A folder of the cell at the revision that its content is pinned to.
    fn pinned(&self, folder: &str) -> Source {
        self.source(folder, &self.cell.revision)
    }

    /// A folder of the cell at a revision.
    fn source(&self, folder: &str, revision: &GitRevision) -> Source {
        let cell = layout::cell_name(&self.environment.name, &self.cell.name);
        Source {
            repository: self.git.repository.to_string(),
            target_revision: revision.to_string(),
            path: format!("{}/{cell}/{folder}", self.git.path),
            helm: None,
        }
    }

    /// The cell's KMS key, by its alias.
    fn key(&self) -> String {
        let (cell, partition) = (self.cell, self.environment.partition());
        let alias = aws_names::KEY_ALIAS.of(&cell.cluster);
        format!("arn:{partition}:kms:{}:{}:{alias}", cell.region.value, cell.account.value)
    }

    /// The ARN of an IAM role of the cell, by its name.
    fn role(&self, name: &str) -> String {
        iam_of_cell(self.environment, self.cell).literal_arn(self.cell.account.as_str(), Kind::Role, name)
    }

    /// The tags that Terraform gives everything in the cell.
    fn aws_tags(&self) -> BTreeMap<String, String> {
        let tags = self.environment.resource_tags.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        tags.chain([("CellID".to_owned(), self.cell.name.to_string())]).collect()
    }

    /// A file of the cell: where, what for, what.
    fn file(&self, path: &str, purpose: &str, objects: Vec<Object>) -> ManifestFile {
        ManifestFile { path: path.to_owned(), header: self.files.header(purpose), objects }
    }

    /// A file of the cell that an environment accounts for which shares it.
    fn file_of(&self, environment: &EnvironmentId, path: &str, purpose: &str, objects: Vec<Object>) -> ManifestFile {
        let files = self.files.and([self.environment.origin_of(environment)]);
        ManifestFile { path: path.to_owned(), header: files.header(purpose), objects }
    }
}
