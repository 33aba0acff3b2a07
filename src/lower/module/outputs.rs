//! `outputs.tf`: what pipelines and people need to know of a cell.

use super::references::private_subnet_ids;
use super::{Content, ModuleContext, front_door};
use crate::model::{Class, Environment};
use crate::terraform::{Expression, block, for_list, path};
use crate::values::IdentityMechanism;

/// An output of a module, and of every root that calls it.
pub(in crate::lower) struct Output {
    pub(in crate::lower) name: &'static str,
    pub(in crate::lower) description: &'static str,
    value: Expression,
}

/// The outputs of a class, by name.
pub(in crate::lower) fn outputs(environment: &Environment, class: &Class) -> Vec<Output> {
    let mut outputs = always();
    if !class.is_isolated() {
        let addresses = for_list("address", path("aws_eip.nat"), path("address.public_ip"));
        outputs.push(output("nat_public_ips", "Public addresses of the cell: what partners allow in.", addresses));
    }
    if environment.workload_identities.iter().any(|identity| identity.mechanism == IdentityMechanism::Irsa) {
        let arn = path("aws_iam_openid_connect_provider.this.arn");
        outputs.push(output("oidc_provider_arn", "OIDC provider that IRSA roles trust.", arn));
    }
    if environment.front_door.is_some() {
        outputs.push(output("host", "Name of the cell.", front_door::host(environment)));
        let balancer = path("aws_lb.front_door.dns_name");
        outputs.push(output("load_balancer_dns_name", "Name of the load balancer in AWS.", balancer));
    }
    outputs.sort_by_key(|output| output.name);
    outputs
}

fn output(name: &'static str, description: &'static str, value: Expression) -> Output {
    Output { name, description, value }
}

fn always() -> Vec<Output> {
    let cluster = |attribute: &str| path(&format!("aws_eks_cluster.this.{attribute}"));
    let security_group = cluster("vpc_config.0.cluster_security_group_id");
    vec![
        output(
            "cluster_certificate_authority",
            "Certificate authority of the Kubernetes API, in base64.",
            cluster("certificate_authority.0.data"),
        ),
        output("cluster_endpoint", "URL of the Kubernetes API.", cluster("endpoint")),
        output("cluster_name", "Name of the cluster.", cluster("name")),
        output("cluster_security_group_id", "Security group of control plane and nodes.", security_group),
        output(
            "karpenter_instance_profile_name",
            "Instance profile of nodes that Karpenter creates.",
            path("aws_iam_instance_profile.karpenter_node.name"),
        ),
        output(
            "karpenter_node_role_name",
            "Role of nodes that Karpenter creates.",
            path("aws_iam_role.karpenter_node.name"),
        ),
        output("karpenter_queue_name", "Queue of interruptions for Karpenter.", path("aws_sqs_queue.karpenter.name")),
        output("kms_key_arn", "The cell's key.", path("aws_kms_key.this.arn")),
        output("private_subnet_ids", "Subnets of nodes and pods.", private_subnet_ids()),
        output("vpc_id", "The cell's VPC.", path("aws_vpc.this.id")),
    ]
}

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let block = |output: Output| {
        block("output").label(output.name).set("description", output.description).set("value", output.value)
    };
    let blocks = outputs(context.environment, context.class).into_iter().map(block).collect();
    ("outputs.tf", "What pipelines and people need to know of a cell.", file!(), blocks)
}
