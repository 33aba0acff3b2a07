//! What cells can run for their workloads.

use super::ValueError;
use super::variant::spec_enum;

/// Controllers that a cell has another one for, or none.
fn other_ingress(input: &str) -> Option<ValueError> {
    let help = match input {
        "ingress-nginx" | "nginx-ingress" | "nginx" | "traefik" | "kong" | "haproxy-ingress" | "contour" => {
            "write `application \"aws-load-balancer-controller\"`, which serves Ingresses and Services of a cell"
        }
        "cluster-autoscaler" => "write node tiers: Karpenter starts their nodes",
        "argocd" | "argo-cd" => "write `argo_cd { … }`: every cell has its own",
        _ => return None,
    };
    Some(ValueError::of(input, "is no application of a cell: cellc does not install it").help(help))
}

spec_enum! {
    /// An application of the platform, by the name that it has in a cell's Argo CD.
    pub enum ApplicationName: "application" unless other_ingress {
        /// Load balancers for Ingresses and Services.
        LoadBalancerController = "aws-load-balancer-controller" for ["load-balancer-controller", "alb-controller"],
        /// Certificates, also for the webhooks of the others.
        CertManager = "cert-manager",
        /// Logs and metrics of nodes and containers in CloudWatch.
        CloudWatch = "cloudwatch-observability",
        /// Names in Route 53 for Ingresses and Services.
        ExternalDns = "external-dns",
        /// Secrets of Secrets Manager and Parameter Store as Kubernetes Secrets.
        ExternalSecrets = "external-secrets",
        /// Nodes for every tier but `system`.
        Karpenter = "karpenter",
        /// Cost by namespace.
        Kubecost = "kubecost",
        /// CPU and memory of pods, for autoscalers and `kubectl top`.
        MetricsServer = "metrics-server",
        /// Prometheus with its operator and Alertmanager.
        Prometheus = "prometheus" for ["kube-prometheus-stack", "prometheus-operator"],
    }
}

/// Namespace of Argo CD.
pub const ARGO_CD_NAMESPACE: &str = "argocd";

/// Namespaces that Kubernetes itself makes.
pub const KUBERNETES_NAMESPACES: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

impl ApplicationName {
    /// The namespace in which it runs.
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::LoadBalancerController | Self::Karpenter | Self::MetricsServer => "kube-system",
            Self::CertManager => "cert-manager",
            Self::CloudWatch => "amazon-cloudwatch",
            Self::ExternalDns => "external-dns",
            Self::ExternalSecrets => "external-secrets",
            Self::Kubecost => "kubecost",
            Self::Prometheus => "monitoring",
        }
    }
}

impl ApplicationName {
    /// The service account that has an identity in AWS, by its name in the chart's values.
    pub const fn service_account(self) -> Option<&'static str> {
        match self {
            Self::LoadBalancerController => Some("aws-load-balancer-controller"),
            Self::CloudWatch => Some("cloudwatch-agent"),
            Self::ExternalDns => Some("external-dns"),
            Self::ExternalSecrets => Some("external-secrets"),
            Self::Karpenter => Some("karpenter"),
            Self::CertManager | Self::Kubecost | Self::MetricsServer | Self::Prometheus => None,
        }
    }
}

/// Namespaces that no specification declares: those of Kubernetes and those of the platform, whether a cell runs all of it
/// or not. Some are there twice.
pub fn taken_namespaces() -> impl Iterator<Item = &'static str> {
    let platform = ApplicationName::ALL.iter().map(|application| application.namespace());
    KUBERNETES_NAMESPACES.into_iter().chain([ARGO_CD_NAMESPACE]).chain(platform)
}
