//! The controller where Terraform makes the only load balancer of a cell: it registers pods with target groups.
//!
//! What it calls without Services, Ingresses and Gateways, as read in v3.5.0 on 2026-11-28 (kubernetes-sigs/aws-load-balancer-controller):
//!
//! | call | where |
//! |---|---|
//! | `DescribeVpcs` | `pkg/aws/cloud.go` finds the VPC by its tags; `pkg/networking/vpc_info_provider.go` asks for its ranges |
//! | `DescribeSecurityGroups` | `pkg/networking/networking_manager.go` looks for rules that no binding asks for any more |
//! | `DescribeTargetGroups` | `webhooks/elbv2/targetgroup_helper.go` turns the name in a new binding into an ARN |
//! | `DescribeTargetHealth`, `RegisterTargets`, `DeregisterTargets` | `pkg/targetgroupbinding/targets_manager.go` |

use serde_json::{Value, json};

use crate::iam::{Statement, allow};
use crate::platform::{Class, Path, with};
use crate::terraform::path;

/// The values by which it only registers targets.
pub(crate) const VALUES: &[Path] = &[
    &["controllerConfig", "featureGates", "ALBGatewayAPI"],
    &["controllerConfig", "featureGates", "EnableServiceController"],
    &["controllerConfig", "featureGates", "NLBGatewayAPI"],
    &["createIngressClassResource"],
    &["disableIngressClassAnnotation"],
    &["enableWafv2"],
    // Without a class it would take the Ingresses that name none.
    &["ingressClass"],
];

/// The values with one more: nothing makes a load balancer.
///
/// The controller of Ingresses has no switch (`main.go`): without an `IngressClass` of its own it takes only those that name it
/// in the old annotation, and its webhook refuses that one.
pub(super) fn only(values: Value) -> Value {
    let gates = json!({
        "ALBGatewayAPI": false,
        "EnableServiceController": false,
        "NLBGatewayAPI": false,
    });
    let values = with(values, "controllerConfig", json!({ "featureGates": gates }));
    let values = with(values, "createIngressClassResource", false);
    let values = with(values, "disableIngressClassAnnotation", true);
    with(values, "enableWafv2", false)
}

/// What changes the targets of Terraform's own groups, and what finds them; nothing where there are none.
pub(super) fn statements(class: &Class<'_>) -> Vec<Statement> {
    let actions = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"];
    let groups = &class.target_groups;
    let register = (!groups.is_empty()).then(|| allow("RegisterTargets", actions).on(groups.clone()));
    // Where the controller makes load balancers, another policy finds all of this already.
    let find = class.balancing.is_terraforms().then(find);
    register.into_iter().chain(find).collect()
}

fn find() -> Statement {
    let read = [
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
    ];
    let because = "AWS takes no resource for these; none of them reads a secret.";
    allow("Read", read).because(because).on(["*"]).when("StringEquals", "aws:RequestedRegion", path("var.region"))
}
