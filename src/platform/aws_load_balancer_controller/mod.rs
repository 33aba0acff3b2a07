//! The AWS Load Balancer Controller.

mod policies;
mod register;

pub(crate) use register::VALUES as REGISTERS_ONLY;
use serde_json::{Value, json};

use super::ApplicationName;
use super::cell::{Cell, of_release, spread, with};
use super::chart_values::{OWN_CERTIFICATE, ROLE, Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::identity::{Form, Identity, Policy, no_resources};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::values::DerivedName;

const REPLICAS: u32 = 2;
const SERVICE_ACCOUNT: &str = "aws-load-balancer-controller";
/// API group of its kinds.
const GROUP: &str = "elbv2.k8s.aws";
/// What the controller writes on everything that it makes: the name of its cluster.
const CLUSTER_TAG: &str = "elbv2.k8s.aws/cluster";

pub(super) static FACTS: Facts = Facts {
    purpose: "Load balancers for Ingresses and Services of this cell.",
    usual: Usual::Always,
    namespace: Namespace { name: "kube-system", security: None },
    wave: Wave::Controllers,
    leaves_nothing: false,
    keeps_data: false,
    definitions: None,
    service_account: Some(SERVICE_ACCOUNT),
    identity: Some(Identity {
        label: "load_balancer_controller",
        role: DerivedName::role("IAM role of the load balancer controller", "-load-balancer"),
        description: "AWS Load Balancer Controller",
        policies: &[CHANGE, DISCOVERY, REGISTER],
        resources: no_resources,
    }),
    log_groups: &[],
    endpoints: &["acm"],
    metrics: Some(8080),
    writes_zones: false,
    brings: File::of(include_str!("../../../catalog/charts/aws-load-balancer-controller.json")),
    kinds: Kinds {
        of_cluster: &[(GROUP, "IngressClassParams"), ("networking.k8s.io", "IngressClass")],
        // With a binding of its own a team takes the requests of another's load balancer.
        guards: &[(GROUP, "TargetGroupBinding")],
        readable: &[(GROUP, &["albtargetcontrolconfigs", "ingressclassparams", "targetgroupbindings"])],
        of_teams: &[],
        fences: &[
            (GROUP, &["ingressclassparams"], "exposes what is internal"),
            (GROUP, &["targetgroupbindings"], "takes the requests of other load balancers"),
        ],
        powers: &[],
    },
    values: Values {
        of: values,
        arguments: no_arguments,
        because,
        ignored: OWN_CERTIFICATE,
        kept: &[
            &["clusterName"],
            &["region"],
            &["vpcId"],
            &["vpcTags"],
            &["defaultTags", CLUSTER_TAG],
            &["defaultLoadBalancerScheme"],
            &["defaultTargetType"],
            &["disableIngressGroupNameAnnotation"],
            &["enableServiceMutatorWebhook"],
            &["ingressClassParams", "spec"],
            ROLE,
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["nodeSelector"],
            &["tolerations"],
        ],
        kept_arguments: &[
            "aws-region",
            "aws-vpc-id",
            "aws-vpc-tags",
            "cluster-name",
            "default-load-balancer-scheme",
            "default-tags",
            "default-target-type",
            "disable-ingress-group-name-annotation",
        ],
        rights: &[],
    },
};

const fn because(cell: &Cell<'_>) -> &'static [&'static str] {
    if cell.balancing.is_terraforms() {
        &[
            "It finds its VPC by tag: the id is known only after the apply, and pods do not reach the metadata service.",
            "Terraform makes the load balancer of this cell, and the controller registers pods with its target groups: Services,",
            "Ingresses and Gateways get none. Nothing turns the controller of Ingresses off, so it has no class: it leaves those alone",
            "that name another one, and its webhook refuses the old annotation.",
        ]
    } else {
        &[
            "It finds its VPC by tag: the id is known only after the apply, and pods do not reach the metadata service.",
            "Without the mutating webhook for Services a cell can start while the controller is not there yet. No Ingress joins the",
            "load balancer of another namespace by an annotation: the IngressClass says what is shared.",
        ]
    }
}

const CHANGE: Policy = Policy {
    form: Form::Managed {
        label: "load_balancer_controller",
        name: DerivedName::policy("IAM policy of the load balancer controller", "-load-balancer"),
        description: "Change load balancers of this cluster and no other",
    },
    statements: policies::change,
};

const DISCOVERY: Policy = Policy {
    form: Form::Managed {
        label: "load_balancer_controller_discovery",
        name: DerivedName::policy(
            "IAM policy of the load balancer controller for discovery",
            "-load-balancer-discovery",
        ),
        description: "Find networks, load balancers and certificates",
    },
    statements: policies::discovery,
};

/// Part of the role itself: where the controller stops making load balancers, the policies for that go, and none stays whose
/// description is no longer true.
const REGISTER: Policy = Policy { form: Form::Inline("register-targets"), statements: register::statements };

fn values(cell: &Cell<'_>) -> Value {
    let values = json!({
        "clusterName": cell.cluster,
        "region": cell.region,
        "vpcTags": { "Name": cell.cluster },
        "replicaCount": REPLICAS,
        "podDisruptionBudget": { "maxUnavailable": 1 },
        "topologySpreadConstraints": spread(&of_release(
            "aws-load-balancer-controller",
            "aws-load-balancer-controller",
        )),
        "serviceAccount": { "name": SERVICE_ACCOUNT },
        "defaultTags": cell.tags,
        "defaultTargetType": "ip",
        "disableIngressGroupNameAnnotation": true,
        "enableCertManager": cell.applications.runs(ApplicationName::CertManager),
        "enableServiceMutatorWebhook": false,
        "enableShield": false,
        "enableWaf": false,
    });
    // The firewall has no endpoint inside a VPC.
    let values = if cell.is_isolated { with(values, "enableWafv2", false) } else { values };
    let values = if cell.balancing.is_terraforms() { register::only(values) } else { values };
    cell.on_system_nodes(values)
}
