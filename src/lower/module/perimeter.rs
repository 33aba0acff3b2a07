//! What the endpoints of a cell without a way out admit, statement by statement.
//!
//! A network without a route to the internet is still open through its endpoints: with credentials that somebody brings, data
//! leaves to another account's bucket, queue or registry. So each statement names who calls and whose resource is called, after
//! AWS's "Establishing a data perimeter on AWS" and its `aws-samples/data-perimeter-policy-examples` (`vpc_endpoint_policies`).

use super::ModuleContext;
use crate::catalog::image_registries;
use crate::iam::{Statement, allow};
use crate::model::{Demand, Perimeter};
use crate::terraform::{Expression, list, path, text};
use crate::values::AccountId;

/// The variables with the accounts of AWS that own the images which nodes start with; their regions decide which.
pub(in crate::lower) const ADD_ON_REGISTRY: &str = "add_on_registry";
pub(in crate::lower) const BOTTLEROCKET_REGISTRY: &str = "bottlerocket_registry";

/// The variable with the organisation of a cell's account, where the accounts of a class's cells have different ones.
pub(in crate::lower) const ORGANIZATION: &str = "organization_id";

/// Reading images, and nothing else: a push would carry data.
const PULL: [&str; 3] = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/// Principals that a statement admits: the end of its id, the condition key, its values.
type Trusted = (&'static str, &'static str, Expression);

/// The gateway endpoint of S3.
pub(super) fn s3(context: &ModuleContext<'_>) -> Vec<Statement> {
    let mut statements = own(context, "StringEquals");
    let buckets = declared(context).map(|perimeter| perimeter.buckets.as_slice()).unwrap_or_default();
    let arn = |pattern: String| Expression::from(format!("arn:{}:s3:::{pattern}", context.environment.partition()));
    let named = || buckets.iter().flat_map(|bucket| [arn(bucket.to_string()), arn(format!("{}/*", bucket.value))]);
    if !buckets.is_empty() {
        let why = "Buckets of other accounts that the spec names in `perimeter`.";
        statements.extend(by_trusted(context, "NamedBuckets", &["s3:*"], why, |statement| statement.on(named())));
    }
    statements.push(image_layers(context));
    statements.push(aws_services());
    statements
}

/// Interface endpoints of services that have nothing of AWS's own that a cell needs.
pub(super) fn plain(context: &ModuleContext<'_>) -> Vec<Statement> {
    let mut statements = own(context, "StringEquals");
    statements.push(aws_services());
    statements
}

/// Nodes are made of images and snapshots that AWS or a team of the company owns.
pub(super) fn ec2(context: &ModuleContext<'_>) -> Vec<Statement> {
    // Some actions, `ec2:CreateVolume` among them, do not tell whose resource they mean (IAM user guide, "AWS global
    // condition context keys", `aws:ResourceAccount`).
    let mut statements = own(context, "StringEqualsIfExists");
    let images = || ["image/*", "snapshot/*"].map(|kind| context.regional_arn("ec2", &format!(":{kind}")));
    let why = "Nodes start from images of AWS.";
    let launch = ["ec2:CreateFleet", "ec2:RunInstances"];
    statements.extend(by_trusted(context, "MachineImages", &launch, why, |statement| statement.on(images())));
    statements.push(aws_services());
    statements
}

/// Images of add-ons come from registries of AWS.
pub(super) fn ecr(context: &ModuleContext<'_>) -> Vec<Statement> {
    let mut statements = own(context, "StringEquals");
    let registries = registries(context).map(|variable| path("var").attribute(variable));
    let registries = one_or_list(registries.collect());
    let why = "Images of add-ons are in registries of AWS: they can be pulled, and nothing can be pushed.";
    statements.extend(by_trusted(context, "PlatformImages", &PULL, why, |statement| {
        statement.on(["*"]).when("StringEquals", "aws:ResourceAccount", registries.clone())
    }));
    statements.push(aws_services());
    statements
}

/// Karpenter finds images by parameters that AWS publishes.
pub(super) fn ssm(context: &ModuleContext<'_>) -> Vec<Statement> {
    let mut statements = own(context, "StringEquals");
    let parameters = || [context.regional_arn("ssm", ":parameter/aws/service/*")];
    let why = "Karpenter finds images by parameters that AWS publishes.";
    let read = ["ssm:GetParameter", "ssm:GetParameters"];
    statements.extend(by_trusted(context, "PublicParameters", &read, why, |statement| statement.on(parameters())));
    statements.push(aws_services());
    statements
}

