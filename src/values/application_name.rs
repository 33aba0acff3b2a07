//! What cells can run for their workloads.

use super::variant::spec_enum;

spec_enum! {
    /// An application of the platform, by the name that it has in a cell's Argo CD.
    pub enum ApplicationName: "application" {
        /// Load balancers for Ingresses and Services.
        LoadBalancerController = "aws-load-balancer-controller",
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
        Prometheus = "prometheus",
    }
}
