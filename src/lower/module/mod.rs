//! The module of a class. It is specialised: no switches, no `count`, no variable but what a cell declares.

mod access;
mod access_logs;
mod addons;
mod applications;
mod certificates;
mod cluster;
mod encryption;
mod endpoint_policies;
mod endpoints;
mod firewall;
mod flow_logs;
mod front_door;
mod karpenter;
mod karpenter_policies;
mod locals;
mod moved;
mod network;
mod outputs;
mod own_cell;
mod perimeter;
mod records;
mod references;
mod routes;
mod security_groups;
mod session_manager;
mod system_nodes;
mod variables;
mod way_out;
mod workload_identities;

pub(super) use outputs::outputs;
pub(super) use perimeter::{ADD_ON_REGISTRY, BOTTLEROCKET_REGISTRY, ORGANIZATION};
pub(super) use references::name_tag;
pub(super) use variables::{PROTECTED, TARGET_GROUPS, TENANT_CERTIFICATES, matches, validation, variable};

use super::header::FileMaker;
use super::terraform_block;
use crate::model::{Class, Environment, Model};
use crate::terraform::{BodyBuilder, File, Module};

/// The provider configuration that works in the account of the zones.
pub(super) const DNS_ALIAS: &str = "dns";

/// The provider configurations that the modules of an environment need beside the default one: everything of a cell is in its
/// account and region, but for its names.
pub(super) fn provider_aliases(environment: &Environment) -> &'static [&'static str] {
    if environment.front_door.is_some() { &[DNS_ALIAS] } else { &[] }
}

/// Everything that the files of a module are made from.
struct ModuleContext<'a> {
    model: &'a Model,
    environment: &'a Environment,
    class: &'a Class,
    files: FileMaker,
}

/// What a file holds: name, purpose, who lowers it, blocks.
type Content = (&'static str, &'static str, &'static str, Vec<BodyBuilder>);

/// Lowers one class.
pub(super) fn lower(model: &Model, environment: &Environment, class: &Class) -> Module {
    let files = FileMaker::new([model.fleet.origin.as_str(), environment.origin.as_str()]);
    let context = ModuleContext { model, environment, class, files };
    let contents = [
        access::content(&context),
        access_logs::content(&context),
        addons::content(&context),
        applications::content(&context),
        certificates::content(&context),
        cluster::content(&context),
        encryption::content(&context),
        endpoint_policies::content(&context),
        endpoints::content(&context),
        firewall::content(&context),
        flow_logs::content(&context),
        front_door::content(&context),
        karpenter::content(&context),
        locals::content(&context),
        moved::content(&context),
        network::content(&context),
        outputs::content(&context),
        records::content(&context),
        routes::content(&context),
        security_groups::content(&context),
        system_nodes::content(&context),
        variables::content(&context),
        versions(&context),
        workload_identities::content(&context),
    ];
    // A class without a front door, applications, workload identities, policies of endpoints or anything that moved has no file
    // for them.
    let contents = contents.into_iter().filter(|(_, _, _, blocks)| !blocks.is_empty());
    // Only these files hold something of the environments that share the cells.
    let access = context.files.and(environment.access.iter().map(|entry| environment.origin_of(&entry.environment)));
    let file = |(name, purpose, lowered_by, blocks): Content| -> File {
        let files = if [access::FILE, moved::FILE].contains(&name) { &access } else { &context.files };
        files.file(name, purpose, lowered_by, blocks)
    };
    Module::child(&class.module, contents.map(file).collect())
}

fn versions(context: &ModuleContext<'_>) -> Content {
    let blocks = vec![terraform_block::versions(&context.model.fleet, provider_aliases(context.environment))];
    ("versions.tf", "Terraform and provider versions.", terraform_block::LOWERED_BY, blocks)
}

/// A name of the specification as a Terraform name: `_` for `-`.
fn identifier(name: impl AsRef<str>) -> String {
    name.as_ref().replace('-', "_")
}
