//! The manifests of a cell: what its own Argo CD pulls, and what installs that Argo CD.
//!
//! ```text
//! gitops/<environment>/<cell>/
//!   bootstrap/      one `kubectl apply -k`: Argo CD, its projects, the root Application
//!   applications/   the root Application's folder: one Application a file
//!   node-tiers/     Karpenter's pools: one tier a file
//!   base/           storage and priorities
//!   namespaces/     quota, limits, service accounts and network policies: one namespace a file
//!   access/         roles of people: who may do what
//! ```
//!
//! Every file holds only names of its own cell. A cell's Argo CD reads its own folder and knows no other cluster.

mod access;
mod applications;
mod base;
mod bootstrap;
mod names;
mod namespaces;
mod network_policies;
mod node_class;
mod node_tiers;
mod placement;
mod projects;
mod root;
mod service_accounts;

use std::collections::BTreeMap;

use super::header::FileMaker;
use crate::kubernetes::{Document, ManifestFile, ManifestTree};
use crate::model::{Cell, Class, Git, Model, names as aws_names};
use crate::values::DomainName;
use crate::values::Name;

/// Everything that the manifests of a cell are made from.
struct CellContext<'a> {
    class: &'a Class,
    cell: &'a Cell,
    git: &'a Git,
    domain: Option<&'a DomainName>,
    files: FileMaker,
}

/// Lowers the manifests of every cell; none for a fleet without a repository.
pub(super) fn lower(model: &Model) -> ManifestTree {
    let Some(git) = &model.fleet.git else { return ManifestTree::default() };
    let mut files: Vec<ManifestFile> = model.cells.iter().flat_map(|cell| lower_cell(model, git, cell)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    ManifestTree { files }
}

fn lower_cell(model: &Model, git: &Git, cell: &Cell) -> Vec<ManifestFile> {
    let class = model.class_of(cell);
    let origins = [model.fleet.origin.as_str(), class.origin.as_str(), cell.origin.as_str()];
    let domain = model.fleet.domain.as_ref();
    let context = CellContext { class, cell, git, domain, files: FileMaker::new(origins) };
    let mut files = vec![projects::file(&context), root::file(&context)];
    files.extend(bootstrap::files(&context));
    files.extend(base::files(&context));
    files.extend(namespaces::files(&context));
    files.extend(node_tiers::files(&context));
    files.extend(access::files(&context));
    let applications = applications::files(&context, &files);
    files.extend(applications);
    files
}

impl CellContext<'_> {
    /// The folder of the cell below the output folder for manifests.
    fn folder(&self) -> String {
        format!("{}/{}", self.class.environment, self.cell.name.value)
    }

    /// The path of a folder of the cell below the output folder.
    fn path_of(&self, folder: &str) -> String {
        format!("gitops/{}/{folder}/", self.folder())
    }

    /// The folder of the cell in the repository, with a folder of it.
    fn path_in_git(&self, folder: &str) -> String {
        format!("{}/{}/{folder}", self.git.path, self.folder())
    }

    /// The cell's KMS key, by its alias.
    fn key(&self) -> String {
        let (cell, partition) = (self.cell, self.class.partition);
        let alias = aws_names::KEY_ALIAS.of(&cell.cluster);
        format!("arn:{partition}:kms:{}:{}:{alias}", cell.region.value, cell.account.value)
    }

    /// An IAM role of the cell, by its name.
    fn role(&self, name: &str) -> String {
        format!("arn:{}:iam::{}:role/{name}", self.class.partition, self.cell.account.value)
    }

    /// The tags that Terraform gives everything in the cell.
    fn aws_tags(&self) -> BTreeMap<String, String> {
        let class = self.class.tags.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        class.chain([("CellID".to_owned(), self.cell.name.to_string())]).collect()
    }

    /// A file of the cell: where, what for, what.
    fn file(&self, path: &str, purpose: &str, documents: Vec<Document>) -> ManifestFile {
        self.file_by(&self.files, path, purpose, documents)
    }

    /// A file of the cell that an environment accounts for which shares it.
    fn file_of(&self, environment: &Name, path: &str, purpose: &str, documents: Vec<Document>) -> ManifestFile {
        let files = self.files.and([self.class.origin_of(environment)]);
        self.file_by(&files, path, purpose, documents)
    }

    /// A file of the cell that holds something of every environment in it.
    fn file_of_all(&self, path: &str, purpose: &str, documents: Vec<Document>) -> ManifestFile {
        let files = self.files.and(self.class.guests.values().map(String::as_str));
        self.file_by(&files, path, purpose, documents)
    }

    fn file_by(&self, files: &FileMaker, path: &str, purpose: &str, documents: Vec<Document>) -> ManifestFile {
        let path = format!("gitops/{}/{path}", self.folder());
        ManifestFile { path, header: files.header(purpose), documents }
    }
}
