//! The AWS Load Balancer Controller, after the policy that its project publishes with v3.5, and the action that v3.7 adds.
//!
//! That policy would let every cell of an account change the load balancers of all others: some statements have no
//! condition at all, others only ask for the presence of a tag. Here each names this cluster as the tag's value, and what has
//! no tags is named by account and region. In two policies, because one would outgrow IAM's 6,144 characters.
//!
//! What the chart's values turn off is left out: WAF Classic, Shield, and WAF where a cell has no way out. So is
//! `cognito-idp:DescribeUserPoolClient`, which hands out the secret of every user pool's client in the account.

use super::CLUSTER_TAG;
use crate::iam::{Statement, allow, deny, name};
use crate::platform::{ApplicationName, Class};
use crate::terraform::{Expression, Key, path, text};

/// What makes and changes load balancers, and their security groups; nothing where the controller makes none.
pub(super) fn change(class: &Class<'_>) -> Vec<Statement> {
    if class.balancing.is_terraforms() {
        return Vec::new();
    }
    let groups = security_groups(class).into_iter().chain([tags_of_others(class)]);
    groups.chain(load_balancers(class)).collect()
}

/// The resource is this cluster's.
fn when_ours(statement: Statement) -> Statement {
    statement.when("StringEquals", format!("aws:ResourceTag/{CLUSTER_TAG}"), name())
}

/// The request makes the resource this cluster's.
fn when_made_ours(statement: Statement) -> Statement {
    statement.when("StringEquals", format!("aws:RequestTag/{CLUSTER_TAG}"), name())
}

/// The request does not touch the tag that says whose it is.
fn when_it_stays_ours(statement: Statement) -> Statement {
    when_ours(statement).when("Null", format!("aws:RequestTag/{CLUSTER_TAG}"), "true")
}

fn security_groups(class: &Class<'_>) -> [Statement; 6] {
    let groups = || [class.arn("ec2", "security-group/*")];
    let rules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
    let nodes: Key = text("aws:ResourceTag/kubernetes.io/cluster/{}", [name()]).into();
    [
        allow("CreateGroupInVpc", ["ec2:CreateSecurityGroup"]).on([path("aws_vpc.this.arn")]),
        when_made_ours(allow("CreateGroup", ["ec2:CreateSecurityGroup"]).on(groups())),
        when_made_ours(allow("TagNewGroup", ["ec2:CreateTags"]).on(groups())).when(
            "StringEquals",
            "ec2:CreateAction",
            "CreateSecurityGroup",
        ),
        when_it_stays_ours(allow("TagGroup", ["ec2:CreateTags", "ec2:DeleteTags"]).on(groups())),
        when_ours(allow("ChangeGroup", rules.into_iter().chain(["ec2:DeleteSecurityGroup"])).on(groups())),
        allow("OpenNodes", rules)
            .because("The group of the nodes is EKS's: load balancers reach pods through it.")
            .on(groups())
            .when("StringEquals", nodes, "owned"),
    ]
}

/// The controller's own tags begin with `elbv2.k8s.aws/`, `ingress.k8s.aws/` and `service.k8s.aws/`; all others are those that
/// Ingresses and Services ask for in annotations.
fn tags_of_others(class: &Class<'_>) -> Statement {
    deny("TagsOfOthers", ["ec2:CreateSecurityGroup", "ec2:CreateTags"])
        .because("Karpenter puts nodes, of this cell or of another, into the groups that have its tag.")
        .on([class.arn("ec2", "security-group/*")])
        .when("ForAnyValue:StringLike", "aws:TagKeys", ["karpenter.sh/*", "kubernetes.io/cluster/*"])
}

fn load_balancers(class: &Class<'_>) -> Vec<Statement> {
    let balancing = |resource: &str| class.arn("elasticloadbalancing", resource);
    let made = || [balancing("loadbalancer/app/*"), balancing("loadbalancer/net/*"), balancing("targetgroup/*")];
    let parts = || [balancing("listener/*"), balancing("listener-rule/*")];
    let all = || made().into_iter().chain(parts());
    let elb =
        |actions: &[&str]| actions.iter().map(|action| format!("elasticloadbalancing:{action}")).collect::<Vec<_>>();
    let create = ["CreateLoadBalancer", "CreateTargetGroup"];
    let all_create = ["CreateListener", "CreateLoadBalancer", "CreateRule", "CreateTargetGroup"];
    let mut statements = vec![
        when_made_ours(allow("Create", elb(&create)).on(made())),
        when_made_ours(allow("TagNew", elb(&["AddTags"])).on(all())).when(
            "StringEquals",
            "elasticloadbalancing:CreateAction",
            all_create,
        ),
        when_it_stays_ours(allow("Tag", elb(&["AddTags", "RemoveTags"])).on(all())),
        when_ours(allow("Change", elb(&CHANGES)).on(all())),
    ];
    if has_firewall(class) {
        let actions = ["wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"];
        let associate = allow("AssociateFirewall", actions);
        statements.push(associate.because("Takes SetWebAcl too, which is this cluster's only.").on(firewalls(class)));
    }
    statements
}

