//! The words that a spec chooses from.

use super::ValueError;
use super::variant::spec_enum;

spec_enum! {
    /// A processor architecture, as Kubernetes spells it in `kubernetes.io/arch`.
    pub enum Architecture: "architecture" {
        /// Intel and AMD.
        Amd64 = "amd64" for ["x86_64", "x86-64", "x64", "x86", "intel", "amd"],
        /// AWS Graviton and other ARM processors.
        Arm64 = "arm64" for ["aarch64", "arm", "graviton"],
    }
}

spec_enum! {
    /// How nodes are bought.
    pub enum Capacity: "capacity" {
        /// At the list price, for as long as needed.
        OnDemand = "on-demand",
        /// Cheaper, and taken back with two minutes' notice.
        Spot = "spot",
    }
}

impl Capacity {
    /// The spelling of the EKS API (`capacity_type` of a managed node group); Karpenter uses that of the spec.
    pub const fn eks_api(self) -> &'static str {
        match self {
            Self::OnDemand => "ON_DEMAND",
            Self::Spot => "SPOT",
        }
    }
}

spec_enum! {
    /// How private subnets reach the internet.
    pub enum NatMode: "NAT mode" {
        /// One NAT gateway in each zone: the loss of a zone takes no other zone's way out.
        PerZone = "per-zone" for ["one-per-az", "per-az", "one-per-zone"],
        /// One NAT gateway for the cell: cheap, and gone with its zone.
        Single = "single" for ["one", "one-per-vpc"],
        /// No way out: nodes reach AWS through VPC endpoints only.
        None = "none",
    }
}

spec_enum! {
    /// A set of defaults for an environment.
    pub enum Profile: "profile" {
        /// Cheap, and allowed to fail.
        Development = "development" for ["dev", "devel"],
        /// Like production, smaller.
        Staging = "staging" for ["stage", "stg"],
        /// Built to survive the loss of a zone.
        Production = "production" for ["prod", "prd", "live"],
    }
}

spec_enum! {
    /// How pods get AWS permissions.
    pub enum IdentityMechanism: "identity mechanism" {
        /// EKS Pod Identity: associations in the EKS API, one trust policy for all clusters.
        PodIdentity = "pod-identity",
        /// IAM roles for service accounts: an OIDC provider a cluster, trusted by each role.
        Irsa = "irsa",
    }
}

spec_enum! {
    /// What EKS does with a cluster at the end of standard support.
    pub enum UpgradePolicy: "upgrade policy" {
        /// Upgrades it by itself; it never costs more.
        Standard = "standard",
        /// Keeps it for another year, at six times the price.
        Extended = "extended",
    }
}

impl UpgradePolicy {
    /// The spelling of the EKS API (`supportType`).
    pub const fn eks_api(self) -> &'static str {
        match self {
            Self::Standard => "STANDARD",
            Self::Extended => "EXTENDED",
        }
    }
}

spec_enum! {
    /// A quota of AWS that cells use up.
    pub enum QuotaName: "quota" {
        /// EKS clusters of a region.
        Clusters = "clusters" for ["L-1194D53C"],
        /// Elastic IP addresses of a region: one for each NAT gateway.
        ElasticIps = "elastic-ips" for ["eips", "eip", "L-0263D0A3"],
        /// EventBridge rules of a region: five for each cell.
        EventRules = "event-rules" for ["L-244521F2"],
        /// Health checks of the DNS account: three for each cell behind a router.
        HealthChecks = "health-checks" for ["route53-health-checks", "L-ACB674F3"],
        /// Customer managed policies of an account: three for each cell.
        IamPolicies = "iam-policies" for ["policies", "L-E95E4862"],
        /// Roles of an account.
        IamRoles = "iam-roles" for ["roles", "L-FE177D64"],
        /// Interface endpoints of a VPC.
        InterfaceEndpoints = "interface-endpoints-per-vpc" for ["interface-endpoints", "vpc-endpoints", "L-29B6F2EB"],
        /// Internet gateways of a region.
        InternetGateways = "internet-gateways" for ["igws", "L-A4707A72"],
        /// NAT gateways of a zone.
        NatGateways = "nat-gateways-per-zone" for ["nat-gateways", "nat-gateways-per-az", "L-FE5A380F"],
        /// OIDC providers of an account: one for each cell with `irsa`.
        OidcProviders = "oidc-providers" for ["L-858F3967"],
        /// vCPUs of running on-demand instances of a region, of the standard families.
        OnDemandVcpus = "on-demand-vcpus" for ["L-1216C47A"],
        /// vCPUs of spot instances of a region, of the standard families.
        SpotVcpus = "spot-vcpus" for ["L-34B43A08"],
        /// VPCs of a region.
        Vpcs = "vpcs" for ["L-F678F1CE"],
    }
}

