//! Karpenter's `NodePool` (`karpenter.sh/v1`) and `EC2NodeClass` (`karpenter.k8s.aws/v1`), with the fields that cellc writes.
//!
//! Source: the custom resource definitions of aws/karpenter-provider-aws v1.14.1.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::custom_resource::custom_resource;

/// A pool of nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePool {
    /// `karpenter.sh/v1`
    pub api_version: &'static str,
    /// `NodePool`
    pub kind: &'static str,
    /// Name.
    pub metadata: ObjectMeta,
    /// What nodes, how many, and when they go.
    pub spec: NodePoolSpec,
}

/// What nodes, how many, and when they go.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodePoolSpec {
    /// What a node of the pool is.
    pub template: NodeTemplate,
    /// When nodes go.
    pub disruption: Disruption,
    /// What all nodes together may have.
    pub limits: BTreeMap<String, String>,
    /// From 1 to 100; the heavier pool is tried first.
    pub weight: u32,
}

/// What a node of the pool is.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeTemplate {
    /// Labels of the nodes.
    pub metadata: NodeMetadata,
    /// Requirements, taints, life.
    pub spec: NodeSpec,
}

/// Labels of the nodes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeMetadata {
    /// Labels of the nodes.
    pub labels: BTreeMap<String, String>,
}

/// Requirements, taints, life.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeSpec {
    /// The [`Ec2NodeClass`].
    pub node_class_ref: NodeClassReference,
    /// What instances are possible.
    pub requirements: Vec<Requirement>,
    /// Taints of the nodes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub taints: Vec<k8s_openapi::api::core::v1::Taint>,
    /// Age at which a node is replaced.
    pub expire_after: String,
    /// Time after which a draining node goes with what still runs on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub termination_grace_period: Option<String>,
}

/// The [`Ec2NodeClass`] of a pool.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeClassReference {
    /// `karpenter.k8s.aws`
    pub group: &'static str,
    /// `EC2NodeClass`
    pub kind: &'static str,
    /// Its name.
    pub name: String,
}

/// A condition on the labels that an instance would have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Requirement {
    /// Label.
    pub key: &'static str,
    /// `In`, `NotIn`, `Gt`, …
    pub operator: &'static str,
    /// What is compared with.
    pub values: Vec<String>,
}

/// When nodes go.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Disruption {
    /// `WhenEmpty` or `WhenEmptyOrUnderutilized`
    pub consolidation_policy: &'static str,
    /// How long a node must have been quiet.
    pub consolidate_after: String,
    /// How many nodes may go at once, and when none may.
    pub budgets: Vec<Budget>,
}

/// How many nodes may go at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Budget {
    /// A number or a percentage.
    pub nodes: String,
    /// `Underutilized`, `Empty` or `Drifted`; all where it is empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<&'static str>,
    /// When it begins to hold, as a cron expression in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// For how long it holds; present with `schedule`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<String>,
}

/// How instances are launched.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ec2NodeClass {
    /// `karpenter.k8s.aws/v1`
    pub api_version: &'static str,
    /// `EC2NodeClass`
    pub kind: &'static str,
    /// Name.
    pub metadata: ObjectMeta,
    /// Image, network, role, disks.
    pub spec: Ec2NodeClassSpec,
}

/// Image, network, role, disks.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ec2NodeClassSpec {
    /// The image: one alias.
    pub ami_selector_terms: Vec<AmiSelectorTerm>,
    /// Name of the nodes' role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Name of an instance profile, where Karpenter cannot reach IAM.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_profile: Option<String>,
    /// The subnets.
    pub subnet_selector_terms: Vec<TagSelectorTerm>,
    /// The security groups.
    pub security_group_selector_terms: Vec<TagSelectorTerm>,
    /// Disks.
    pub block_device_mappings: Vec<BlockDeviceMapping>,
    /// The instance metadata service.
    pub metadata_options: MetadataOptions,
    /// Settings of the kubelet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kubelet: Option<Kubelet>,
    /// Tags of instances, volumes and network interfaces.
    pub tags: BTreeMap<String, String>,
}

/// The image of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AmiSelectorTerm {
    /// `family@version`
    pub alias: String,
}

/// Everything with these tags.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagSelectorTerm {
    /// All of them.
    pub tags: BTreeMap<String, String>,
}

/// A disk.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockDeviceMapping {
    /// Such as `/dev/xvda`.
    pub device_name: &'static str,
    /// Whether the kubelet keeps its data here.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub root_volume: bool,
    /// The volume.
    pub ebs: EbsVolume,
}

/// A volume.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EbsVolume {
    /// Such as `50Gi`.
    pub volume_size: String,
    /// `gp3`
    pub volume_type: &'static str,
    /// Always.
    pub encrypted: bool,
    /// The cell's key, or its alias.
    #[serde(rename = "kmsKeyID")]
    pub kms_key_id: String,
    /// It goes with its instance.
    pub delete_on_termination: bool,
}

/// The instance metadata service.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetadataOptions {
    /// `enabled`
    pub http_endpoint: &'static str,
    /// `required`: version 2 of the service only.
    pub http_tokens: &'static str,
    /// 1: pods do not reach it.
    pub http_put_response_hop_limit: u8,
}

/// Settings of the kubelet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kubelet {
    /// Most pods of a node.
    pub max_pods: u32,
}

custom_resource!(NodePool, "NodePool", "karpenter.sh", "v1", "nodepools", ClusterResourceScope);
custom_resource!(Ec2NodeClass, "EC2NodeClass", "karpenter.k8s.aws", "v1", "ec2nodeclasses", ClusterResourceScope);
