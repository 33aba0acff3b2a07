//! `environment "name" { … }`: an account, a region, a security posture; or a guest in the cells of another.

use indexmap::IndexMap;

use super::defaults;
use super::{
    Access, Application, ArgoCd, FrontDoor, HostedZone, Mirror, Namespace, NodeTier, Perimeter, Role, Router,
    WorkloadIdentity,
};
use crate::decode::{Labelled, spec_block};
use crate::platform::{AddOnName, ApplicationName};
use crate::source::Spanned;
use crate::values::{
    AccountId, AddOnVersion, Cidr, DomainName, FlowTraffic, GitRevision, IamPath, InterfaceEndpoint, KubernetesVersion,
    LogType, Name, NatMode, OrganizationId, PermissionsBoundary, Profile, QuotaName, Region, RetentionDays, RoleArn,
    SyncMode, TagKey, TagValue, UpgradePolicy, Zone,
};

/// The kind of keys that also an environment takes that `shares` another's cells; all others say something about cells.
pub(crate) const OF_GUESTS: &str = "guests";

spec_block! {
    /// An account, a region and a security posture. Its cells are alike, except for what a cell may declare. An
    /// environment that `shares` another's cells has none of its own: only namespaces and access to them.
    #[derive(Default)]
    pub struct Environment {
        /// Where defaults come from. Default: the profile that the environment's name says (`dev`, `staging`, `prod`
        /// and their long forms), otherwise `production`, the strictest.
        #[of(guests)]
        pub profile: Option<Spanned<Profile>>,
        /// The environment in whose cells this one has its namespaces. Beside it only `profile`, `namespace`, `access`, `owner`
        /// and `cost_centre` mean something. Neither of the two may be production. Default: none, it has cells of its own.
        #[of(guests)]
        pub shares: Option<Spanned<Name>>,
        /// AWS account of the environment, 12 digits in quotes. Required unless it `shares` another's cells.
        pub account: Option<Spanned<AccountId>>,
        /// AWS region. Required unless it `shares` another's cells.
        pub region: Option<Spanned<Region>>,
        /// Availability zones, as letters or full names; two at least. Default: the region's first two in development,
        /// otherwise its first three.
        pub zones: Option<Spanned<Vec<Spanned<Zone>>>>,
        /// The range that holds every cell of the environment. Default: none, cells may lie anywhere.
        pub network: Option<Spanned<Cidr>>,
        /// The size of the range that a cell without `cidr` gets from `network`, as a prefix length from 16 to 28. A range that a
        /// cell has stays as it is. Default: 16.
        pub cell_prefix_length: Option<Spanned<u32>>,
        /// Networks that are routed to the cells: offices, data centres, other VPCs. No cell may overlap them. Default: none.
        #[each("network")]
        pub peers: Option<Spanned<Vec<Spanned<Cidr>>>>,
        /// The range of Kubernetes service addresses inside each cell. It cannot be changed later. Default:
        /// `172.20.0.0/16`.
        pub service_cidr: Option<Spanned<Cidr>>,
        /// Kubernetes version.
        #[default(defaults::kubernetes())]
        pub kubernetes: Option<Spanned<KubernetesVersion>>,
        /// What EKS does at the end of standard support. Needs AWS provider 5.61. Default: none is written, and EKS keeps the
        /// cluster in extended support.
        pub upgrade_policy: Option<Spanned<UpgradePolicy>>,
        /// Whether AWS may shift traffic away from an impaired zone (zonal shift of Application Recovery Controller). Needs
        /// AWS provider 5.74. Default: none is written, and EKS does not.
        pub zonal_shift: Option<Spanned<bool>>,
        /// The DNS domain of the environment: cells are at `<cell>.<domain>`, tenants at `<tenant>.<domain>`. An environment with `dns`
        /// has one that no other environment uses. Default: the fleet's.
        pub domain: Option<Spanned<DomainName>>,
        /// The hosted zone of the domain. Default: none.
        pub dns: Option<Spanned<HostedZone>>,
        /// The way into each cell. Default: none, nothing leads into the cells but what their namespaces expose.
        pub front_door: Option<Spanned<FrontDoor>>,
        /// What leads tenants to their cells. Default: none.
        pub router: Option<Spanned<Router>>,
        /// Role that Terraform assumes to deploy. Default: none, Terraform runs as its caller.
        pub deploy_role: Option<Spanned<RoleArn>>,
        /// The organisation of the environment's accounts, where it is another one than the fleet's; one organisation does not reach
        /// into another partition. Default: the fleet's.
        pub organization_id: Option<Spanned<OrganizationId>>,
        /// The policy that bounds every role of the cells, written as that of the fleet. Default: the fleet's.
        pub permissions_boundary: Option<Spanned<PermissionsBoundary>>,
        /// The path of every role, policy and instance profile that Terraform creates in the cells. It cannot be changed in a cell
        /// that runs; `/` where the fleet has another one and these cells are to have none. Default: the fleet's.
        pub iam_path: Option<Spanned<IamPath>>,
        /// How private subnets reach the internet. Default: `per-zone` in production, otherwise `single`.
        pub nat: Option<Spanned<NatMode>>,
        /// AWS services that get an interface endpoint in each cell, such as `ecr.api`. Default: none; with
        /// `nat = "none"` always those that a private cluster cannot do without.
        #[each("service")]
        pub interface_endpoints: Option<Spanned<Vec<Spanned<InterfaceEndpoint>>>>,
        /// What the endpoints of cells with `nat = "none"` admit beside the cell's own account.
        pub perimeter: Option<Spanned<Perimeter>>,
        /// Where copies of charts and images are. Default: the fleet's.
        pub mirror: Option<Spanned<Mirror>>,
        /// Whether people reach the nodes through Session Manager of AWS Systems Manager. It opens a shell on a node, past Kubernetes
        /// and its audit log. Default: `false`, nodes have no permission in Systems Manager at all.
        pub session_manager: Option<Spanned<bool>>,
        /// The Kubernetes API endpoint. Default: private only.
        pub endpoint: Option<Spanned<Endpoint>>,
        /// Control-plane logs.
        pub logs: Option<Spanned<Logs>>,
        /// VPC flow logs.
        pub flow_logs: Option<Spanned<FlowLogs>>,
        /// The cell's KMS key.
        pub encryption: Option<Spanned<Encryption>>,
        /// Node tiers. `system` is the managed node group that everything else starts from; it is there whether it is
        /// declared or not. All others are Karpenter pools. Default: `spot` in development, `on-demand` and `spot`
        /// elsewhere.
        #[schemars(default)]
        pub node_tier: Labelled<Name, NodeTier>,
        /// Who may use the Kubernetes API. One entry at least must be a cluster administrator.
        #[schemars(default)]
        #[of(guests)]
        pub access: Labelled<Name, Access>,
        /// Roles for `access` blocks, beside the built-in ones.
        #[schemars(default)]
        pub role: Labelled<Name, Role>,
        /// Settings of the EKS add-ons; all five are always installed.
        #[schemars(default)]
        pub add_on: Labelled<AddOnName, AddOn>,
        /// AWS permissions of Kubernetes service accounts.
        #[schemars(default)]
        pub workload_identity: Labelled<Name, WorkloadIdentity>,
        /// Quotas that AWS has granted in every account and region of the environment, such as `{ elastic-ips = 50 }`.
        /// Default: those of a new account; vCPUs are not counted then.
        pub quotas: Option<Spanned<IndexMap<QuotaName, Spanned<u32>>>>,
        /// Namespaces in every cell, by business domain.
        #[schemars(default)]
        #[of(guests)]
        pub namespace: Labelled<Name, Namespace>,
        /// What every cell runs for its workloads.
        #[schemars(default)]
        pub application: Labelled<ApplicationName, Application>,
        /// The Argo CD of each cell.
        pub argo_cd: Option<Spanned<ArgoCd>>,
        /// How a change of the repository comes into the cells. Default: `manual` in production, otherwise `automatic`.
        pub sync: Option<Spanned<SyncMode>>,
        /// The Git revision that the environment's cells follow. Default: the fleet's.
        pub revision: Option<Spanned<GitRevision>>,
        /// The most that a cell may serve, as the sum of the `load` of its tenants: what a cell of this shape has been tested with.
        /// Default: none, and nobody knows.
        pub max_load: Option<Spanned<u32>>,
        /// Named cell shapes beside the unnamed one.
        #[schemars(default)]
        pub class: Labelled<Name, Class>,
        /// Overrides the fleet's owner.
        #[of(guests)]
        pub owner: Option<Spanned<TagValue>>,
        /// Overrides the fleet's cost centre.
        #[of(guests)]
        pub cost_centre: Option<Spanned<TagValue>>,
        /// Tags of every resource of the environment, beside the fleet's.
        pub tags: Option<Spanned<IndexMap<TagKey, Spanned<TagValue>>>>,
    }
    shares instead of account, region;
}

