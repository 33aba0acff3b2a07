//! Names and policies fit into the limits of AWS in every cell: measured with the literals that each root passes.

use std::collections::BTreeMap;

use crate::evaluate::Value;
use crate::terraform::{Block, Expression, File, Key, ObjectItem};

use super::{
    address::address,
    context::{Context, Fault},
    length::Length,
    scope::{Index, Scope, literal},
};

/// Most characters of the texts that AWS limits. Sources: IAM user guide "IAM and STS quotas" (names, documents, with
/// white space counted, which IAM does not), and the API references: IAM `CreateRole` (paths and ARNs), EKS `CreateCluster` and `CreateNodegroup` (a prefix
/// leaves 26 characters to the provider), SQS `CreateQueue` and "Amazon SQS policy quotas", `EventBridge` `PutRule` and
/// `PutTargets`, KMS `CreateAlias` and `PutKeyPolicy`, CloudWatch Logs `CreateLogGroup`, EC2 `CreateLaunchTemplate`,
/// `CreateSecurityGroup` and `CreateVpcEndpoint`, CloudWatch `PutMetricAlarm`, Route 53 `HealthCheckConfig`,
/// `AlarmIdentifier`, `CreateHostedZone` (comments), `ResourceRecordSet` (set identifiers) and developer guide "DNS domain
/// name format" (255 bytes on the wire are 253 characters), Elastic Load Balancing `CreateLoadBalancer` and
/// `CreateTargetGroup`, WAF `CreateWebACL`, S3 user guide "Bucket naming rules".
const LIMITS: &[(&str, &str, usize)] = &[
    ("aws_cloudwatch_event_rule", "description", 512),
    ("aws_cloudwatch_event_rule", "event_pattern", 2_048),
    ("aws_cloudwatch_event_rule", "name", 64),
    ("aws_cloudwatch_event_rule", "name_prefix", 38),
    ("aws_cloudwatch_event_target", "target_id", 64),
    ("aws_cloudwatch_log_group", "name", 512),
    ("aws_cloudwatch_log_group", "name_prefix", 486),
    ("aws_cloudwatch_metric_alarm", "alarm_description", 1_024),
    ("aws_cloudwatch_metric_alarm", "alarm_name", 255),
    ("aws_cloudwatch_metric_alarm", "metric_name", 255),
    ("aws_cloudwatch_metric_alarm", "namespace", 255),
    ("aws_eks_cluster", "name", 100),
    ("aws_eks_node_group", "node_group_name", 63),
    ("aws_eks_node_group", "node_group_name_prefix", 37),
    ("aws_iam_instance_profile", "name", 128),
    ("aws_iam_instance_profile", "name_prefix", 102),
    ("aws_iam_instance_profile", "path", 512),
    ("aws_iam_policy", "description", 1_000),
    ("aws_iam_policy", "name", 128),
    ("aws_iam_policy", "name_prefix", 102),
    ("aws_iam_policy", "path", 512),
    ("aws_iam_policy", "policy", 6_144),
    ("aws_iam_role", "assume_role_policy", 2_048),
    ("aws_iam_role", "description", 1_000),
    ("aws_iam_role", "name", 64),
    ("aws_iam_role", "name_prefix", 38),
    ("aws_iam_role", "path", 512),
    ("aws_iam_role", "permissions_boundary", 2_048),
    ("aws_iam_role_policy", "name", 128),
    ("aws_iam_role_policy", "name_prefix", 102),
    ("aws_kms_alias", "name", 256),
    ("aws_kms_alias", "name_prefix", 230),
    ("aws_kms_key", "description", 8_192),
    ("aws_kms_key", "policy", 32_768),
    ("aws_kms_key_policy", "policy", 32_768),
    ("aws_launch_template", "description", 255),
    ("aws_launch_template", "name", 128),
    ("aws_launch_template", "name_prefix", 102),
    ("aws_lb", "name", 32),
    ("aws_lb", "name_prefix", 6),
    ("aws_lb_target_group", "name", 32),
    ("aws_lb_target_group", "name_prefix", 6),
    ("aws_route53_health_check", "cloudwatch_alarm_name", 256),
    ("aws_route53_health_check", "fqdn", 255),
    ("aws_route53_health_check", "resource_path", 255),
    ("aws_route53_record", "name", 253),
    ("aws_route53_record", "set_identifier", 128),
    ("aws_route53_zone", "comment", 256),
    ("aws_route53_zone", "name", 253),
    ("aws_s3_bucket", "bucket", 63),
    ("aws_s3_bucket", "bucket_prefix", 37),
    ("aws_s3_bucket", "policy", 20_480),
    ("aws_s3_bucket_policy", "policy", 20_480),
    ("aws_security_group", "description", 255),
    ("aws_security_group", "name", 255),
    ("aws_security_group", "name_prefix", 229),
    ("aws_sqs_queue", "name", 80),
    ("aws_sqs_queue", "name_prefix", 54),
    ("aws_sqs_queue", "policy", 8_192),
    ("aws_sqs_queue_policy", "policy", 8_192),
    ("aws_vpc_endpoint", "policy", 20_480),
    ("aws_vpc_endpoint_policy", "policy", 20_480),
    ("aws_wafv2_web_acl", "description", 256),
    ("aws_wafv2_web_acl", "name", 128),
];
/// What may be a name that AWS chooses, within its own limits: that of a validation record.
const TOLD_BY_AWS: [(&str, &str); 1] = [("aws_route53_record", "name")];
/// The same quotas: characters of all inline policies of a role together.
const INLINE_POLICIES: usize = 10_240;
/// The same quotas: managed policies attached to a role, unless AWS raises it.
const ATTACHMENTS: usize = 10;
/// S3 user guide, "Naming Amazon S3 objects": bytes of a key.
const STATE_KEY: usize = 1_024;
/// STS API reference, `AssumeRole`.
const SESSION_NAME: std::ops::RangeInclusive<usize> = 2..=64;

