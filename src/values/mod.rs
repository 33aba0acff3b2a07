//! The typed values of a specification: everything that is more than a string.
//!
//! Stage `decode` parses them, every later stage relies on them. Each is a plain type that is read with
//! [`FromStr`](std::str::FromStr) (the error says what to write instead, see [`ValueError`]), prints in its canonical
//! form, reads back as the same value, serialises as that form, and describes itself to the JSON Schema of the spec.
//! What needs more than the value itself, such as the region of a zone or the other networks of a fleet, is a rule of
//! stage `check`.
//!
//! Values that lose something when they are written as a number have a function `unquoted` for that error:
//! [`AccountId::unquoted`] and [`KubernetesVersion::unquoted`].

mod access_policy;
mod access_role;
mod account;
mod add_on_version;
mod allowance;
mod arn;
mod buckets;
mod cell_state;
mod chart;
mod chart_values;
mod checked_text;
mod choices;
mod cidr;
mod cron;
mod date;
mod derived_name;
mod disruption;
mod dns;
mod duration;
mod error;
mod git;
mod iam_arn;
mod iam_path;
mod iam_principal;
mod id;
mod instance_family;
mod instance_type;
mod interface_endpoint;
mod known_regions;
mod kubernetes_access;
mod kubernetes_version;
mod label;
mod log_type;
mod mirror;
mod name;
mod namespace_pattern;
mod node_image;
mod organization;
mod partition;
mod percentage;
mod permissions_boundary;
mod policy_arn;
mod port;
mod quantity;
mod region;
mod region_pattern;
mod retention;
mod service_account;
mod shared_thing;
mod tag;
mod taint;
mod target_shape;
mod terraform_backend;
#[cfg(test)]
pub(crate) mod testing;
mod text_value;
mod tls_policy;
mod url_path;
pub(crate) mod variant;
mod version_constraint;
mod zone;

pub use access_policy::AccessPolicy;
pub use access_role::{BuiltInRole, KubernetesVerb, Permission};
pub use account::AccountId;
pub use add_on_version::AddOnVersion;
pub use allowance::{Reason, RuleCode};
pub use arn::Arn;
pub use buckets::BucketRange;
pub use cell_state::CellState;
pub use chart::{ChartRepository, ManifestAddress, ReleaseVersion};
pub use chart_values::ChartValues;
pub use choices::{
    Architecture, Capacity, Exposure, FirewallRules, FlowTraffic, HttpProtocol, IdentityMechanism, NatMode,
    PodSecurity, Profile, Provenance, QuotaName, RecordMode, SyncMode, TenantCertificate, TransportProtocol,
    UpgradePolicy,
};
pub use cidr::Cidr;
pub use date::Date;
pub use derived_name::DerivedName;
pub use disruption::{Consolidation, CronSchedule, DisruptionReason, NodeShare};
pub use dns::{DomainName, HostedZoneId};
pub use duration::{Duration, DurationOrNever};
pub use error::ValueError;
pub use git::{GitPath, GitRepository, GitRevision};
pub use iam_path::IamPath;
pub use iam_principal::{IamPrincipal, RoleArn};
pub use id::{CellId, ClassId, EnvironmentId, TenantId};
pub use instance_family::{InstanceCategory, InstanceFamily};
pub use instance_type::InstanceType;
pub use interface_endpoint::InterfaceEndpoint;
pub use kubernetes_access::{ApiGroup, KubernetesGroup, KubernetesResource, ResourceName};
pub use kubernetes_version::KubernetesVersion;
pub use label::{LabelKey, LabelValue};
pub use log_type::LogType;
pub use mirror::{ImageRegistry, RegistryPrefix};
pub use name::Name;
pub use namespace_pattern::NamespacePattern;
pub use node_image::{AmiRelease, AmiVersion, NodeImage, compact_day};
pub use organization::OrganizationId;
pub use partition::Partition;
pub use percentage::Percentage;
pub use permissions_boundary::PermissionsBoundary;
pub use policy_arn::PolicyArn;
pub use port::Port;
pub use quantity::Quantity;
pub use region::Region;
pub use region_pattern::RegionPattern;
pub use retention::RetentionDays;
pub use service_account::ServiceAccountName;
pub use shared_thing::SharedThing;
pub use tag::{TagKey, TagValue};
pub use taint::TaintEffect;
pub use target_shape::{ReplacementStep, TargetShape};
pub use terraform_backend::{BucketName, KmsKeyId, TableName};
pub use tls_policy::TlsPolicy;
pub use url_path::UrlPath;
pub use version_constraint::{Release, VersionConstraint};
pub use zone::Zone;
