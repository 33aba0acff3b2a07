//! `access_logs.tf`: who asked for what.

use super::references::{depends_on, name};
use super::{Content, ModuleContext};
use crate::iam::{allow, deny, policy};
use crate::terraform::{BodyBuilder, Expression, UnaryOperator, block, path, resource, text};

/// Who writes access logs, in every region (Application Load Balancer guide, "Access logs": the accounts of older regions are no
/// longer needed).
const LOG_DELIVERY: &str = "logdelivery.elasticloadbalancing.amazonaws.com";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let blocks = context.environment.front_door.as_ref().map(|door| {
        let mut blocks = vec![bucket(), public_access(), encryption()];
        blocks.extend(expiry(door.log_retention_days.value));
        blocks.push(bucket_policy(context));
        blocks
    });
    ("access_logs.tf", "Who asked the load balancer for what.", file!(), blocks.unwrap_or_default())
}

/// Names of buckets are unique in the world: the account's number keeps those of two fleets apart.
fn bucket_name() -> Expression {
    text("{}-access-logs-{}", [name(), path("var.account_id")])
}

fn bucket() -> BodyBuilder {
    resource("aws_s3_bucket", "access_logs").set("bucket", bucket_name()).set("force_destroy", not_protected())
}

/// `!var.protected`
fn not_protected() -> Expression {
    Expression::Unary(UnaryOperator::Not, Box::new(path("var.protected")))
}

fn of_bucket(kind: &str) -> BodyBuilder {
    resource(kind, "access_logs").set("bucket", path("aws_s3_bucket.access_logs.id"))
}

fn public_access() -> BodyBuilder {
    of_bucket("aws_s3_bucket_public_access_block")
        .set("block_public_acls", true)
        .set("block_public_policy", true)
        .set("ignore_public_acls", true)
        .set("restrict_public_buckets", true)
}

fn encryption() -> BodyBuilder {
    let default = block("apply_server_side_encryption_by_default").set("sse_algorithm", "AES256");
    of_bucket("aws_s3_bucket_server_side_encryption_configuration")
        .comment("With S3's own key: ELB cannot write into a bucket that has one of KMS.")
        .nest(block("rule").nest(default))
}

/// Nothing where logs are kept for ever.
fn expiry(days: u32) -> Option<BodyBuilder> {
    let rule = || {
        block("rule")
            .set("id", "expire")
            .set("status", "Enabled")
            .nest(block("filter"))
            .nest(block("expiration").set("days", days))
    };
    (days > 0).then(|| of_bucket("aws_s3_bucket_lifecycle_configuration").nest(rule()))
}

fn bucket_policy(context: &ModuleContext<'_>) -> BodyBuilder {
    let partition = context.environment.partition();
    let bucket = || text(&format!("arn:{partition}:s3:::{{}}"), [bucket_name()]);
    let own = text("{}/AWSLogs/{}/*", [bucket(), path("var.account_id")]);
    let balancer = context.arn("elasticloadbalancing", text("loadbalancer/app/{}/*", [name()]));
    let writes = allow("LoadBalancerWrites", ["s3:PutObject"])
        .principal("Service", LOG_DELIVERY)
        .on([own])
        .when("StringEquals", "aws:SourceAccount", path("var.account_id"))
        .when("ArnLike", "aws:SourceArn", balancer);
    let encrypted = deny("TlsOnly", ["s3:*"]).anyone().on([bucket(), text("{}/*", [bucket()])]).when(
        "Bool",
        "aws:SecureTransport",
        "false",
    );
    of_bucket("aws_s3_bucket_policy")
        .set("policy", policy([writes, encrypted]))
        .because("S3 refuses two changes of one bucket's access at the same time.")
        .set("depends_on", depends_on(["aws_s3_bucket_public_access_block.access_logs"]))
}