spec_block! {
    /// A named cell shape: what it does not say, it has from its environment. A node tier replaces the environment's
    /// tier of the same name as a whole.
    pub struct Class {
        /// Availability zones of the class's cells.
        pub zones: Option<Spanned<Vec<Spanned<Zone>>>>,
        /// Kubernetes version of the class's cells.
        pub kubernetes: Option<Spanned<KubernetesVersion>>,
        /// How private subnets reach the internet.
        pub nat: Option<Spanned<NatMode>>,
        /// Whether people reach the nodes of the class's cells through Session Manager.
        pub session_manager: Option<Spanned<bool>>,
        /// The most that a cell of the class may serve, as the sum of the `load` of its tenants.
        pub max_load: Option<Spanned<u32>>,
        /// Node tiers that replace or join the environment's.
        #[schemars(default)]
        pub node_tier: Labelled<Name, NodeTier>,
    }
}

spec_block! {
    /// The Kubernetes API endpoint. The private endpoint is always on.
    pub struct Endpoint {
        /// Whether the internet reaches it too. Default: `false`.
        pub public: Option<Spanned<bool>>,
        /// The ranges that may reach the public endpoint; required with it, 40 at most.
        #[each("range")]
        pub cidrs: Option<Spanned<Vec<Spanned<Cidr>>>>,
    }
}

