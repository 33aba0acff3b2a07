//! `system_nodes.tf`: the managed node group that is always on.

use super::references::{depends_on, derived, name, name_tag, private_subnet_ids};
use super::{Content, ModuleContext, own_cell, session_manager, way_out};
use crate::model::{Class, SystemTier, names};
use crate::terraform::{BodyBuilder, block, call, list, object, path, resource, text};
use crate::values::NodeImage;

/// Managed policies of a node. The VPC CNI has a role of its own, so that pods cannot change the network through the
/// node's. `AmazonSSMManagedInstanceCore` is not among them: it reads every parameter of the account.
pub(super) const NODE_POLICIES: [&str; 2] = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"];

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let trust = context.trust_ec2();
    let mut blocks = vec![
        context.role("system_node", names::SYSTEM_NODE_ROLE, "Nodes of the system tier", trust),
        context.attach_all_managed("system_node", &NODE_POLICIES),
        own_cell::of_node(context, "system_node"),
    ];
    blocks.extend(session_manager::policy(context, "system_node"));
    blocks.extend([launch_template(context), node_group(context)]);
    let purpose = "The system tier: on-demand, tainted, always on. CoreDNS, Karpenter and controllers run here.";
    ("system_nodes.tf", purpose, file!(), blocks)
}

fn launch_template(context: &ModuleContext<'_>) -> BodyBuilder {
    let tags = call("merge", [path("local.tags"), name_tag(derived(names::LAUNCH_TEMPLATE))]);
    let tagged = |kind: &str| block("tag_specifications").set("resource_type", kind).set("tags", tags.clone());
    resource("aws_launch_template", "system")
        .set("name", derived(names::LAUNCH_TEMPLATE))
        .set("description", text("System nodes of {}", [name()]))
        .set("update_default_version", true)
        .nest_all(volumes(&context.class.system))
        .nest(
            block("metadata_options")
                .set("http_endpoint", "enabled")
                .because("IMDSv2 only, and one hop: pods cannot get at the credentials of their node.")
                .set("http_tokens", "required")
                .set("http_put_response_hop_limit", 1),
        )
        .nest(block("monitoring").set("enabled", true))
        .nest_all(["instance", "volume", "network-interface"].map(tagged))
}

/// Bottlerocket keeps its own files on a small first volume and containers on the second.
fn volumes(tier: &SystemTier) -> Vec<BodyBuilder> {
    let volume = |device: &str, gib: u32| {
        let ebs = block("ebs")
            .set("volume_type", "gp3")
            .set("volume_size", gib)
            .set("encrypted", true)
            .set("kms_key_id", path("aws_kms_key.this.arn"))
            .set("delete_on_termination", true);
        block("block_device_mappings").set("device_name", device).nest(ebs)
    };
    match tier.image {
        NodeImage::Al2023 => vec![volume("/dev/xvda", tier.disk_gib.value)],
        NodeImage::Bottlerocket => vec![volume("/dev/xvda", 4), volume("/dev/xvdb", tier.disk_gib.value)],
    }
}

fn node_group(context: &ModuleContext<'_>) -> BodyBuilder {
    let tier = &context.class.system;
    let types: Vec<String> = tier.instance_types.iter().map(|kind| kind.to_string()).collect();
    let labels = tier.labels.iter().map(|(key, value)| (key.to_string(), value.to_string()));
    let taints = tier.taints.iter().map(|taint| {
        block("taint")
            .set("key", taint.key.to_string())
            .set_if_some("value", Some(taint.value.to_string()).filter(|value| !value.is_empty()))
            .set("effect", taint.effect.eks_api())
    });
    let group = resource("aws_eks_node_group", "system")
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .because("A prefix, so that the new group can be created before the old one goes.")
        .set("node_group_name_prefix", "system-")
        .set("node_role_arn", path("aws_iam_role.system_node.arn"))
        .set("subnet_ids", private_subnet_ids())
        .set("version", path("aws_eks_cluster.this.version"))
        .set_if_some("release_version", tier.ami_release.as_ref().map(|release| release.to_string()));
    let group = match tier.ami_release {
        Some(_) => group,
        None => group.because(
            "No release_version: nodes keep the AMI they were created with, until `ami_release` in the spec names one.",
        ),
    };
    group
        .set("ami_type", tier.image.ami_type(tier.architecture()))
        .set("capacity_type", "ON_DEMAND")
        .set("instance_types", types)
        .set("labels", object(labels))
        .nest(launch_template_version())
        .nest(
            block("scaling_config")
                .set("min_size", tier.min.value)
                .set("max_size", tier.max.value)
                .set("desired_size", tier.min.value),
        )
        .nest(block("update_config").set("max_unavailable", tier.max_unavailable.value))
        .nest_all(taints)
        .nest(
            block("lifecycle")
                .because(
                    "The new group is up before the old one goes. Terraform extends this to everything that the group\n\
                     depends on: a cluster or add-on whose creation failed is destroyed with -target before the next apply.",
                )
                .set("create_before_destroy", true)
                .because(
                    "Operators change the size, not Terraform. Before min_size is raised above the present size, raise that:\n\
                     aws eks update-nodegroup-config --scaling-config desiredSize=…",
                )
                .set("ignore_changes", list([path("scaling_config.0.desired_size")])),
        )
        .because(
            "Nodes join once they have a network, an identity and a way out. On destroy these outlive the nodes: the CNI\n\
             gives its network interfaces back through them.",
        )
        .set("depends_on", depends_on(prerequisites(context.class)))
}

fn launch_template_version() -> BodyBuilder {
    block("launch_template")
        .set("id", path("aws_launch_template.system.id"))
        .set("version", path("aws_launch_template.system.latest_version"))
}

fn prerequisites(class: &Class) -> Vec<&'static str> {
    let mut addresses = vec![
        "aws_eks_addon.eks_pod_identity_agent",
        "aws_eks_addon.kube_proxy",
        "aws_eks_addon.vpc_cni",
        "aws_iam_role_policy_attachment.system_node",
        "aws_route_table_association.private",
        "aws_vpc_endpoint.s3",
    ];
    addresses.extend(way_out::addresses(class));
    addresses.sort_unstable();
    addresses
}
