//! The codes of what `resolve`, `check` and the stages behind them find. A code never changes its meaning and is never
//! reused.

use super::Code;

/// Declares the codes, sorted by number.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $code:literal,)*) => {
        $($(#[doc = $doc])+ pub const $name: Code = Code::rule($code);)*

        /// All of them; those of reading a specification, [`Code::READING`], are not among them.
        pub const ALL: &[Code] = &[$($name,)*];
    };
}

codes! {
    /// Exactly one fleet a specification.
    ONE_FLEET "CELL0301",
    /// A cell names an environment or a class that is not declared, or an environment a host.
    UNKNOWN_REFERENCE "CELL0302",
    /// A node tier has a key of the other kind of tier, or lacks one of its own.
    TIER_KEYS "CELL0303",
    /// A derived name is longer than AWS takes.
    NAME_LENGTH "CELL0304",
    /// A cell's name is another's followed by `-`.
    CELL_PREFIX "CELL0305",
    /// Two classes would be written into one module folder.
    MODULE_FOLDER "CELL0306",
    /// A class without cells.
    EMPTY_CLASS "CELL0307",
    /// A tenant in two cells, or twice in one.
    TENANTS "CELL0308",
    /// A version constraint admits what the output does not run on.
    VERSION_FLOOR "CELL0309",
    /// Something that cellc sets itself.
    RESERVED "CELL0310",
    /// Production whose state is a local file.
    LOCAL_STATE "CELL0311",
    /// State in S3 that nothing locks.
    STATE_LOCK "CELL0312",
    /// Bucket, key and role of the state, or the cells, in different places.
    STATE_PLACE "CELL0313",
    /// Production in an account with something else.
    SHARED_ACCOUNT "CELL0314",
    /// Cells of one environment in several accounts, and no role that deploys them.
    ACCOUNT_ROLE "CELL0315",
    /// An account of the examples in a documentation.
    PLACEHOLDER_ACCOUNT "CELL0316",
    /// A name that begins with what AWS keeps for itself.
    NAME_START "CELL0317",
    /// An environment that is called production and has another profile.
    PROFILE_NAME "CELL0318",
    /// The fleet wants another version of cellc.
    REQUIRED_VERSION "CELL0319",
    /// A name that becomes a folder or file which Windows cannot hold.
    PORTABLE_NAME "CELL0320",
    /// A network that AWS does not take as a VPC, or without room for its subnets.
    CIDR_SIZE "CELL0401",
    /// Networks of two cells overlap, or one lies outside its environment's range.
    CIDR_OVERLAP "CELL0402",
    /// The range of service addresses is not possible.
    SERVICE_CIDR "CELL0403",
    /// Too few zones, one twice, or one that the region does not have.
    ZONES "CELL0404",
    /// A public endpoint without ranges, or ranges without a public endpoint.
    ENDPOINT "CELL0405",
    /// Regions or ARNs of different partitions in one environment.
    PARTITION "CELL0406",
    /// The deploy role lies in another account than the cell.
    DEPLOY_ROLE "CELL0407",
    /// A deletion window that KMS does not take.
    DELETION_WINDOW "CELL0408",
    /// An interface endpoint whose name in the partition is not known.
    ENDPOINT_NAMES "CELL0409",
    /// A Kubernetes version that EKS does not run.
    KUBERNETES_VERSION "CELL0410",
    /// A Kubernetes API that the whole internet reaches.
    ENDPOINT_OPEN "CELL0411",
    /// Private subnets with fewer addresses than the node tiers need.
    IP_CAPACITY "CELL0412",
    /// One NAT gateway for several zones of production.
    SINGLE_NAT "CELL0413",
    /// A cell's network that is not private.
    CELL_RANGE "CELL0414",
    /// A network that is routed to cells and overlaps one.
    PEERS "CELL0415",
    /// Prefixes for instances that cannot have them.
    PREFIX_DELEGATION "CELL0416",
    /// Logs of the control plane that do not tell who did what, or not for long.
    AUDIT_LOGS "CELL0417",
    /// Something that a list names twice.
    REPEATED_ELEMENT "CELL0418",
    /// An interface endpoint of a service that has none, or not this one.
    ENDPOINT_SERVICE "CELL0419",
    /// Environments whose networks overlap.
    ENVIRONMENT_NETWORKS "CELL0420",
    /// A perimeter of cells that have a way out.
    IDLE_PERIMETER "CELL0421",
    /// A perimeter that trusts an account without cells, or the cells' own.
    PERIMETER_ACCOUNT "CELL0422",
    /// An isolated cell in a region where nothing says which registries of AWS it needs.
    IMAGE_REGISTRY "CELL0423",
    /// An endpoint of an isolated cell that no policy closes.
    OPEN_ENDPOINT "CELL0424",
    /// A mirror in an account that the perimeter does not trust.
    MIRROR_OUTSIDE "CELL0425",
    /// A zone for which the network of its cell has no block left.
    ZONE_SLOTS "CELL0428",
    /// A cell without a network that can be given one.
    CELL_WITHOUT_RANGE "CELL0429",
    /// Two owners of one network or block in the lock file.
    TWO_OWNERS "CELL0430",
    /// A system tier that EKS does not take.
    SYSTEM_TIER "CELL0501",
    /// An AMI release of another image or another Kubernetes version.
    AMI_RELEASE "CELL0502",
    /// A Karpenter tier that can start no node, or has a limit of nothing.
    KARPENTER_TIER "CELL0503",
    /// A system tier of one node.
    SYSTEM_NODES "CELL0504",
    /// A taint of the system tier that Karpenter does not tolerate.
    SYSTEM_TAINTS "CELL0505",
    /// System nodes without room for what must run before Karpenter.
    SYSTEM_CAPACITY "CELL0506",
    /// System nodes that are burstable, or more than plain machines.
    SYSTEM_INSTANCES "CELL0507",
    /// An instance type or family that EC2 does not have.
    INSTANCE_TYPE "CELL0508",
    /// A Karpenter tier whose requirements or limits leave no instance type.
    TIER_SELECTION "CELL0509",
    /// A spot tier with few instance types.
    SPOT_VARIETY "CELL0510",
    /// Spot tiers only.
    SPOT_FALLBACK "CELL0511",
    /// Every node tier is tainted.
    UNTAINTED_TIER "CELL0512",
    /// A label of nodes in a domain that somebody keeps.
    NODE_LABELS "CELL0513",
    /// A Karpenter tier that the API server does not take as a `NodePool`.
    NODE_POOL "CELL0514",
    /// A fallback that has no pool to be.
    ON_DEMAND_FALLBACK "CELL0515",
    /// A disruption budget that admits nothing, for ever.
    FROZEN_TIER "CELL0516",
    /// Nodes that never expire, or at once.
    NODE_EXPIRY "CELL0517",
    /// Nodes that drain for longer than they live, or pods without time to end.
    GRACE_PERIOD "CELL0518",
    /// Nodes whose image is another one tomorrow.
    FLOATING_IMAGE "CELL0519",
    /// A version of another node image.
    IMAGE_VERSION "CELL0520",
    /// More pods on a node than it has addresses for.
    POD_LIMIT "CELL0521",
    /// A disk that holds no image, or that EBS does not have.
    NODE_DISK "CELL0522",
    /// Categories that families take the place of.
    CATEGORIES_AND_FAMILIES "CELL0523",
    /// A disruption budget that never holds, or for no reason.
    DEAD_BUDGET "CELL0524",
    /// An update that takes all system nodes at once.
    SYSTEM_UPDATE "CELL0525",
    /// Shells on nodes of an isolated cell, past its endpoint policies.
    SESSION_CHANNEL "CELL0526",
    /// Nobody can administer the cluster.
    CLUSTER_ADMIN "CELL0601",
    /// Two access entries for one principal.
    ONE_ENTRY_A_PRINCIPAL "CELL0602",
    /// An access entry that grants nothing, or in a scope that its policy does not have.
    ACCESS_SCOPE "CELL0603",
    /// A setting that the add-on does not have, or a version for another cluster.
    ADD_ON_SETTINGS "CELL0604",
    /// A workload identity that clashes with another, or has too many policies.
    WORKLOAD_IDENTITY "CELL0605",
    /// A tag that is cellc's own, or too many of them.
    TAGS "CELL0606",
    /// An add-on for whose version neither the specification nor the table has an answer.
    ADD_ON_VERSION "CELL0607",
    /// Somebody who is no administrator and changes workloads in the whole cluster.
    WIDE_ACCESS "CELL0608",
    /// Somebody who is no administrator and reads all Secrets.
    READS_SECRETS "CELL0609",
    /// More than looking in `kube-system`, for somebody who is no administrator.
    SYSTEM_NAMESPACE "CELL0610",
    /// A namespace or group that an access entry names twice.
    REPEATED_SCOPE "CELL0611",
    /// An IAM user with access to the Kubernetes API.
    USER_PRINCIPAL "CELL0612",
    /// A principal whose account is one digit away from an account of the fleet.
    PRINCIPAL_ACCOUNT "CELL0613",
    /// A principal of the account of another environment in production.
    FOREIGN_ACCESS "CELL0614",
    /// A role or policy that a cell makes for itself, used by hand.
    ROLE_OF_CELL "CELL0615",
    /// AWS permissions for the service account `default`.
    DEFAULT_SERVICE_ACCOUNT "CELL0616",
    /// A workload with a policy for administrators.
    WIDE_POLICY "CELL0617",
    /// A tag by which a controller knows its resources.
    TAG_PREFIX "CELL0618",
    /// A role that Terraform cannot assume.
    ASSUMABLE_ROLE "CELL0619",
    /// A policy of AWS without its path.
    POLICY_PATH "CELL0620",
    /// An access entry whose role there is not.
    UNKNOWN_ROLE "CELL0621",
    /// An access entry with a role and a policy.
    ROLE_AND_POLICY "CELL0622",
    /// Roles in a fleet without manifests.
    ROLE_WITHOUT_GIT "CELL0623",
    /// `may` for somebody who is no developer.
    MAY "CELL0624",
    /// An access entry for a namespace that nobody declares.
    UNDECLARED_NAMESPACE "CELL0625",
    /// A role of the whole cluster that is confined to namespaces.
    CLUSTER_WIDE_ROLE "CELL0626",
    /// A declared role that leads around the others, or reads Secrets.
    MIGHTY_ROLE "CELL0627",
    /// A declared role that nobody has.
    UNUSED_ROLE "CELL0628",
    /// A declared role with the name of a built-in one, or without rules that Kubernetes takes.
    ROLE_RULES "CELL0629",
    /// A number of pods that the rest of the quota does not suffice for.
    QUOTA_REACH "CELL0631",
    /// Workloads that need more than their namespace may have.
    WORKLOADS_FIT "CELL0632",
    /// A container that is larger than its namespace admits.
    CONTAINER_LIMITS "CELL0633",
    /// Requests above their limits.
    REQUESTS_WITHIN_LIMITS "CELL0634",
    /// A quota above what the node tiers can give.
    QUOTA_OF_TIERS "CELL0635",
    /// An egress into the network of a cell.
    EGRESS_TO_CELLS "CELL0636",
    /// An egress that leads nowhere.
    EGRESS_RANGE "CELL0637",
    /// A connection to a namespace that is not there, or once more.
    CONNECTIONS "CELL0638",
    /// Exposure without ports or subnets, or ports without exposure.
    EXPOSURE "CELL0639",
    /// A namespace of the cluster or the platform.
    RESERVED_NAMESPACE "CELL0640",
    /// Pods that may take over their node.
    POD_SECURITY "CELL0641",
    /// Two network policies with one name.
    POLICY_NAMES "CELL0642",
    /// An allow rule without networks or ports, which allows all.
    OPEN_RULES "CELL0643",
    /// A workload that no node is large enough for.
    WORKLOAD_NODE "CELL0644",
    /// A workload identity whose pods cannot reach AWS.
    IDENTITY_EGRESS "CELL0645",
    /// An amount of CPU or memory in the unit of the other.
    RESOURCE_UNITS "CELL0646",
    /// A VPC CNI that enforces no network policies.
    NETWORK_POLICY_ENGINE "CELL0647",
    /// A workload identity in a namespace that nobody declares.
    IDENTITY_NAMESPACE "CELL0648",
    /// An environment that shares cells where there are none.
    SHARE_HOST "CELL0651",
    /// Production in shared cells.
    SHARE_PRODUCTION "CELL0652",
    /// A key about cells in an environment that has none of its own.
    SHARE_KEYS "CELL0653",
    /// A cell of an environment that shares another's cells.
    SHARE_CELLS "CELL0654",
    /// A name that two environments in the same cells give.
    SHARE_NAMES "CELL0655",
    /// A connection between environments in the same cells.
    SHARE_CONNECTION "CELL0656",
    /// An access entry that leaves its environment in shared cells.
    SHARE_ACCESS "CELL0657",
    /// What an environment exposes, within the reach of another in the same cells.
    SHARE_EXPOSURE "CELL0658",
    /// A rule of a role that names kinds of objects where they are not.
    GRANTED_RESOURCES "CELL0659",
    /// A role that takes down what keeps namespaces apart.
    ROLE_FENCES "CELL0660",
    /// More ports to one place than the VPC CNI enforces.
    POLICY_PORTS "CELL0661",
    /// A port for metrics that nothing scrapes.
    METRICS_PORT "CELL0662",
    /// A namespace that may use what the whole cell rests on.
    OPENED_NAMESPACE "CELL0664",
    /// Tiers of a namespace that its cells do not have, or that cannot be told apart.
    NAMESPACE_TIERS "CELL0665",
    /// Load balancers in a namespace that nobody reaches.
    LOAD_BALANCERS "CELL0666",
    /// An amount of storage above what bounds it, or without a unit.
    STORAGE_BOUNDS "CELL0667",
    /// More of something than a cluster or a region has.
    COUNTABLE "CELL0668",
    /// Containers that request more of the disk of their node than any node has.
    NODE_STORAGE "CELL0669",
    /// A role that changes what has all rights in a cell.
    ROLE_TAKES_OVER "CELL0670",
    /// An access entry of the whole cluster that reaches another environment in the same cells.
    SHARE_REACH "CELL0671",
    /// A role that opens streams for some clients only.
    ROLE_STREAMS "CELL0672",
    /// A priority or ingress class that does not come with the cell.
    CLASS_NAMES "CELL0680",
    /// Tiers outside the list of a namespace that admit its pods all the same.
    OPEN_TIERS "CELL0681",
    /// A Kubernetes version in extended support, or nearly so.
    KUBERNETES_SUPPORT "CELL0701",
    /// A key that needs a later provider than the fleet pins.
    PROVIDER_GATE "CELL0702",
    /// Cells that an account has no quota for.
    QUOTAS "CELL0711",
    /// Something for manifests in a fleet without a repository.
    WITHOUT_GIT "CELL0801",
    /// A cell that follows a branch.
    FLOATING_REVISION "CELL0802",
    /// Production that takes changes by itself.
    AUTOMATIC_SYNC "CELL0803",
    /// A branch for pins that never moves.
    PIN_BRANCH "CELL0804",
    /// A cell that follows a branch of its own.
    OTHER_BRANCH "CELL0805",
    /// Applications that nothing brings into the cells.
    APPLICATION_WITHOUT_GIT "CELL0811",
    /// A setting of an application that it does not know, or that it lacks.
    APPLICATION_SETTINGS "CELL0812",
    /// Karpenter tiers without Karpenter.
    KARPENTER_APPLICATION "CELL0813",
    /// A Karpenter that does not know the cluster's version of Kubernetes.
    KARPENTER_VERSION "CELL0814",
    /// An application that its publisher has not tested with the cluster's version of Kubernetes.
    APPLICATION_COMPATIBILITY "CELL0815",
    /// Values that take away what an application's identity or place rests on.
    APPLICATION_VALUES "CELL0816",
    /// Applications of a cell without a way out that come from the internet.
    PRIVATE_REPOSITORY "CELL0817",
    /// A manifest of Argo CD that changes by itself, or is of another release.
    ARGO_CD_MANIFEST "CELL0819",
    /// A release that its publisher writes otherwise.
    VERSION_FORM "CELL0820",
    /// More replicas of Karpenter than nodes that they may run on.
    KARPENTER_REPLICAS "CELL0821",
    /// An address of a page or of a registry, and not of a repository.
    REPOSITORY_ADDRESS "CELL0822",
    /// A password in the values of a chart.
    SECRET_VALUES "CELL0823",
    /// Values that give a chart rights over what others run.
    APPLICATION_RIGHTS "CELL0825",
    /// An `allow` block for a rule that there is not, or whose findings cannot be accepted.
    ALLOW_IMPOSSIBLE "CELL0901",
    /// An `allow` block that accepts nothing.
    ALLOW_UNUSED "CELL0902",
    /// An `allow` block whose last day is over.
    ALLOW_EXPIRED "CELL0903",
}
