//! Stage `check`: [`Model`] → diagnostics. One rule a file, each with a stable code.
//!
//! A rule is a function over the whole model; it knows nothing about Terraform. Limits stand in one constant each, with
//! their source.

mod access_scope;
mod add_on_settings;
mod add_on_version;
mod ami_release;
mod cell_prefix;
mod cidr_overlap;
mod cidr_size;
mod cluster_admin;
mod deploy_role;
mod empty_class;
mod encryption;
mod endpoint;
mod karpenter_tier;
mod kubernetes_version;
mod module_folder;
mod name_length;
mod one_entry_a_principal;
mod partition;
mod reserved;
mod service_cidr;
mod system_tier;
mod tags;
mod tenants;
mod version_floor;
mod workload_identity;
mod zones;

use crate::diagnostic::Diagnostic;
use crate::model::Model;

type Rule = fn(&Model, &mut Vec<Diagnostic>);

const RULES: [Rule; 26] = [
    access_scope::check,
    add_on_settings::check,
    add_on_version::check,
    ami_release::check,
    cell_prefix::check,
    cidr_overlap::check,
    cidr_size::check,
    cluster_admin::check,
    deploy_role::check,
    empty_class::check,
    encryption::check,
    endpoint::check,
    karpenter_tier::check,
    kubernetes_version::check,
    module_folder::check,
    name_length::check,
    one_entry_a_principal::check,
    partition::check,
    reserved::check,
    service_cidr::check,
    system_tier::check,
    tags::check,
    tenants::check,
    version_floor::check,
    workload_identity::check,
    zones::check,
];

/// Applies every rule.
pub fn check(model: &Model) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        rule(model, &mut diagnostics);
    }
    diagnostics
}