impl QuotaName {
    /// Whether it counts over all regions of an account. Those of IAM and Route 53 do.
    pub const fn is_of_account(self) -> bool {
        matches!(self, Self::HealthChecks | Self::IamPolicies | Self::IamRoles | Self::OidcProviders)
    }
}

spec_enum! {
    /// Where something comes from that exists once in an account.
    pub enum Provenance: "origin" {
        /// Terraform creates it, with the account baseline.
        Create = "create" for ["managed"],
        /// The account has it already.
        Exists = "exists" for ["existing", "present", "import"],
    }
}

spec_enum! {
    /// How a cell's Argo CD brings changes of the repository into the cluster.
    pub enum SyncMode: "sync mode" {
        /// At once; what is gone is pruned, what was changed by hand is undone.
        Automatic = "automatic" for ["auto", "automated"],
        /// When somebody says so.
        Manual = "manual",
    }
}

spec_enum! {
    /// A Pod Security Standard, as the labels of a namespace spell it.
    pub enum PodSecurity: "Pod Security Standard" {
        /// No rules: for agents of the platform only.
        Privileged = "privileged",
        /// No known way out of a container.
        Baseline = "baseline",
        /// Hardened: no root, no capabilities.
        Restricted = "restricted",
    }
}

/// The type of a Service says nothing about who reaches it.
fn kind_of_service(input: &str) -> Option<ValueError> {
    const TYPES: [&str; 7] = ["LoadBalancer", "NodePort", "ClusterIP", "Ingress", "alb", "nlb", "none"];
    let error = ValueError::of(input, "is not an exposure: expected `public` or `internal`");
    TYPES.iter().any(|word| word.eq_ignore_ascii_case(input)).then(|| {
        error.help("write `public` for the internet, `internal` for the cell's network, or leave it out for neither")
    })
}

spec_enum! {
    /// Who reaches the pods of a namespace from outside the cell, through load balancers.
    pub enum Exposure: "exposure" unless kind_of_service {
        /// The internet, through load balancers in the public subnets.
        Public = "public" for ["internet", "internet-facing", "external"],
        /// The networks that are routed to the cell, through load balancers in its private subnets. Pods live there too, so
        /// every pod of the cell reaches the same ports.
        Internal = "internal" for ["private"],
    }
}

spec_enum! {
    /// What load balancers speak with the pods behind them.
    pub enum HttpProtocol: "protocol" {
        /// HTTP/1.1, unencrypted inside the cell.
        Http = "http" for ["http1", "http/1.1", "tcp"],
        /// HTTP/2, unencrypted inside the cell.
        Http2 = "http2" for ["h2", "h2c", "http/2"],
        /// gRPC, unencrypted inside the cell.
        Grpc = "grpc",
        /// HTTP/1.1 with TLS. The load balancer does not check the certificate of a pod.
        Https = "https" for ["tls"],
    }
}

impl HttpProtocol {
    /// The spelling of Elastic Load Balancing (`protocol` of a target group).
    pub const fn elb_api(self) -> &'static str {
        match self {
            Self::Http | Self::Http2 | Self::Grpc => "HTTP",
            Self::Https => "HTTPS",
        }
    }

    /// The spelling of Elastic Load Balancing (`protocol_version` of a target group).
    pub const fn elb_version(self) -> &'static str {
        match self {
            Self::Http | Self::Https => "HTTP1",
            Self::Http2 => "HTTP2",
            Self::Grpc => "GRPC",
        }
    }
}