spec_block! {
    /// Control-plane logs in CloudWatch, encrypted with the cell's key.
    pub struct Logs {
        /// Which. Default: all five.
        #[each("log")]
        pub types: Option<Spanned<Vec<Spanned<LogType>>>>,
        /// For how long, in days; CloudWatch knows certain numbers only. Default: 365 in production, 30 in staging, 14
        /// in development.
        pub retention_days: Option<Spanned<RetentionDays>>,
    }
}

spec_block! {
    /// VPC flow logs in CloudWatch, encrypted with the cell's key.
    pub struct FlowLogs {
        /// Which packets. Default: `all` in production, otherwise `reject`.
        pub traffic: Option<Spanned<FlowTraffic>>,
        /// For how long, in days. Default: as control-plane logs.
        pub retention_days: Option<Spanned<RetentionDays>>,
    }
}

spec_block! {
    /// The cell's KMS key; one for everything in the cell.
    pub struct Encryption {
        /// Days between deleting the key and losing it, 7 to 30. Default: 30 in production, otherwise 7.
        pub deletion_window_days: Option<Spanned<u32>>,
    }
}

spec_block! {
    /// Settings of one EKS add-on.
    pub struct AddOn {
        /// Version. Where `catalog/add_ons.json` names none for the cluster's version of Kubernetes, EKS picks its own.
        #[default(defaults::add_ons())]
        pub version: Option<Spanned<AddOnVersion>>,
        /// Only for `vpc-cni`: give nodes whole /28 prefixes instead of single addresses. Nodes of Karpenter run more pods only
        /// with `max_pods`. Default: `false`.
        pub prefix_delegation: Option<Spanned<bool>>,
    }
}

impl Environment {
    /// An environment with cells of its own, and nothing but what is required.
    pub fn new(account: AccountId, region: Region) -> Self {
        Self { account: Some(account.into()), region: Some(region.into()), ..Self::default() }
    }

    /// An environment without cells, whose namespaces are in the cells of another.
    pub fn sharing(with: Name) -> Self {
        Self { shares: Some(with.into()), ..Self::default() }
    }
}