/// A text that AWS limits.
struct Measured<'t> {
    file: &'t File,
    address: String,
    what: &'static str,
    limit: usize,
    /// In the instances of the resource that can have the longest.
    lengths: Vec<Length>,
}

/// All texts that are too long in some cell, each with the cell where it is longest.
pub(super) fn check(index: &Index<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut measured = BTreeMap::new();
    for scope in &index.scopes {
        let texts = measure(index, scope, &mut faults);
        if scope.module.is_root() {
            report_too_long(index, scope, &texts, &[("", Vec::new())], &mut faults);
            faults.extend(root_texts(index, scope));
        }
        measured.insert(scope.module.path.as_str(), (scope, texts));
    }
    let mut callers: BTreeMap<&str, Vec<Caller<'_>>> = BTreeMap::new();
    for scope in &index.scopes {
        for (target, arguments) in calls(scope) {
            callers.entry(target).or_default().push((&scope.module.path, arguments));
        }
    }
    for (target, roots) in callers {
        if let Some((scope, texts)) = measured.get(target) {
            report_too_long(index, scope, texts, &roots, &mut faults);
        }
    }
    faults
}

/// The path of a root, and the lengths of the literals that it passes.
type Caller<'t> = (&'t str, Vec<(String, usize)>);

fn calls<'a>(scope: &'a Scope<'_>) -> impl Iterator<Item = (&'a str, Vec<(String, usize)>)> {
    let blocks = scope.module.files.iter().flat_map(|file| file.body.blocks());
    blocks.filter(|block| block.kind == "module").filter_map(|block| {
        let target = scope.calls.get(block.labels.first()?.as_str())?.target.as_deref()?;
        Some((
            target,
            block.body.attributes().flat_map(|attribute| lengths(&attribute.name, &attribute.value)).collect(),
        ))
    })
}

/// Where a literal text is passed, as an input of the module names it, and its length: the entries of an object one by one.
fn lengths(path: &str, value: &Expression) -> Vec<(String, usize)> {
    if let Expression::Object(items) = value {
        let entry = |item: &ObjectItem| match &item.key {
            Key::Literal(key) => lengths(&format!("{path}.{key}"), &item.value),
            _ => Vec::new(),
        };
        return items.iter().flat_map(entry).collect();
    }
    let length = literal(value).map(|text| text.chars().count());
    length.map(|length| (path.to_owned(), length)).into_iter().collect()
}

fn report_too_long<'t>(
    index: &Index<'t>,
    scope: &Scope<'t>,
    texts: &[Measured<'t>],
    roots: &[Caller<'_>],
    faults: &mut Vec<Fault>,
) {
    for text in texts {
        let in_root = |(root, arguments): &Caller<'_>| {
            let known = |name: &str| arguments.iter().find(|(known, _)| known == name).map(|(_, length)| *length);
            let longest = text.lengths.iter().filter_map(|length| length.with(known)).max()?;
            Some((longest, root.to_string()))
        };
        let Some((length, root)) = roots.iter().filter_map(in_root).max() else { continue };
        if length > text.limit {
            let place = if root.is_empty() { String::new() } else { format!(" in `{root}`") };
            let message = format!("`{}` has {length} characters{place}, AWS takes {}", text.what, text.limit);
            faults.extend(fault(index, scope, text.file, &text.address, &message));
        }
    }
}

fn fault<'t>(index: &Index<'t>, scope: &Scope<'t>, file: &'t File, address: &str, message: &str) -> Vec<Fault> {
    let mut context = Context::new(index, scope, Some(file), address.to_owned());
    context.report(message);
    context.into_faults()
}

