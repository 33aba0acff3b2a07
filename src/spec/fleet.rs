//! `fleet "name" { … }`: what holds for everything.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::{DnsAccount, Mirror};
use crate::decode::{Block, BlockReader, Decode, Field, Repeated, Walk, spec_block};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, shortened};
use crate::source::{Span, Spanned};
use crate::values::{
    BucketName, DomainName, GitPath, GitRepository, GitRevision, IamPath, KmsKeyId, Name, OrganizationId, Percentage,
    PermissionsBoundary, Region, RoleArn, TableName, TagKey, TagValue, VersionConstraint,
};

spec_block! {
    /// Everything that one specification describes.
    pub struct Fleet {
        /// Versions of cellc that may build this fleet, such as `>= 0.2, < 1.0`. It is checked before anything else is read,
        /// so that whoever has another version is told so first. Default: all of them, though an older cellc refuses the
        /// output of a newer one.
        pub required_version: Option<Spanned<VersionConstraint>> = [">= 0.2, < 1.0", "~> 0.2.0"],
        /// The team that answers for the fleet; becomes the tag `Owner`.
        pub owner: Spanned<TagValue>,
        /// Who pays; becomes the tag `CostCentre`.
        pub cost_centre: Spanned<TagValue>,
        /// The DNS domain of environments that name none of their own.
        pub domain: Option<Spanned<DomainName>>,
        /// The account that holds the hosted zones of the environments. Default: none, and no environment has a zone.
        pub dns: Option<Spanned<DnsAccount>>,
        /// The organisation of AWS accounts. Its principals may use the endpoints of cells with `nat = "none"`. Default: none, and
        /// only principals of the cell's own account may.
        pub organization_id: Option<Spanned<OrganizationId>>,
        /// The policy that bounds every role of the cells: `policy/` and its name, with its path if it has one. Each account of a
        /// cell must have it, because IAM takes a boundary only from the role's own account. Default: none.
        pub permissions_boundary: Option<Spanned<PermissionsBoundary>>,
        /// The path of every role, policy and instance profile that Terraform creates in the cells. It cannot be changed in a cell
        /// that runs. Default: `/`.
        pub iam_path: Option<Spanned<IamPath>>,
        /// Where copies of charts and images are. Default: none, cells get them from their publishers.
        pub mirror: Option<Spanned<Mirror>>,
        /// Tags of every resource. `Domain` is the business domain and defaults to the fleet's name; `Architecture`,
        /// `CellID` and `Environment` are cellc's own.
        pub tags: Option<Spanned<IndexMap<TagKey, Spanned<TagValue>>>>,
        /// The largest share of the load of an environment's tenants that may be lost with one cell, account, region or Git
        /// revision. Default: none; `cellc check` only says what it is.
        pub max_blast_radius: Option<Spanned<Percentage>>,
        /// Versions and state backend.
        pub terraform: Option<Spanned<Terraform>>,
        /// The repository that holds the output. With it, every cell gets the manifests that its own Argo CD pulls.
        /// Default: none, and no manifests.
        pub git: Option<Spanned<Git>>,
    }
}

spec_block! {
    /// What the generated configurations say about Terraform itself.
    pub struct Terraform {
        /// Terraform version constraint. Default: `>= 1.7`.
        pub required_version: Option<Spanned<VersionConstraint>> = [">= 1.7", "~> 1.11"],
        /// AWS provider version constraint. Default: `~> 5.40`.
        pub aws_provider: Option<Spanned<VersionConstraint>> = ["~> 5.40", ">= 5.40, < 6.0"],
        /// Where state lives. Default: local files, so that a first try needs no cloud.
        pub backend: Option<Backend>,
    }
}

spec_block! {
    /// Where the Argo CD of every cell finds its manifests.
    pub struct Git {
        /// Address of the repository that the output is committed to.
        pub repository: Spanned<GitRepository>,
        /// Folder of the repository that holds the manifests of all cells. Default: `out/gitops`.
        pub path: Option<Spanned<GitPath>>,
        /// The branch that changes are merged into. The `root` Application of every pinned cell follows it, and finds there
        /// which tag or commit the cell is pinned to. Default: `main`.
        pub branch: Option<Spanned<GitRevision>> = ["main"],
        /// The revision of cells that name none and whose environment names none: a tag or a commit pins them, a branch is
        /// followed. Default: the value of `branch`; production needs a tag or a commit.
        pub revision: Option<Spanned<GitRevision>>,
    }
}

