//! The policies of the Karpenter controller, after the CloudFormation template of Karpenter 1.14.
//!
//! They are split in three because IAM counts 6,144 characters a managed policy: in one piece they would fail for cluster
//! names of 18 characters and more. `tests/suite/karpenter_policies.rs` measures them at the longest legal name.

use super::references::{depends_on, derived, name};
use super::{ModuleContext, way_out};
use crate::iam::{Kind, SPOT_SERVICE, Statement, allow, policy, spot_role};
use crate::model::names;
use crate::terraform::{BodyBuilder, Expression, Key, list, path, resource, text};

/// What Karpenter makes when it launches a node.
const LAUNCHED: [&str; 6] =
    ["fleet", "instance", "launch-template", "network-interface", "spot-instances-request", "volume"];

/// Three managed policies and their attachments.
pub(super) fn blocks(context: &ModuleContext<'_>) -> Vec<BodyBuilder> {
    let nodes = policy(node_lifecycle(context));
    let identity = policy(node_identity(context));
    let discovery = policy(discovery(context));
    let managed = |label: &str, name, description: &str, document| {
        context.iam().policy(label, derived(name), description, document)
    };
    let mut blocks = vec![
        managed("karpenter_nodes", names::KARPENTER_NODES_POLICY, "Launch, tag and end nodes of this cluster", nodes)
            .comment("Three policies, because one would outgrow IAM's 6,144 characters."),
        managed("karpenter_identity", names::KARPENTER_IDENTITY_POLICY, "Give nodes their identity", identity)
            .because(
                "Its text differs with `nat`, so that a change of `nat` passes through it: the new way out is there before\n\
                 it changes, and the old one goes after it.",
            )
            .set("depends_on", depends_on(way_out::addresses(context.class))),
        managed(
            "karpenter_discovery",
            names::KARPENTER_DISCOVERY_POLICY,
            "Discover capacity, and read the interruption queue",
            discovery,
        ),
    ];
    blocks.extend(["karpenter_nodes", "karpenter_identity", "karpenter_discovery"].map(|label| {
        resource("aws_iam_role_policy_attachment", label)
            .set("role", path("aws_iam_role.karpenter.name"))
            .set("policy_arn", path("aws_iam_policy").attribute(label).attribute("arn"))
    }));
    blocks
}

fn owned(prefix: &str) -> Key {
    text(&format!("aws:{prefix}/kubernetes.io/cluster/{{}}"), [name()]).into()
}

/// The resource carries the tags of this cluster's Karpenter.
fn when_ours(statement: Statement) -> Statement {
    statement.when("StringEquals", owned("ResourceTag"), "owned").when(
        "StringLike",
        "aws:ResourceTag/karpenter.sh/nodepool",
        "*",
    )
}

/// The request gives the resource the tags of this cluster's Karpenter.
fn when_tagged_ours(statement: Statement) -> Statement {
    statement
        .when("StringEquals", owned("RequestTag"), "owned")
        .when("StringEquals", "aws:RequestTag/eks:eks-cluster-name", name())
        .when("StringLike", "aws:RequestTag/karpenter.sh/nodepool", "*")
}

fn node_lifecycle(context: &ModuleContext<'_>) -> Vec<Statement> {
    let ec2 = |resource: &str| context.arn("ec2", resource.into());
    let public = |resource: &str| context.regional_arn("ec2", resource);
    let launched = || LAUNCHED.map(|kind| ec2(&format!("{kind}/*")));
    let used = [public(":image/*"), public(":snapshot/*"), ec2("capacity-reservation/*"), ec2("placement-group/*")];
    let network = [ec2("security-group/*"), ec2("subnet/*")];
    let launch = ["ec2:RunInstances", "ec2:CreateFleet"];
    let create = ["ec2:RunInstances", "ec2:CreateFleet", "ec2:CreateLaunchTemplate"];
    let end = ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"];
    let retag = ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"];
    vec![
        allow("AllowScopedEC2InstanceAccessActions", launch).on(used),
        allow("AllowScopedEC2NetworkAccessActions", launch)
            .because("Stricter than upstream: only into this cell's subnets and security group.")
            .on(network)
            .when("StringEquals", "aws:ResourceTag/karpenter.sh/discovery", name()),
        when_ours(allow("AllowScopedEC2LaunchTemplateAccessActions", launch).on([ec2("launch-template/*")])),
        when_tagged_ours(allow("AllowScopedEC2InstanceActionsWithTags", create).on(launched())),
        when_tagged_ours(allow("AllowScopedResourceCreationTagging", ["ec2:CreateTags"]).on(launched())).when(
            "StringEquals",
            "ec2:CreateAction",
            ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
        ),
        when_ours(allow("AllowScopedResourceTagging", ["ec2:CreateTags"]).on([ec2("instance/*")]))
            .when("StringEqualsIfExists", "aws:RequestTag/eks:eks-cluster-name", name())
            .when("ForAllValues:StringEquals", "aws:TagKeys", retag),
        when_ours(allow("AllowScopedDeletion", end).on([ec2("instance/*"), ec2("launch-template/*")])),
    ]
}