spec_enum! {
    /// A group of rules of AWS WAF.
    pub enum FirewallRules: "group of rules" {
        /// At most so many requests from one address in five minutes.
        Rate = "rate" for ["rate-limit", "rate-based"],
        /// What most attacks on web applications have in common.
        Common = "common" for ["AWSManagedRulesCommonRuleSet", "core", "crs"],
        /// Requests that only somebody sends who looks for a known hole.
        KnownBadInputs = "known-bad-inputs" for ["AWSManagedRulesKnownBadInputsRuleSet", "bad-inputs"],
        /// Addresses that Amazon has seen in attacks.
        Reputation = "reputation" for ["AWSManagedRulesAmazonIpReputationList", "ip-reputation"],
    }
}

spec_enum! {
    /// What the router has records for.
    pub enum RecordMode: "kind of record" {
        /// Each tenant has a name of its own.
        Names = "names" for ["name", "tenants", "records"],
        /// Tenants share a fixed number of names.
        Buckets = "buckets" for ["bucket"],
    }
}

spec_enum! {
    /// By which certificate cells prove the name of a tenant.
    pub enum TenantCertificate: "certificate" {
        /// That of all tenants of the environment.
        Shared = "shared" for ["wildcard", "common"],
        /// One for its name alone.
        Own = "own" for ["dedicated", "separate"],
    }
}

spec_enum! {
    /// A protocol with ports.
    pub enum TransportProtocol: "protocol" {
        /// Connections.
        Tcp = "tcp" for ["http", "https", "http2", "grpc", "tls"],
        /// Datagrams.
        Udp = "udp" for ["quic"],
    }
}

impl TransportProtocol {
    /// The spelling of Kubernetes.
    pub const fn kubernetes(self) -> &'static str {
        match self {
            Self::Tcp => "TCP",
            Self::Udp => "UDP",
        }
    }
}

spec_enum! {
    /// Which connections VPC flow logs record.
    pub enum FlowTraffic: "kind of traffic" {
        /// All of them.
        All = "all",
        /// Those that security groups and network ACLs let through.
        Accept = "accept",
        /// Those that were refused.
        Reject = "reject",
    }
}

impl FlowTraffic {
    /// The spelling of the EC2 API (`traffic_type` of a flow log).
    pub const fn ec2_api(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Accept => "ACCEPT",
            Self::Reject => "REJECT",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, every_word_is_itself};

    #[test]
    fn words_are_those_of_the_documentation() {
        every_word_is_itself::<Architecture>(&["amd64", "arm64"]);
        every_word_is_itself::<Capacity>(&["on-demand", "spot"]);
        every_word_is_itself::<NatMode>(&["per-zone", "single", "none"]);
        every_word_is_itself::<Profile>(&["development", "staging", "production"]);
        every_word_is_itself::<IdentityMechanism>(&["pod-identity", "irsa"]);
        every_word_is_itself::<FlowTraffic>(&["all", "accept", "reject"]);
    }

    #[test]
    fn near_misses_are_helped() {
        check::<Capacity>(&[(
            "ondemand",
            Err("`ondemand` is not a capacity: expected `on-demand` or `spot` | did you mean `on-demand`?"),
        )]);
        check::<Profile>(&[(
            "prod",
            Err("`prod` is not a profile: expected `development`, `staging` or `production` | write `production`"),
        )]);
        check::<NatMode>(&[(
            "per_zone",
            Err("`per_zone` is not a NAT mode: expected `per-zone`, `single` or `none` | did you mean `per-zone`?"),
        )]);
    }

    #[test]
    fn api_spellings_are_those_of_aws() {
        assert_eq!(Capacity::ALL.iter().map(|capacity| capacity.eks_api()).collect::<Vec<_>>(), ["ON_DEMAND", "SPOT"]);
        assert_eq!(FlowTraffic::ALL.iter().map(|t| t.ec2_api()).collect::<Vec<_>>(), ["ALL", "ACCEPT", "REJECT"]);
    }
}
