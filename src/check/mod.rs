//! Stage `check`: [`Model`] → diagnostics. One rule a file, each with a stable code.
//!
//! A rule is a function over the whole model; it knows nothing about Terraform. Limits stand in one constant each, with
//! their source. The doc comment of its file is what `cellc explain` prints: what, why, a wrong and a right example.

mod addresses;
mod allowances;
mod cell_networks;
mod checked_model;
mod conduct;
mod daemons;
mod misspelt_account;
mod misspelt_region;
mod quota_bounds;
mod quota_units;
mod quota_usage;

pub use allowances::apply_allowances;
pub use checked_model::{CheckedModel, JudgedModel};

use crate::diagnostic::{Code, Diagnostic, codes};
use crate::model::Model;
use crate::values::Date;

/// What rules judge.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The fleet.
    pub model: &'a Model,
    /// The day on which everything that depends on the calendar is judged.
    pub as_of: Date,
    /// Whether all of the specification could be read: otherwise nothing is known about what is missing.
    pub is_whole: bool,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, which no other rule has.
    pub code: Code,
    /// The text of its file.
    pub source: &'static str,
    check: fn(&Context<'_>, &mut Vec<Diagnostic>),
}

/// Declares the files of this folder that are rules, each with its code.
macro_rules! rules {
    ($($file:ident $code:ident,)*) => {
        $(mod $file;)*

        /// Every rule, by the name of its file.
        pub const RULES: &[Rule] = &[$(Rule {
            code: codes::$code,
            source: include_str!(concat!(stringify!($file), ".rs")),
            check: $file::check,
        },)*];
    };
}

