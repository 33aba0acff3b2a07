//! `karpenter.tf`: what Karpenter needs of AWS. The controller and its pools are Kubernetes objects, not Terraform's.

use super::references::{depends_on, derived, name, pod_identity};
use super::system_nodes::NODE_POLICIES;
use super::{Content, ModuleContext, karpenter_policies, own_cell, session_manager};
use crate::iam::{allow, deny, policy};
use crate::model::names;
use crate::platform::ApplicationName;
use crate::terraform::{BodyBuilder, Expression, block, call, for_list, list, object, path, resource, text};

/// The events that Karpenter drains nodes on: key, source, detail type.
const EVENTS: [(&str, &str, &str); 5] = [
    ("health", "aws.health", "AWS Health Event"),
    ("interruption", "aws.ec2", "EC2 Spot Instance Interruption Warning"),
    ("rebalance", "aws.ec2", "EC2 Instance Rebalance Recommendation"),
    ("reservation", "aws.ec2", "EC2 Capacity Reservation Instance Interruption Warning"),
    ("state-change", "aws.ec2", "EC2 Instance State-change Notification"),
];

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut blocks =
        vec![context.role("karpenter", names::KARPENTER_ROLE, "Karpenter controller", context.trust_pod_identity())];
    blocks.extend(karpenter_policies::blocks(context));
    let karpenter = ApplicationName::Karpenter;
    let account = karpenter.service_account().expect("invariant: Karpenter has a service account");
    blocks.push(pod_identity("karpenter", karpenter.namespace(), account).set(
        "depends_on",
        depends_on([
            "aws_iam_role_policy_attachment.karpenter_discovery",
            "aws_iam_role_policy_attachment.karpenter_identity",
            "aws_iam_role_policy_attachment.karpenter_nodes",
        ]),
    ));
    blocks.extend(node_identity(context));
    blocks.push(discovery());
    blocks.extend(queue(context));
    blocks.extend(events());
    let purpose = "Karpenter's identity, the identity of its nodes, and the queue of interruptions.";
    ("karpenter.tf", purpose, file!(), blocks)
}

fn node_identity(context: &ModuleContext<'_>) -> Vec<BodyBuilder> {
    let trust = context.trust_ec2();
    let mut blocks = vec![
        context.role("karpenter_node", names::KARPENTER_NODE_ROLE, "Nodes that Karpenter creates", trust),
        context.attach_all_managed("karpenter_node", &NODE_POLICIES),
        own_cell::of_node(context, "karpenter_node"),
    ];
    blocks.extend(session_manager::policy(context, "karpenter_node"));
    blocks.push(context.iam().instance_profile("karpenter_node", derived(names::KARPENTER_NODE_ROLE)).comment(
        "IAM has no endpoint inside a VPC: without a way out, Karpenter cannot create a profile itself. Every cell has this\n\
         one, so that nodes keep theirs when `nat` changes.",
    ));
    blocks.push(
        resource("aws_eks_access_entry", "karpenter_node")
            .set("cluster_name", path("aws_eks_cluster.this.name"))
            .set("principal_arn", path("aws_iam_role.karpenter_node.arn"))
            .set("type", "EC2_LINUX")
            .nest(
                block("lifecycle")
                    .because("EKS remembers the id of the role, not its name: a new role needs a new entry.")
                    .set("replace_triggered_by", list([path("aws_iam_role.karpenter_node.unique_id")])),
            ),
    );
    blocks
}

fn discovery() -> BodyBuilder {
    let group = path("aws_eks_cluster.this.vpc_config.0.cluster_security_group_id");
    resource("aws_ec2_tag", "cluster_security_group_discovery")
        .comment("EKS creates the cluster's security group; Karpenter finds it by this tag.")
        .set("resource_id", group)
        .set("key", "karpenter.sh/discovery")
        .set("value", name())
}

fn queue(context: &ModuleContext<'_>) -> [BodyBuilder; 2] {
    let queue = resource("aws_sqs_queue", "karpenter")
        .set("name", derived(names::QUEUE))
        .because("A notice that is five minutes old is of no use: a spot instance has two.")
        .set("message_retention_seconds", 300)
        .set("sqs_managed_sse_enabled", true);
    let rules = for_list("rule", path("aws_cloudwatch_event_rule.karpenter"), path("rule.arn"));
    let send = allow("EventsSend", ["sqs:SendMessage"])
        .principal("Service", context.service("events"))
        .on([path("aws_sqs_queue.karpenter.arn")])
        .when("ArnEquals", "aws:SourceArn", rules);
    let insecure = deny("DenyWithoutTLS", ["sqs:*"])
        .principal("AWS", "*")
        .on([path("aws_sqs_queue.karpenter.arn")])
        .when("Bool", "aws:SecureTransport", "false");
    let access = resource("aws_sqs_queue_policy", "karpenter")
        .set("queue_url", path("aws_sqs_queue.karpenter.url"))
        .set("policy", policy([send, insecure]));
    [queue, access]
}

fn events() -> [BodyBuilder; 2] {
    let event = |(key, source, detail_type): (&'static str, &str, &str)| {
        (key, object([("source", source), ("detail_type", detail_type)]))
    };
    let pattern: Expression = object([
        ("source", list([path("each.value.source")])),
        ("detail-type", list([path("each.value.detail_type")])),
    ]);
    let rule = resource("aws_cloudwatch_event_rule", "karpenter")
        .set("for_each", object(EVENTS.map(event)))
        .set("name", text("{}-{}", [name(), path("each.key")]))
        .set("description", text("Karpenter: {}", [path("each.value.detail_type")]))
        .set("event_pattern", call("jsonencode", [pattern]));
    let target = resource("aws_cloudwatch_event_target", "karpenter")
        .set("for_each", path("aws_cloudwatch_event_rule.karpenter"))
        .set("rule", path("each.value.name"))
        .set("target_id", "karpenter")
        .set("arn", path("aws_sqs_queue.karpenter.arn"));
    [rule, target]
}
