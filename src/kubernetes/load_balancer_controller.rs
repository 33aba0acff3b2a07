//! The `TargetGroupBinding` of the AWS Load Balancer Controller, `elbv2.k8s.aws/v1beta1`, with the fields that cellc writes.
//!
//! Source: kubernetes-sigs/aws-load-balancer-controller v3.5.0, `apis/elbv2/v1beta1/targetgroupbinding_types.go`, read
//! 2026-11-28.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::custom_resource::custom_resource;

/// Registers the pods of a Service with a target group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetGroupBinding {
    /// `elbv2.k8s.aws/v1beta1`
    pub api_version: &'static str,
    /// `TargetGroupBinding`
    pub kind: &'static str,
    /// Name and namespace.
    pub metadata: ObjectMeta,
    /// Which pods, and with which group.
    pub spec: TargetGroupBindingSpec,
}

/// Which pods, and with which group. Without `networking` the controller changes no security group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetGroupBindingSpec {
    /// The Service, in the namespace of the binding.
    pub service_ref: ServiceReference,
    /// Name of the target group. The controller looks up its ARN when the binding is created, and never again.
    pub target_group_name: String,
    /// `ip`: the addresses of pods.
    pub target_type: &'static str,
}

/// A port of a Service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceReference {
    /// Name of the Service.
    pub name: String,
    /// The port that the Service has; pods are registered with the port that it leads to.
    pub port: u16,
}

impl TargetGroupBinding {
    /// The pods behind a port of a Service, by their addresses.
    pub const fn of_pods(metadata: ObjectMeta, target_group_name: String, service_ref: ServiceReference) -> Self {
        let spec = TargetGroupBindingSpec { service_ref, target_group_name, target_type: "ip" };
        Self { api_version: "elbv2.k8s.aws/v1beta1", kind: "TargetGroupBinding", metadata, spec }
    }
}

custom_resource!(
    TargetGroupBinding,
    "TargetGroupBinding",
    "elbv2.k8s.aws",
    "v1beta1",
    "targetgroupbindings",
    NamespaceResourceScope
);
