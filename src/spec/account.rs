//! `account "222222222222" { … }`: what exists once in an AWS account, and what its organisation demands there.

use indexmap::IndexMap;

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{IamPath, OrganizationId, PermissionsBoundary, Provenance, QuotaName, Region, RoleArn};

spec_block! {
    /// What exists once in an AWS account, however many environments and regions use it, and what its organisation demands there.
    /// If Terraform has something to manage, the account gets a root of its own, the account baseline, which is applied before the
    /// cells of the account. No cell refers to it. Only accounts about which there is something to say need a block.
    #[derive(Default)]
    pub struct Account {
        /// The service-linked role `AWSServiceRoleForEC2Spot`, without which no spot instance starts: `create` if Terraform is to
        /// create it, `exists` if the account has it. Creating a role that exists fails. Default: neither, and Karpenter may create
        /// exactly this role in cells with spot tiers.
        pub spot_role: Option<Spanned<Provenance>>,
        /// The records by which AWS sees that this account may have certificates for the names of tenants: `create` if Terraform is to
        /// create them, `exists` if the account has them. AWS gives an account one record for each name, whatever the number of
        /// certificates, so exactly one owner has it. Required where cells of the account have a `front_door`.
        pub validation_records: Option<Spanned<Provenance>>,
        /// Requests for quotas that count over the whole account (those of IAM), such as `{ iam-roles = 2000 }`. AWS is asked for
        /// these, and for what the cells need beyond its default; `{}` asks for what the cells need. Default: no requests.
        pub quota_requests: Option<Spanned<IndexMap<QuotaName, Spanned<u32>>>>,
        /// Regions of the account in which AWS is asked for quotas.
        #[schemars(default)]
        pub region: Labelled<Region, AccountRegion>,
        /// Role that Terraform assumes for the account baseline. Default: that of the account's cells if all of them have the same
        /// one, otherwise none, and Terraform runs as its caller.
        pub deploy_role: Option<Spanned<RoleArn>>,
        /// The organisation of the account, if it is not the one of its environments. Default: the environment's.
        pub organization_id: Option<Spanned<OrganizationId>>,
        /// The policy that bounds every role of the cells in this account, written like the fleet's. Default: the environment's.
        pub permissions_boundary: Option<Spanned<PermissionsBoundary>>,
        /// The path of every role, policy and instance profile that Terraform creates for the cells in this account. It cannot be
        /// changed in a cell that runs. Default: the environment's.
        pub iam_path: Option<Spanned<IamPath>>,
    }
}

spec_block! {
    /// A region of an account.
    pub struct AccountRegion {
        /// Requests for quotas of this region, such as `{ elastic-ips = 50 }`. AWS is asked for these, and for what the cells there
        /// need beyond its default; `{}` asks for what the cells need.
        pub quota_requests: Spanned<IndexMap<QuotaName, Spanned<u32>>>,
    }
}