/// Whoever comes with a token of the cluster has no principal yet (IAM user guide, "Control access to AWS STS with VPC endpoint
/// policies"), so the role says whose it is.
pub(super) fn sts(context: &ModuleContext<'_>, web_identities: bool) -> Vec<Statement> {
    // `sts:GetCallerIdentity` means no resource.
    let mut statements = own(context, "StringEqualsIfExists");
    if web_identities {
        let assume = allow("WebIdentities", ["sts:AssumeRoleWithWebIdentity"])
            .because("A service account has no principal before it has a role: the role is of this account.")
            .anyone()
            .on([context.iam_arn("role/*".into())]);
        statements.push(assume);
    }
    statements.push(aws_services());
    statements
}

/// Which of the two variables the class has.
pub(in crate::lower) fn registries(context: &ModuleContext<'_>) -> impl Iterator<Item = &'static str> {
    let bottlerocket = context.class.runs_bottlerocket().then_some(BOTTLEROCKET_REGISTRY);
    std::iter::once(ADD_ON_REGISTRY).chain(bottlerocket)
}

fn own(context: &ModuleContext<'_>, operator: &'static str) -> Vec<Statement> {
    let accounts = trusted_accounts(context);
    let why =
        "Only trusted principals, and only resources of trusted accounts: credentials of other accounts are refused.";
    by_trusted(context, "OwnResources", &["*"], why, |statement| {
        statement.on(["*"]).when(operator, "aws:ResourceAccount", accounts.clone())
    })
}

/// A statement for each kind of trusted principals.
fn by_trusted(
    context: &ModuleContext<'_>,
    sid: &str,
    actions: &[&str],
    why: &str,
    complete: impl Fn(Statement) -> Statement,
) -> Vec<Statement> {
    let statement = |(end, key, who): Trusted| {
        let statement = allow(&format!("{sid}{end}"), actions.iter().copied()).because(why).anyone();
        complete(statement.when("StringEquals", key, who))
    };
    trusted(context).into_iter().map(statement).collect()
}

/// Layers come with addresses that ECR has signed, not with the node's credentials.
fn image_layers(context: &ModuleContext<'_>) -> Statement {
    let (before, after) = image_registries::layer_bucket();
    let pattern = format!("arn:{}:s3:::{before}{{}}{after}/*", context.environment.partition());
    allow("ImageLayers", ["s3:GetObject"])
        .because(
            "Where ECR keeps the layers of images. It signs the requests itself, so they have no principal of ours.",
        )
        .anyone()
        .on([text(&pattern, [path("var.region")])])
}

/// Nobody else can be one.
fn aws_services() -> Statement {
    allow("AwsServices", ["*"])
        .because("Services of AWS that act from inside the network; no caller can pretend to be one.")
        .anyone()
        .on(["*"])
        .when("Bool", "aws:PrincipalIsAWSService", "true")
}

fn trusted(context: &ModuleContext<'_>) -> Vec<Trusted> {
    const ACCOUNT: &str = "aws:PrincipalAccount";
    let organization = match &context.class.demands.organization {
        Demand::Same(None) => return vec![("", ACCOUNT, trusted_accounts(context))],
        Demand::Same(Some(organization)) => organization.to_string().into(),
        Demand::OfAccount => path("var").attribute(ORGANIZATION),
    };
    let mut trusted = vec![("", "aws:PrincipalOrgID", organization)];
    let others: Vec<Expression> = other_accounts(context).map(|account| account.to_string().into()).collect();
    if !others.is_empty() {
        trusted.push(("ByNamedAccounts", ACCOUNT, one_or_list(others)));
    }
    trusted
}

fn trusted_accounts(context: &ModuleContext<'_>) -> Expression {
    let others = other_accounts(context).map(|account| account.to_string().into());
    one_or_list(std::iter::once(path("var.account_id")).chain(others).collect())
}

fn other_accounts<'a>(context: &'a ModuleContext<'_>) -> impl Iterator<Item = &'a AccountId> {
    declared(context).into_iter().flat_map(|perimeter| perimeter.accounts.iter().map(|account| &account.value))
}

fn declared<'a>(context: &'a ModuleContext<'_>) -> Option<&'a Perimeter> {
    context.environment.perimeter.as_ref().map(|perimeter| &perimeter.value)
}

fn one_or_list(mut values: Vec<Expression>) -> Expression {
    if values.len() == 1 { values.remove(0) } else { list(values) }
}