rules! {
    access_scope ACCESS_SCOPE,
    account_role ACCOUNT_ROLE,
    add_on_settings ADD_ON_SETTINGS,
    add_on_version ADD_ON_VERSION,
    ami_release AMI_RELEASE,
    application_compatibility APPLICATION_COMPATIBILITY,
    application_rights APPLICATION_RIGHTS,
    application_settings APPLICATION_SETTINGS,
    application_values APPLICATION_VALUES,
    application_without_git APPLICATION_WITHOUT_GIT,
    argo_cd_manifest ARGO_CD_MANIFEST,
    assumable_role ASSUMABLE_ROLE,
    audit_logs AUDIT_LOGS,
    automatic_sync AUTOMATIC_SYNC,
    categories_and_families CATEGORIES_AND_FAMILIES,
    cell_prefix CELL_PREFIX,
    cell_range CELL_RANGE,
    cidr_overlap CIDR_OVERLAP,
    cidr_size CIDR_SIZE,
    class_names CLASS_NAMES,
    cluster_admin CLUSTER_ADMIN,
    cluster_wide_role CLUSTER_WIDE_ROLE,
    connections CONNECTIONS,
    container_limits CONTAINER_LIMITS,
    countable COUNTABLE,
    dead_budget DEAD_BUDGET,
    default_service_account DEFAULT_SERVICE_ACCOUNT,
    deploy_role DEPLOY_ROLE,
    egress_range EGRESS_RANGE,
    egress_to_cells EGRESS_TO_CELLS,
    empty_class EMPTY_CLASS,
    encryption DELETION_WINDOW,
    endpoint ENDPOINT,
    endpoint_names ENDPOINT_NAMES,
    endpoint_open ENDPOINT_OPEN,
    endpoint_service ENDPOINT_SERVICE,
    environment_networks ENVIRONMENT_NETWORKS,
    exposure EXPOSURE,
    floating_image FLOATING_IMAGE,
    floating_revision FLOATING_REVISION,
    foreign_access FOREIGN_ACCESS,
    frozen_tier FROZEN_TIER,
    grace_period GRACE_PERIOD,
    granted_resources GRANTED_RESOURCES,
    identity_egress IDENTITY_EGRESS,
    identity_namespace IDENTITY_NAMESPACE,
    idle_perimeter IDLE_PERIMETER,
    image_registry IMAGE_REGISTRY,
    image_version IMAGE_VERSION,
    instance_type INSTANCE_TYPE,
    ip_capacity IP_CAPACITY,
    karpenter_application KARPENTER_APPLICATION,
    karpenter_replicas KARPENTER_REPLICAS,
    karpenter_tier KARPENTER_TIER,
    karpenter_version KARPENTER_VERSION,
    kubernetes_support KUBERNETES_SUPPORT,
    kubernetes_version KUBERNETES_VERSION,
    load_balancers LOAD_BALANCERS,
    local_state LOCAL_STATE,
    may MAY,
    metrics_port METRICS_PORT,
    mighty_role MIGHTY_ROLE,
    mirror_outside MIRROR_OUTSIDE,
    module_folder MODULE_FOLDER,
    name_length NAME_LENGTH,
    name_start NAME_START,
    namespace_tiers NAMESPACE_TIERS,
    network_policy_engine NETWORK_POLICY_ENGINE,
    node_disk NODE_DISK,
    node_expiry NODE_EXPIRY,
    node_labels NODE_LABELS,
    node_pool NODE_POOL,
    node_storage NODE_STORAGE,
    on_demand_fallback ON_DEMAND_FALLBACK,
    one_entry_a_principal ONE_ENTRY_A_PRINCIPAL,
    open_endpoint OPEN_ENDPOINT,
    open_rules OPEN_RULES,
    open_tiers OPEN_TIERS,
    opened_namespace OPENED_NAMESPACE,
    other_branch OTHER_BRANCH,
    partition PARTITION,
    peers PEERS,
    perimeter_account PERIMETER_ACCOUNT,
    pin_branch PIN_BRANCH,
    placeholder_account PLACEHOLDER_ACCOUNT,
    pod_limit POD_LIMIT,
    pod_security POD_SECURITY,
    policy_names POLICY_NAMES,
    policy_path POLICY_PATH,
    policy_ports POLICY_PORTS,
    prefix_delegation PREFIX_DELEGATION,
    principal_account PRINCIPAL_ACCOUNT,
    private_repository PRIVATE_REPOSITORY,
    profile_name PROFILE_NAME,
    provider_gate PROVIDER_GATE,
    quota_of_tiers QUOTA_OF_TIERS,
    quota_reach QUOTA_REACH,
    quotas QUOTAS,
    reads_secrets READS_SECRETS,
    repeated_scope REPEATED_SCOPE,
    repository_address REPOSITORY_ADDRESS,
    requests_within_limits REQUESTS_WITHIN_LIMITS,
    reserved RESERVED,
    reserved_namespace RESERVED_NAMESPACE,
    resource_units RESOURCE_UNITS,
    role_and_policy ROLE_AND_POLICY,
    role_fences ROLE_FENCES,
    role_of_cell ROLE_OF_CELL,
    role_rules ROLE_RULES,
    role_streams ROLE_STREAMS,
    role_takes_over ROLE_TAKES_OVER,
    role_without_git ROLE_WITHOUT_GIT,
    secret_values SECRET_VALUES,
    service_cidr SERVICE_CIDR,
    session_channel SESSION_CHANNEL,
    share_access SHARE_ACCESS,
    share_cells SHARE_CELLS,
    share_connection SHARE_CONNECTION,
    share_exposure SHARE_EXPOSURE,
    share_host SHARE_HOST,
    share_keys SHARE_KEYS,
    share_names SHARE_NAMES,
    share_production SHARE_PRODUCTION,
    share_reach SHARE_REACH,
    shared_account SHARED_ACCOUNT,
    single_nat SINGLE_NAT,
    spot_fallback SPOT_FALLBACK,
    spot_variety SPOT_VARIETY,
    state_lock STATE_LOCK,
    state_place STATE_PLACE,
    storage_bounds STORAGE_BOUNDS,
    system_capacity SYSTEM_CAPACITY,
    system_instances SYSTEM_INSTANCES,
    system_namespace SYSTEM_NAMESPACE,
    system_nodes SYSTEM_NODES,
    system_taints SYSTEM_TAINTS,
    system_tier SYSTEM_TIER,
    system_update SYSTEM_UPDATE,
    tag_prefix TAG_PREFIX,
    tags TAGS,
    tenants TENANTS,
    tier_selection TIER_SELECTION,
    undeclared_namespace UNDECLARED_NAMESPACE,
    unknown_role UNKNOWN_ROLE,
    untainted_tier UNTAINTED_TIER,
    unused_role UNUSED_ROLE,
    user_principal USER_PRINCIPAL,
    version_floor VERSION_FLOOR,
    version_form VERSION_FORM,
    wide_access WIDE_ACCESS,
    wide_policy WIDE_POLICY,
    without_git WITHOUT_GIT,
    workload_identity WORKLOAD_IDENTITY,
    workload_node WORKLOAD_NODE,
    workloads_fit WORKLOADS_FIT,
    zones ZONES,
}

/// Applies every rule.
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        (rule.check)(context, &mut diagnostics);
    }
    diagnostics
}
