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

mod access_role;
mod account;
mod add_on_name;
mod add_on_version;
mod application_name;
mod arn;
mod chart_values;
mod checked_text;
mod choices;
mod cidr;
mod cron;
mod date;
mod duration;
mod error;
mod iam_path;
mod iam_principal;
mod instance_type;
mod known_regions;
mod kubernetes_version;
mod label;
mod log_type;
mod name;
mod namespace_pattern;
mod partition;
mod policy_arn;
mod port;
mod quantity;
mod region;
mod retention;
mod tag;
mod taint;
#[cfg(test)]
mod testing;
mod text_value;
mod variant;
mod version_constraint;
mod zone;

pub use access_role::{BuiltInRole, KubernetesVerb, Permission};
pub use account::AccountId;
pub use add_on_name::AddOnName;
pub use add_on_version::AddOnVersion;
pub use application_name::{ARGO_CD_NAMESPACE, ApplicationName, KUBERNETES_NAMESPACES, taken_namespaces};
pub use arn::Arn;
pub use chart_values::ChartValues;
pub use checked_text::{
    AmiRelease, AmiVersion, ApiGroup, BucketName, ChartRepository, CronSchedule, DomainName, GitPath, GitRepository,
    GitRevision, HostedZoneId, InstanceCategory, InstanceFamily, InterfaceEndpoint, KmsKeyId, KubernetesGroup,
    KubernetesResource, ManifestAddress, NodeShare, Reason, ReleaseVersion, ResourceName, RuleCode, TableName,
};
pub use choices::{
    AccessPolicy, Architecture, Capacity, Consolidation, DisruptionReason, Exposure, FlowTraffic, IdentityMechanism,
    NatMode, NodeImage, PodSecurity, Profile, QuotaName, SyncMode, TransportProtocol, UpgradePolicy,
};
pub use cidr::Cidr;
pub use date::Date;
pub use duration::{Duration, DurationOrNever};
pub use error::ValueError;
pub use iam_principal::{IamPrincipal, RoleArn};
pub use instance_type::InstanceType;
pub use kubernetes_version::KubernetesVersion;
pub use label::{LabelKey, LabelValue};
pub use log_type::LogType;
pub use name::Name;
pub use namespace_pattern::NamespacePattern;
pub use partition::Partition;
pub use policy_arn::PolicyArn;
pub use port::Port;
pub use quantity::Quantity;
pub use region::Region;
pub use retention::RetentionDays;
pub use tag::{TagKey, TagValue};
pub use taint::TaintEffect;
pub use version_constraint::{Release, VersionConstraint};
pub use zone::Zone;
