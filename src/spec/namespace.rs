//! `namespace "name" { … }`: a place for the workloads of one business domain.

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{Cidr, Exposure, GitRepository, Name, PodSecurity, Port, Quantity, TagValue, TransportProtocol};

spec_block! {
    /// A namespace in every cell of its environment, with everything that keeps it to itself: quota, defaults for its
    /// containers, Pod Security admission, network policies that deny what is not declared.
    #[derive(Default)]
    pub struct Namespace {
        /// The business domain. Default: the name of the namespace.
        pub domain: Option<Spanned<Name>>,
        /// The team that answers for it. Default: the environment's owner.
        pub owner: Option<Spanned<TagValue>>,
        /// Who pays. Default: the environment's cost centre.
        pub cost_centre: Option<Spanned<TagValue>>,
        /// The only repository that Applications of its Argo CD project, `namespace-<name>`, read. Default: the fleet's.
        pub repository: Option<Spanned<GitRepository>>,
        /// The Pod Security Standard that pods must meet. Default: `restricted`.
        pub pod_security: Option<Spanned<PodSecurity>>,
        /// What all pods together may have. Default: by profile; where only requests or only limits are written, the others
        /// follow.
        pub quota: Option<Spanned<Quota>>,
        /// What a container gets that says nothing, and what it may say. Default: 100m and 128Mi requested, 500m and 512Mi
        /// as limits, 4 and 8Gi at most; what is not written follows what is. A container that requests more than the default
        /// limits needs limits of its own: the API server gives it the default ones, and then refuses it.
        pub container: Option<Spanned<ContainerDefaults>>,
        /// What all containers of one pod together may have. Kubernetes gives each container its default limits and holds it
        /// to its maximum also where the pod has resources of its own (`spec.resources`), which it holds to this maximum.
        pub pod: Option<Spanned<PodBounds>>,
        /// What the namespace runs, as far as its quota is concerned: `check` makes sure that it fits.
        #[schemars(default)]
        pub workload: Labelled<Name, Workload>,
        /// The node tiers whose taints its pods may tolerate; tiers without taints are open to everybody. Default: every tier but
        /// `system`, which holds Karpenter, CoreDNS and Argo CD.
        #[each("tier")]
        pub tiers: Option<Spanned<Vec<Spanned<Name>>>> = [["on-demand"]],
        /// The priority classes that its pods may name. Default: `batch` and `business-critical`.
        #[each("priority class")]
        pub priorities: Option<Spanned<Vec<Spanned<Name>>>> = [["batch"]],
        /// Whether its pods may name their node (`nodeName`), past the scheduler and every taint. Default: `false`.
        pub node_names: Option<Spanned<bool>>,
        /// Who reaches its pods from outside the cell. Default: nobody.
        pub exposure: Option<Spanned<Exposure>>,
        /// The ports that load balancers reach; required with `exposure`.
        #[each("port")]
        pub ports: Option<Spanned<Vec<Spanned<Port>>>>,
        /// How many Services of type `LoadBalancer` it may have; each is a network load balancer of the class
        /// `service.k8s.aws/nlb`. Ingresses do not count. Default: 2 with `exposure`, otherwise 0.
        pub load_balancers: Option<Spanned<u32>>,
        /// The classes that its Ingresses may name. Default: `alb`.
        #[each("ingress class")]
        pub ingress_classes: Option<Spanned<Vec<Spanned<Name>>>> = [["alb"]],
        /// How many node ports its Services may open. Traffic through a node port reaches pods on that node whatever network
        /// policies say. Default: 0.
        pub node_ports: Option<Spanned<u32>>,
        /// Whether its Services may claim addresses that are not theirs (`externalIPs`), and with them the traffic of other
        /// namespaces (CVE-2020-8554). Default: `false`.
        pub external_ips: Option<Spanned<bool>>,
        /// The port on which Prometheus may scrape its pods. Default: none.
        pub metrics_port: Option<Spanned<Port>>,
        /// Whether its pods reach the Kubernetes API, as operators and what elects a leader must. Default: `false`.
        pub kubernetes_api: Option<Spanned<bool>>,
        /// Other namespaces that its pods connect to; both sides are opened.
        #[schemars(default)]
        pub connection: Labelled<Name, Connection>,
        /// Networks outside the cell that its pods connect to.
        #[schemars(default)]
        pub egress: Labelled<Name, Egress>,
    }
}