/// Everything in a module that AWS limits. What cannot be measured is a fault, because nothing would hold it; a
/// description may tell what only apply knows.
fn measure<'t>(index: &Index<'t>, scope: &Scope<'t>, faults: &mut Vec<Fault>) -> Vec<Measured<'t>> {
    let mut texts = Vec::new();
    let mut inline: BTreeMap<Value, (&File, String, Length)> = BTreeMap::new();
    let mut attached: BTreeMap<Value, usize> = BTreeMap::new();
    for (file, block) in resources(scope) {
        let kind = block.labels.first().map_or("", String::as_str);
        let address = address(block);
        for (_, what, limit) in LIMITS.iter().filter(|(of, _, _)| *of == kind) {
            if block.body.attribute(what).is_none() {
                continue;
            }
            if let Some(lengths) = Length::longest(&values(scope, block, what)) {
                texts.push(Measured { file, address: address.clone(), what, limit: *limit, lengths });
            } else if !TOLD_BY_AWS.contains(&(kind, what)) && *what != "description" {
                let message = format!("`{what}`: nothing limits its length");
                faults.extend(fault(index, scope, file, &address, &message));
            }
        }
        let roles = || values(scope, block, "role");
        if kind == "aws_iam_role_policy" {
            for (role, policy) in roles().into_iter().zip(values(scope, block, "policy")) {
                let (_, _, sum) = inline.entry(role).or_insert_with(|| (file, address.clone(), Length::default()));
                *sum = std::mem::take(sum).plus(Length::of_text(&policy).unwrap_or_default());
            }
        } else if kind == "aws_iam_role_policy_attachment" && has_too_many(&mut attached, roles()) {
            let message = format!("its role has more than {ATTACHMENTS} managed policies");
            faults.extend(fault(index, scope, file, &address, &message));
        }
    }
    let together = |(file, address, length)| {
        let lengths = vec![length];
        Measured { file, address, what: "policy", limit: INLINE_POLICIES, lengths }
    };
    texts.extend(inline.into_values().map(together));
    texts
}

/// What an attribute of a resource comes to in each instance; nothing when it is not written.
fn values(scope: &Scope<'_>, block: &Block, attribute: &str) -> Vec<Value> {
    let written = block.body.attribute(attribute);
    written.map_or_else(Vec::new, |written| scope.configuration().in_each_instance(&block.body, &written.value))
}

/// Counts one more policy for each of the roles, and whether that is too many for one of them.
fn has_too_many(attached: &mut BTreeMap<Value, usize>, roles: Vec<Value>) -> bool {
    let mut most = 0;
    for role in roles {
        let count = attached.entry(role).or_default();
        *count += 1;
        most = most.max(*count);
    }
    most > ATTACHMENTS
}

fn resources<'t>(scope: &Scope<'t>) -> impl Iterator<Item = (&'t File, &'t Block)> + use<'t> {
    let files = scope.module.files.iter();
    let blocks = files.flat_map(|file| file.body.blocks().map(move |block| (file, block)));
    blocks.filter(|(_, block)| block.kind == "resource")
}

/// The key of the state, and the name of the session in the deploy role.
fn root_texts<'t>(index: &Index<'t>, scope: &Scope<'t>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &scope.module.files {
        for nested in file.body.blocks().flat_map(|block| block.body.blocks()) {
            let text = |name| nested.body.attribute(name).and_then(|attribute| literal(&attribute.value)).map(str::len);
            if nested.kind == "backend" && text("key").is_some_and(|length| length > STATE_KEY) {
                faults.extend(fault(index, scope, file, "terraform", "`key` of the state is too long for S3"));
            }
            if text("session_name").is_some_and(|length| !SESSION_NAME.contains(&length)) {
                faults.extend(fault(index, scope, file, "provider.aws", "`session_name` is too long for STS"));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verify::schema;

    /// Inline policies are counted together.
    const TOGETHER: (&str, &str) = ("aws_iam_role_policy", "policy");

    #[test]
    fn every_name_and_policy_that_can_be_emitted_has_a_limit() {
        let limited = [
            "name",
            "name_prefix",
            "node_group_name",
            "node_group_name_prefix",
            "path",
            "permissions_boundary",
            "policy",
            "assume_role_policy",
        ];
        for kind in schema::resource_types() {
            let attributes = &schema::resource(kind).unwrap().block.attributes;
            let is_argument = |name: &&&str| attributes.get(**name).is_some_and(|attribute| !attribute.computed_only);
            for name in limited.iter().filter(is_argument) {
                let is_known = LIMITS.iter().any(|(of, what, _)| *of == kind && what == name);
                assert!(is_known || (kind, *name) == TOGETHER, "{kind}.{name} has no limit");
            }
        }
    }
}
