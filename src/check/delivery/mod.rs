//! What Argo CD delivers: repositories, applications and charts.

mod application_compatibility;
mod application_rights;
mod application_settings;
mod application_values;
pub(super) mod application_without_git;
mod argo_cd_manifest;
mod automatic_sync;
mod floating_revision;
mod karpenter_application;
mod karpenter_replicas;
mod karpenter_version;
mod other_branch;
mod pin_branch;
mod private_repository;
mod repository_address;
mod secret_values;
mod version_form;
pub(super) mod without_git;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(application_compatibility, APPLICATION_COMPATIBILITY),
    rule!(application_rights, APPLICATION_RIGHTS),
    rule!(application_settings, APPLICATION_SETTINGS),
    rule!(application_values, APPLICATION_VALUES),
    rule!(application_without_git, APPLICATION_WITHOUT_GIT),
    rule!(argo_cd_manifest, ARGO_CD_MANIFEST),
    rule!(automatic_sync, AUTOMATIC_SYNC),
    rule!(floating_revision, FLOATING_REVISION),
    rule!(karpenter_application, KARPENTER_APPLICATION),
    rule!(karpenter_replicas, KARPENTER_REPLICAS),
    rule!(karpenter_version, KARPENTER_VERSION),
    rule!(other_branch, OTHER_BRANCH),
    rule!(pin_branch, PIN_BRANCH),
    rule!(private_repository, PRIVATE_REPOSITORY),
    rule!(repository_address, REPOSITORY_ADDRESS),
    rule!(secret_values, SECRET_VALUES),
    rule!(version_form, VERSION_FORM),
    rule!(without_git, WITHOUT_GIT),
];