spec_block! {
    /// What all pods of a namespace together may have.
    pub struct Quota {
        /// Sum of what they request.
        pub requests: Option<Spanned<Resources>>,
        /// Sum of their limits.
        pub limits: Option<Spanned<Resources>>,
        /// How many.
        pub pods: Option<Spanned<u32>>,
        /// How many claims of volumes.
        pub volume_claims: Option<Spanned<u32>>,
        /// Sum of what the claims of volumes request. Default: 1000Gi in development, 2000Gi in staging, 5000Gi in production, or
        /// `largest_volume_claim` where that is more.
        pub storage: Option<Spanned<Quantity>> = ["500Gi"],
        /// The most that one claim may request. Default: 500Gi in development, 1000Gi in staging, 2000Gi in production, and
        /// not more than `storage`.
        pub largest_volume_claim: Option<Spanned<Quantity>> = ["100Gi"],
        /// Sum of what containers may write to the disks of their nodes: `emptyDir`, logs and their own layer. Default:
        /// 1000Gi in development, 750Gi in staging, 500Gi in production, or more where all pods with two containers of the
        /// default size need it.
        pub ephemeral_storage: Option<Spanned<Quantity>> = ["500Gi"],
    }
}

spec_block! {
    /// An amount of CPU and memory.
    pub struct Resources {
        /// CPUs, such as `16` or `"500m"`.
        pub cpu: Spanned<Quantity> = [16, "500m"],
        /// Memory, such as `"32Gi"`.
        pub memory: Spanned<Quantity> = ["32Gi"],
    }
}

spec_block! {
    /// What a container gets that says nothing, and what it may say.
    pub struct ContainerDefaults {
        /// What it requests.
        pub requests: Option<Spanned<Resources>>,
        /// Its limits.
        pub limits: Option<Spanned<Resources>>,
        /// The largest limits that a container may have.
        pub max: Option<Spanned<Resources>>,
        /// What it may write to the disk of its node. Default: 100Mi requested, 4Gi as limit, 20Gi at most.
        pub ephemeral_storage: Option<Spanned<EphemeralStorage>>,
    }
}

spec_block! {
    /// What all containers of one pod together may have.
    pub struct PodBounds {
        /// The largest limits of a pod: the sum of its containers. Default: four times the `max` of a container, and not more
        /// than the limits of the quota.
        pub max: Spanned<Resources>,
    }
}

spec_block! {
    /// What a container may write to the disk of its node: `emptyDir`, logs and its own layer. A pod that writes more than the
    /// limits of its containers is evicted.
    pub struct EphemeralStorage {
        /// What it requests when it says nothing.
        pub requests: Option<Spanned<Quantity>> = ["1Gi"],
        /// Its limit when it says nothing.
        pub limits: Option<Spanned<Quantity>> = ["4Gi"],
        /// The largest limit that a container may have.
        pub max: Option<Spanned<Quantity>> = ["20Gi"],
    }
}

spec_block! {
    /// A workload at its largest. Nothing is generated from it.
    pub struct Workload {
        /// Most replicas, as its autoscaler may have them.
        pub replicas: Spanned<u32>,
        /// Limits of one replica. Default: those of the namespace's containers.
        pub limits: Option<Spanned<Resources>>,
        /// Requests of one replica. Default: those of the namespace's containers, and not more than its limits.
        pub requests: Option<Spanned<Resources>>,
        /// Replicas that an update adds, in percent. Default: 25, as Kubernetes does.
        pub surge_percent: Option<Spanned<u32>>,
    }
}

spec_block! {
    /// Connections from here to another namespace of the same environment.
    pub struct Connection {
        /// The other namespace.
        pub to: Spanned<Name>,
        /// The ports of the containers there. The VPC CNI matches the address of a Service only where the Service's port is
        /// the container's: give both the same number.
        #[each("port")]
        pub ports: Spanned<Vec<Spanned<Port>>>,
        /// Default: `tcp`.
        pub protocol: Option<Spanned<TransportProtocol>>,
    }
}

spec_block! {
    /// Connections from here to networks outside the cell. Private networks that a range contains, such as `0.0.0.0/0`
    /// does, are left out of it: other cells lie there.
    pub struct Egress {
        /// The networks.
        #[each("network")]
        pub cidrs: Spanned<Vec<Spanned<Cidr>>>,
        /// The ports there.
        #[each("port")]
        pub ports: Spanned<Vec<Spanned<Port>>>,
        /// Default: `tcp`.
        pub protocol: Option<Spanned<TransportProtocol>>,
    }
}