/// Whether the controller looks for firewalls of its load balancers: unless the chart's values say otherwise, or WAF is out
/// of reach.
fn has_firewall(class: &Class<'_>) -> bool {
    let is_off = class.applications.flag(ApplicationName::LoadBalancerController, &["enableWafv2"]) == Some(false);
    !is_off && !class.is_isolated
}

/// What the controller does with what it has made.
const CHANGES: [&str; 23] = [
    "AddListenerCertificates",
    "CreateListener",
    "CreateRule",
    "DeleteListener",
    "DeleteLoadBalancer",
    "DeleteRule",
    "DeleteTargetGroup",
    "DeregisterTargets",
    "ModifyCapacityReservation",
    "ModifyIpPools",
    "ModifyListener",
    "ModifyListenerAttributes",
    "ModifyLoadBalancerAttributes",
    "ModifyRule",
    "ModifyTargetGroup",
    "ModifyTargetGroupAttributes",
    "RegisterTargets",
    "RemoveListenerCertificates",
    "SetIpAddressType",
    "SetRulePriorities",
    "SetSecurityGroups",
    "SetSubnets",
    "SetWebAcl",
];

fn firewalls(class: &Class<'_>) -> [Expression; 2] {
    [class.arn("wafv2", "regional/webacl/*"), class.arn("elasticloadbalancing", "loadbalancer/app/*")]
}

/// What finds networks, load balancers and certificates; nothing where the controller makes none.
pub(super) fn discovery(class: &Class<'_>) -> Vec<Statement> {
    if class.balancing.is_terraforms() {
        return Vec::new();
    }
    let describe = |service: &str, kinds: &[&str]| -> Vec<String> {
        kinds.iter().map(|kind| format!("{service}:Describe{kind}")).collect()
    };
    let read = describe("ec2", &NETWORK).into_iter().chain(describe("elasticloadbalancing", &BALANCING));
    let read = read.chain(["acm:ListCertificates".to_owned()]);
    let service = "elasticloadbalancing.amazonaws.com";
    let service_role = class.iam_arn(format!("role/aws-service-role/{service}/*"));
    let mut statements = vec![
        allow("Read", read).because("AWS takes no resource for these; none of them reads a secret.").on(["*"]).when(
            "StringEquals",
            "aws:RequestedRegion",
            path("var.region"),
        ),
        allow("FindGroups", ["ec2:GetSecurityGroupsForVpc"]).on([path("aws_vpc.this.arn")]),
        allow("CheckGroups", ["ec2:ValidateSecurityGroupQuotasForInterface"])
            .because("Since v3.7, of every group of a load balancer: also of those that an annotation names.")
            .on([class.arn("ec2", "security-group/*")])
            .when("ArnEquals", "ec2:Vpc", path("aws_vpc.this.arn")),
        allow("ReadCertificates", ["acm:DescribeCertificate"]).on([class.arn("acm", "certificate/*")]),
        allow("CreateServiceLinkedRole", ["iam:CreateServiceLinkedRole"])
            .because("AWS makes it once an account, with the first load balancer.")
            .on([service_role])
            .when("StringEquals", "iam:AWSServiceName", service),
    ];
    statements.extend(server_certificates(class));
    if has_firewall(class) {
        let read = allow("ReadFirewalls", ["wafv2:GetWebACL", "wafv2:GetWebACLForResource"]);
        statements.push(read.on(firewalls(class)));
    }
    statements
}

/// Certificates that IAM holds; without a way out nothing reaches IAM.
fn server_certificates(class: &Class<'_>) -> Vec<Statement> {
    if class.is_isolated {
        return Vec::new();
    }
    let certificates = class.iam_arn("server-certificate/*");
    vec![
        allow("ReadServerCertificates", ["iam:GetServerCertificate"]).on([certificates]),
        allow("ListServerCertificates", ["iam:ListServerCertificates"]).on(["*"]),
    ]
}

const NETWORK: [&str; 12] = [
    "AccountAttributes",
    "Addresses",
    "AvailabilityZones",
    "Instances",
    "InternetGateways",
    "IpamPools",
    "NetworkInterfaces",
    "RouteTables",
    "SecurityGroups",
    "Subnets",
    "Tags",
    "Vpcs",
];

const BALANCING: [&str; 13] = [
    "CapacityReservation",
    "ListenerAttributes",
    "ListenerCertificates",
    "Listeners",
    "LoadBalancerAttributes",
    "LoadBalancers",
    "Rules",
    "SSLPolicies",
    "Tags",
    "TargetGroupAttributes",
    "TargetGroups",
    "TargetHealth",
    "TrustStores",
];
