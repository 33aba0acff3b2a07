//! Root configurations. What roots of every kind have is here: a backend, provider configurations, calls of modules and
//! the versions of Terraform and of the provider. `cell` makes the root of a cell from it, `account` that of an
//! account, `dns` that of an environment's zone.

mod account;
mod backend;
mod cell;
mod dns;
mod dns_role;
mod module_call;
mod provider;
mod router;
mod variables;

use super::header::FileMaker;
use super::terraform_block;
use crate::layout::RootKind;
use crate::model::Fleet;
use crate::terraform::{File, Module};

pub(super) use account::lower as lower_account;
pub(super) use cell::lower as lower_cell;
pub(super) use dns::lower as lower_dns;
pub(super) use router::lower as lower_router;

/// Everything that the files which every root has are made from.
struct RootContext<'a> {
    fleet: &'a Fleet,
    kind: RootKind,
    files: FileMaker,
}

impl RootContext<'_> {
    /// `versions.tf`: a root is passed no provider configurations.
    fn versions(&self) -> File {
        let versions = vec![terraform_block::versions(self.fleet, &[])];
        let purpose = "Terraform and provider versions.";
        self.files.file("versions.tf", purpose, terraform_block::LOWERED_BY, versions)
    }

    /// The root with these files.
    fn into_module(self, files: Vec<File>) -> Module {
        Module::root(self.kind, files)
    }
}
