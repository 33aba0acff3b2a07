//! `addons.tf`: the EKS add-ons, in the two phases that their pods need.

use super::references::{depends_on, pod_identity};
use super::{Content, ModuleContext, own_cell};
use crate::model::{SYSTEM_TIER, SystemTier, TIER_LABEL, Taint, names};
use crate::platform::AddOnName;
use crate::terraform::{BodyBuilder, Expression, call, object, path, resource};
use crate::values::TaintEffect;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut blocks = before_nodes(context);
    blocks.extend(after_nodes(context));
    let purpose = "EKS add-ons: networking and identity before the nodes, what needs nodes after them.";
    ("addons.tf", purpose, file!(), blocks)
}

fn before_nodes(context: &ModuleContext<'_>) -> Vec<BodyBuilder> {
    let cni = "AmazonEKS_CNI_Policy";
    let trust = context.trust_pod_identity();
    let cni_configuration = vpc_cni_configuration(context);
    vec![
        context.role("vpc_cni", names::VPC_CNI_ROLE, "VPC CNI", trust),
        context.attach_managed("vpc_cni", cni),
        own_cell::of_controller(context, "vpc_cni"),
        pod_identity("vpc_cni", "kube-system", "aws-node")
            .set("depends_on", depends_on(["aws_iam_role_policy_attachment.vpc_cni"])),
        add_on(context, AddOnName::VpcCni)
            .because("Without it, NetworkPolicy objects are accepted and not enforced.")
            .set("configuration_values", cni_configuration)
            .set("depends_on", depends_on(["aws_eks_pod_identity_association.vpc_cni"])),
        add_on(context, AddOnName::KubeProxy),
        add_on(context, AddOnName::PodIdentityAgent),
    ]
}

fn after_nodes(context: &ModuleContext<'_>) -> Vec<BodyBuilder> {
    let trust = context.trust_pod_identity();
    let mut controller = vec![("extraVolumeTags", path("local.tags"))];
    controller.extend(placement(context));
    vec![
        add_on(context, AddOnName::CoreDns)
            .because("On the system nodes, which are there before Karpenter can create any other.")
            .set("configuration_values", call("jsonencode", [object(placement(context))]))
            .set("depends_on", depends_on(["aws_eks_node_group.system"])),
        context.role("ebs_csi", names::EBS_CSI_ROLE, "EBS CSI driver", trust),
        context.attach_managed("ebs_csi", "service-role/AmazonEBSCSIDriverPolicy"),
        own_cell::of_controller(context, "ebs_csi"),
        pod_identity("ebs_csi", "kube-system", "ebs-csi-controller-sa")
            .set("depends_on", depends_on(["aws_iam_role_policy_attachment.ebs_csi"])),
        add_on(context, AddOnName::EbsCsiDriver)
            .set("configuration_values", call("jsonencode", [object([("controller", object(controller))])]))
            .set("depends_on", depends_on(["aws_eks_node_group.system", "aws_eks_pod_identity_association.ebs_csi"])),
    ]
}

fn add_on(context: &ModuleContext<'_>, name: AddOnName) -> BodyBuilder {
    let version = context.class.add_ons.get(&name).and_then(|add_on| add_on.version.as_ref());
    resource("aws_eks_addon", &super::identifier(name.as_str()))
        .set("cluster_name", path("aws_eks_cluster.this.name"))
        .set("addon_name", name.as_str())
        .set_if_some("addon_version", version.map(|version| version.to_string()))
        .set("resolve_conflicts_on_create", "OVERWRITE")
        .set("resolve_conflicts_on_update", "OVERWRITE")
}

fn vpc_cni_configuration(context: &ModuleContext<'_>) -> Expression {
    let add_on = context.class.add_ons.get(&AddOnName::VpcCni);
    let mut values = vec![("enableNetworkPolicy", Expression::from("true"))];
    if add_on.is_some_and(|add_on| add_on.prefix_delegation.value) {
        let env = [("ENABLE_PREFIX_DELEGATION", "true"), ("WARM_PREFIX_TARGET", "1")];
        values.push(("env", object(env)));
    }
    call("jsonencode", [object(values)])
}

/// Where controllers run: on the system nodes and nowhere else.
fn placement(context: &ModuleContext<'_>) -> [(&'static str, Expression); 2] {
    let selector = object([(TIER_LABEL, SYSTEM_TIER)]);
    [("nodeSelector", selector), ("tolerations", tolerations(&context.class.system))]
}

/// One toleration for each taint of the system nodes.
fn tolerations(tier: &SystemTier) -> Expression {
    Expression::List(
        tier.taints.iter().filter(|taint| taint.effect != TaintEffect::PreferNoSchedule).map(toleration).collect(),
    )
}

fn toleration(taint: &Taint) -> Expression {
    object([("key", taint.key.to_string()), ("operator", "Exists".to_owned())])
}