/// A state backend: `backend "s3" { … }` or `backend "local" {}`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Backend {
    /// An S3 bucket, with a lock in it or in DynamoDB; each cell has its own key in the bucket.
    S3(Box<S3Backend>),
    /// A file beside each root.
    Local(LocalBackend),
}

spec_block! {
    /// State in S3, locked there or in DynamoDB, always encrypted.
    pub struct S3Backend {
        /// Name of the bucket.
        pub bucket: Spanned<BucketName>,
        /// Region of the bucket and, if there is one, the table.
        pub region: Spanned<Region>,
        /// Whether an apply locks the state with an object beside it (`<key>.tflock`), which needs Terraform 1.10. Default: true
        /// if `required_version` excludes older versions and there is no `dynamodb_table`. With both, an apply takes both locks.
        pub use_lockfile: Option<Spanned<bool>>,
        /// Name of the lock table; its hash key is `LockID`. For versions of Terraform before 1.10; later ones warn that it is
        /// deprecated. Without a lock, nothing stops two applies at once.
        pub dynamodb_table: Option<Spanned<TableName>>,
        /// KMS key that encrypts the state: an ARN, or `alias/…`. Default: the keys of S3 itself,
        /// whatever the bucket's default is.
        pub kms_key_id: Option<Spanned<KmsKeyId>>,
        /// Role that reads and writes state, when it is not the caller's.
        pub role_arn: Option<Spanned<RoleArn>>,
        /// First part of every state key. Default: the fleet's name.
        pub key_prefix: Option<Spanned<Name>>,
    }
}

spec_block! {
    /// State in a file beside each root: for a first try, not for a team.
    pub struct LocalBackend {}
}

impl Field for Option<Backend> {
    fn read(reader: &mut BlockReader<'_, '_>, key: &'static str) -> Option<Self> {
        let Some((kind, node)) = reader.labelled_single(key) else { return Some(None) };
        let backend = match kind.text.as_str() {
            "s3" => reader
                .labelled(key, &kind, |decoder| S3Backend::decode(node, decoder))
                .map(|s3| Backend::S3(Box::new(s3))),
            "local" => reader.labelled(key, &kind, |decoder| LocalBackend::decode(node, decoder)).map(Backend::Local),
            other => {
                let near = did_you_mean(other, ["s3", "local"]);
                let headline = format!("unknown backend `{}`", shortened(other));
                let error = Diagnostic::error(Code::INVALID_VALUE, kind.span, headline).label("not `s3` or `local`");
                reader.report(match near {
                    Some(near) => error.help_near(&near, kind.span),
                    None => error.help("cells are on AWS: write `backend \"s3\" { … }`"),
                });
                None
            }
        };
        Some(backend)
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        match self {
            Some(Backend::S3(s3)) => walk.block("s3".to_owned(), |walk| Block::places(s3.as_mut(), walk)),
            Some(Backend::Local(local)) => walk.block("local".to_owned(), |walk| Block::places(local, walk)),
            None => {}
        }
    }

    /// A backend has no place of its own.
    fn spans(&self) -> Vec<Span> {
        Vec::new()
    }

    fn repeated(&self, _: Option<&'static str>, found: &mut Vec<Repeated>) {
        match self {
            Some(Backend::S3(s3)) => Block::repeated(s3.as_ref(), found),
            Some(Backend::Local(local)) => Block::repeated(local, found),
            None => {}
        }
    }
}

impl Fleet {
    /// A fleet with nothing but what is required.
    pub fn new(owner: TagValue, cost_centre: TagValue) -> Self {
        Self {
            required_version: None,
            owner: owner.into(),
            cost_centre: cost_centre.into(),
            domain: None,
            dns: None,
            organization_id: None,
            permissions_boundary: None,
            iam_path: None,
            mirror: None,
            tags: None,
            max_blast_radius: None,
            terraform: None,
            git: None,
        }
    }
}