fn node_identity(context: &ModuleContext<'_>) -> Vec<Statement> {
    let pass = allow("AllowPassingInstanceRole", ["iam:PassRole"]).on([path("aws_iam_role.karpenter_node.arn")]).when(
        "StringEquals",
        "iam:PassedToService",
        ec2_services(context),
    );
    let mut statements = vec![pass];
    statements.extend(may_create_spot_role(context).then(|| create_spot_role(context)));
    let read = |profiles| allow("AllowInstanceProfileReadActions", ["iam:GetInstanceProfile"]).on([profiles]);
    if context.class.is_isolated() {
        let profile = context.iam().arn(Kind::InstanceProfile, derived(names::KARPENTER_NODE_ROLE));
        statements.push(read(profile));
        return statements;
    }
    // Karpenter puts them below a path of its own.
    let profiles = context.iam_arn("instance-profile/*".into());
    let read = read(profiles.clone());
    let list = allow("AllowUnscopedInstanceProfileListAction", ["iam:ListInstanceProfiles"]).on(["*"]);
    statements.extend([read, list]);
    statements.extend(instance_profiles(&profiles));
    statements
}

/// Not where the account baseline has the role, or says that the account has it.
fn may_create_spot_role(context: &ModuleContext<'_>) -> bool {
    context.class.has_spot_tier() && !context.class.demands.has_spot_role
}

/// EC2 creates the role with the rights of whoever first asks for spot instances.
fn create_spot_role(context: &ModuleContext<'_>) -> Statement {
    allow("AllowSpotServiceLinkedRoleCreation", ["iam:CreateServiceLinkedRole"])
        .because("EC2 starts no spot instance until the account has this role. Where an `account` block has `spot_role`, Karpenter does\nnot need this right.")
        .on([spot_role(context.environment.partition())])
        .when("StringEquals", "iam:AWSServiceName", SPOT_SERVICE)
}

/// The spellings of EC2 under which a role may be passed in the partition.
fn ec2_services(context: &ModuleContext<'_>) -> Expression {
    let (own, common) = (context.service("ec2"), "ec2.amazonaws.com");
    if own == common { common.into() } else { list([common.to_owned(), own]) }
}

/// Karpenter makes one instance profile a node class and tags it; it may touch only what carries these tags.
fn instance_profiles(profiles: &Expression) -> [Statement; 3] {
    let tagged = |statement: Statement, tag: &str| {
        statement.when("StringEquals", owned(tag), "owned").when(
            "StringEquals",
            format!("aws:{tag}/topology.kubernetes.io/region"),
            path("var.region"),
        )
    };
    let of_class = |statement: Statement, tag: &str| {
        statement.when("StringLike", format!("aws:{tag}/karpenter.k8s.aws/ec2nodeclass"), "*")
    };
    let for_cluster =
        |statement: Statement| statement.when("StringEquals", "aws:RequestTag/eks:eks-cluster-name", name());
    let on = |sid: &str, actions: &[&str]| allow(sid, actions.iter().copied()).on([profiles.clone()]);
    let create = on("AllowScopedInstanceProfileCreationActions", &["iam:CreateInstanceProfile"]);
    let tag = on("AllowScopedInstanceProfileTagActions", &["iam:TagInstanceProfile"]);
    let actions = ["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"];
    let change = on("AllowScopedInstanceProfileActions", &actions);
    [
        of_class(for_cluster(tagged(create, "RequestTag")), "RequestTag"),
        of_class(of_class(for_cluster(tagged(tagged(tag, "ResourceTag"), "RequestTag")), "ResourceTag"), "RequestTag"),
        of_class(tagged(change, "ResourceTag"), "ResourceTag"),
    ]
}

fn discovery(context: &ModuleContext<'_>) -> Vec<Statement> {
    let describe = [
        "CapacityReservations",
        "Images",
        "Instances",
        "InstanceStatus",
        "InstanceTypeOfferings",
        "InstanceTypes",
        "LaunchTemplates",
        "PlacementGroups",
        "SecurityGroups",
        "SpotPriceHistory",
        "Subnets",
    ];
    let parameters = context.regional_arn("ssm", ":parameter/aws/service/*");
    let queue = ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"];
    let pricing = allow("AllowPricingReadActions", ["pricing:GetProducts"]).on(["*"]);
    let mut statements = vec![
        allow("AllowRegionalReadActions", describe.map(|what| format!("ec2:Describe{what}"))).on(["*"]).when(
            "StringEquals",
            "aws:RequestedRegion",
            path("var.region"),
        ),
        allow("AllowSSMReadActions", ["ssm:GetParameter"]).on([parameters]),
        allow("AllowAPIServerEndpointDiscovery", ["eks:DescribeCluster"]).on([context.cluster_arn()]),
        allow("AllowInterruptionQueueActions", queue).on([path("aws_sqs_queue.karpenter.arn")]),
        allow("AllowZonalShiftReadActions", ["arc-zonal-shift:GetManagedResource"]).on(["*"]).when(
            "StringEquals",
            "arc-zonal-shift:ResourceIdentifier",
            context.cluster_arn(),
        ),
    ];
    // The pricing service has no endpoint inside a VPC either.
    statements.extend(Some(pricing).filter(|_| !context.class.is_isolated()));
    statements
}
