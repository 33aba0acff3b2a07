//! Names in AWS: every name of a cell is the cluster's name and a fixed ending. They are computed here and nowhere
//! else; `check` holds each against its own limit, and none is ever cut.
//!
//! Limits: IAM user guide "IAM and STS quotas" (role 64, policy 128), EKS
//! `CreateCluster` (100), KMS `CreateAlias` (256), SQS `CreateQueue` (80), EventBridge `PutRule` (64), CloudWatch Logs
//! `CreateLogGroup` (512), EC2 `CreateLaunchTemplate` (128) and `CreateSecurityGroup` (255), STS `AssumeRole` (64).

use std::fmt;

use crate::platform::ApplicationName;
use crate::values::{AccountId, CellId, DerivedName, DomainName, EnvironmentId, Name};

/// `<fleet>-<environment>-<cell>`: the name of the cluster.
pub fn cluster_name(fleet: &Name, environment: &EnvironmentId, cell: &CellId) -> String {
    format!("{fleet}-{environment}-{cell}")
}

/// The name of a cell below the domain of its environment: the cell writes this name and names below it, and no others.
pub fn cell_domain(cell: &CellId, environment: &DomainName) -> String {
    format!("{cell}.{environment}")
}

/// The role with which an account baseline writes validation records in the zone of an environment:
/// `<fleet>-<environment>-dns-<account>`, in the account of the zones.
pub fn account_dns_role(fleet: &Name, environment: &EnvironmentId, account: impl fmt::Display) -> String {
    format!("{fleet}-{environment}-dns-{account}")
}

/// The twin of a role that writes: it may only read, for pipelines that plan.
pub fn plan_twin(role: &str) -> String {
    format!("{role}-plan")
}

