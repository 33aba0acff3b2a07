//! What Argo CD delivers: repositories, applications and charts.

mod application_compatibility;
mod application_keys;
mod application_rights;
mod application_settings;
mod application_values;
mod application_without_git;
mod argo_cd_manifest;
mod automatic_sync;
mod checked_version;
mod floating_revision;
mod karpenter_application;
mod karpenter_replicas;
mod karpenter_version;
mod other_branch;
mod pin_branch;
mod pods_of_values;
mod private_repository;
mod repository_address;
mod secret_values;
mod steady_data;
mod version_form;
mod without_git;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    application_compatibility::RULE,
    application_keys::RULE,
    application_rights::RULE,
    application_settings::RULE,
    application_values::RULE,
    application_without_git::RULE,
    argo_cd_manifest::RULE,
    automatic_sync::RULE,
    checked_version::RULE,
    floating_revision::RULE,
    karpenter_application::RULE,
    karpenter_replicas::RULE,
    karpenter_version::RULE,
    other_branch::RULE,
    pin_branch::RULE,
    pods_of_values::RULE,
    private_repository::RULE,
    repository_address::RULE,
    secret_values::RULE,
    steady_data::RULE,
    version_form::RULE,
    without_git::RULE,
];
