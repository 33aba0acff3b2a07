//! The fleet and where its state lives.

use indexmap::IndexMap;
use serde::Serialize;

use super::DnsAccount;
use crate::source::Spanned;
use crate::values::{
    BucketName, DomainName, GitPath, GitRepository, GitRevision, KmsKeyId, Name, OrganizationId, Percentage, Region,
    RoleArn, TableName, TagKey, TagValue, VersionConstraint,
};

/// What holds for everything in the specification.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fleet {
    /// First part of every name in AWS.
    pub name: Spanned<Name>,
    /// DNS domain of environments that name none.
    pub domain: Option<DomainName>,
    /// The account that holds the hosted zones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns: Option<DnsAccount>,
    /// The organisation of environments that name no other.
    pub organization_id: Option<Spanned<OrganizationId>>,
    /// The largest share of an environment's load that may be lost at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_blast_radius: Option<Spanned<Percentage>>,
    /// Terraform version constraint of every generated configuration.
    pub required_version: Spanned<VersionConstraint>,
    /// AWS provider version constraint of every generated configuration.
    pub aws_provider: Spanned<VersionConstraint>,
    /// Where state lives.
    pub backend: Backend,
    /// Where manifests are pulled from; no manifests without.
    pub git: Option<Git>,
    /// The tags that it declares for all its environments.
    pub tags: IndexMap<TagKey, Spanned<TagValue>>,
    /// Name of the source file that declares it; empty when it was built in Rust.
    pub origin: String,
    /// Whether it stands for a fleet that is missing or wrong: then nothing is known about what it says.
    #[serde(skip)]
    pub is_stand_in: bool,
}

/// Where the Argo CD of every cell finds its manifests.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Git {
    /// Address of the repository.
    pub repository: Spanned<GitRepository>,
    /// Branch that changes are merged into; `root` of a pinned cell follows it.
    pub branch: Spanned<GitRevision>,
    /// Folder that holds the manifests of all cells.
    pub path: GitPath,
}

/// Where the state of a root lives.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Backend {
    /// In S3, one key a root.
    S3(Box<S3Backend>),
    /// In a file beside the root.
    Local,
}

/// State in S3.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct S3Backend {
    /// Bucket.
    pub bucket: Spanned<BucketName>,
    /// Region of bucket and table.
    pub region: Spanned<Region>,
    /// Whether an object beside the state locks it.
    pub use_lockfile: Spanned<bool>,
    /// Lock table.
    pub dynamodb_table: Option<Spanned<TableName>>,
    /// Key that encrypts the state: an ARN or an alias.
    pub kms_key_id: Option<Spanned<KmsKeyId>>,
    /// Role that reads and writes state.
    pub role_arn: Option<Spanned<RoleArn>>,
    /// First part of every state key.
    pub key_prefix: Name,
}