/// Whether a name is one that the router gives to a bucket of tenants: `b` and four digits.
pub fn is_bucket(name: &str) -> bool {
    name.strip_prefix('b').is_some_and(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The session of Terraform in the deploy role of an account baseline, at most 64 characters as that of a cell.
pub fn account_session(fleet: &Name, account: &AccountId) -> String {
    format!("{fleet}-{account}")
}

/// The session of Terraform in the deploy role of the account of the zones, for the root `dns` of an environment.
pub fn zone_session(fleet: &Name, environment: &EnvironmentId) -> String {
    format!("{fleet}-{environment}-dns")
}

/// The session of Terraform in the deploy role of a router, shorter than that of a cell may be.
pub fn router_session(fleet: &Name, environment: &EnvironmentId) -> String {
    format!("{fleet}-{environment}-router")
}

/// The cluster itself.
pub const CLUSTER: DerivedName = DerivedName { what: "EKS cluster", prefix: "", suffix: "", limit: 100 };
/// Role of the control plane.
pub const CLUSTER_ROLE: DerivedName = DerivedName::role("IAM role of the cluster", "-cluster");
/// Role of the managed node group.
pub const SYSTEM_NODE_ROLE: DerivedName = DerivedName::role("IAM role of the system nodes", "-system-node");
/// Role of nodes that Karpenter makes.
pub const KARPENTER_NODE_ROLE: DerivedName = DerivedName::role("IAM role of Karpenter's nodes", "-karpenter-node");
/// Role of the Karpenter controller.
pub const KARPENTER_ROLE: DerivedName = DerivedName::role("IAM role of Karpenter", "-karpenter");
/// Role of the VPC CNI.
pub const VPC_CNI_ROLE: DerivedName = DerivedName::role("IAM role of the VPC CNI", "-vpc-cni");
/// Role of the EBS CSI driver.
pub const EBS_CSI_ROLE: DerivedName = DerivedName::role("IAM role of the EBS CSI driver", "-ebs-csi");
/// Role that writes flow logs.
pub const FLOW_LOGS_ROLE: DerivedName = DerivedName::role("IAM role of the flow logs", "-flow-logs");
/// Role with which the Terraform of a cell writes the cell's names, in the account of the zones.
pub const DNS_ROLE: DerivedName = DerivedName::role("IAM role for the names of a cell", "-dns");
/// Its twin, which may only read.
pub const DNS_PLAN_ROLE: DerivedName = DerivedName::role("IAM role for plans of the names of a cell", "-dns-plan");
/// Policy for the life of Karpenter's nodes.
pub const KARPENTER_NODES_POLICY: DerivedName =
    DerivedName::policy("IAM policy of Karpenter for nodes", "-karpenter-nodes");
/// Policy for the identity of Karpenter's nodes.
pub const KARPENTER_IDENTITY_POLICY: DerivedName =
    DerivedName::policy("IAM policy of Karpenter for instance profiles", "-karpenter-identity");
/// Policy for what Karpenter reads.
pub const KARPENTER_DISCOVERY_POLICY: DerivedName =
    DerivedName::policy("IAM policy of Karpenter for discovery", "-karpenter-discovery");
/// Interruption queue.
pub const QUEUE: DerivedName = DerivedName { what: "SQS queue", prefix: "", suffix: "", limit: 80 };
/// The longest of the interruption rules.
pub const RULE: DerivedName = DerivedName::rule("EventBridge rule", "-state-change");
/// Alias of the key.
pub const KEY_ALIAS: DerivedName = DerivedName { what: "KMS alias", prefix: "alias/", suffix: "", limit: 256 };
/// Log group of the control plane.
pub const CLUSTER_LOG_GROUP: DerivedName =
    DerivedName { what: "log group", prefix: "/aws/eks/", suffix: "/cluster", limit: 512 };
/// Log group of the flow logs.
pub const FLOW_LOG_GROUP: DerivedName =
    DerivedName { what: "log group", prefix: "/aws/vpc/", suffix: "/flow-logs", limit: 512 };
/// Launch template of the system nodes.
pub const LAUNCH_TEMPLATE: DerivedName =
    DerivedName { what: "launch template", prefix: "", suffix: "-system", limit: 128 };
/// Session of Terraform in the deploy role.
pub const DEPLOY_SESSION: DerivedName =
    DerivedName { what: "session of the deploy role", prefix: "", suffix: "", limit: 64 };

/// Security group of the interface endpoints.
pub const ENDPOINTS_GROUP: DerivedName =
    DerivedName { what: "security group", prefix: "", suffix: "-endpoints", limit: 255 };

/// Load balancer of a cell with a front door.
pub const LOAD_BALANCER: DerivedName = DerivedName { what: "load balancer", prefix: "", suffix: "", limit: 32 };
/// Security group of the load balancer.
pub const FRONT_DOOR_GROUP: DerivedName =
    DerivedName { what: "security group", prefix: "", suffix: "-front-door", limit: 255 };
/// Log group of the firewall. AWS WAF writes only into groups whose name begins so.
pub const FIREWALL_LOG_GROUP: DerivedName =
    DerivedName { what: "log group", prefix: "aws-waf-logs-", suffix: "", limit: 512 };

/// Most characters of the name of a bucket (S3 user guide, "Bucket naming rules").
pub const BUCKET_LIMIT: usize = 63;

/// The bucket of a load balancer's access logs. Names of buckets are unique in the world: the number of the account keeps those of
/// two fleets apart.
pub fn access_log_bucket(cluster: &str, account: &AccountId) -> String {
    format!("{cluster}-access-logs-{account}")
}

/// Most characters of a role's name.
pub const ROLE_LIMIT: usize = 64;

/// Those of every cell, whatever it runs.
const OF_EVERY_CELL: [DerivedName; 19] = [
    CLUSTER,
    CLUSTER_ROLE,
    SYSTEM_NODE_ROLE,
    KARPENTER_NODE_ROLE,
    KARPENTER_ROLE,
    VPC_CNI_ROLE,
    EBS_CSI_ROLE,
    FLOW_LOGS_ROLE,
    KARPENTER_NODES_POLICY,
    KARPENTER_IDENTITY_POLICY,
    KARPENTER_DISCOVERY_POLICY,
    QUEUE,
    RULE,
    KEY_ALIAS,
    CLUSTER_LOG_GROUP,
    FLOW_LOG_GROUP,
    LAUNCH_TEMPLATE,
    DEPLOY_SESSION,
    ENDPOINTS_GROUP,
];

/// All of them, with those of applications that a cell may come to run.
pub fn all() -> impl Iterator<Item = DerivedName> {
    let of_applications = ApplicationName::ALL.iter().flat_map(|application| application.facts().names());
    OF_EVERY_CELL.into_iter().chain(of_applications)
}
