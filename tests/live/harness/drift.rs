//! What the emulator forgets, so that a second plan cannot be empty there, and the judgement of a plan against that table.

use std::collections::BTreeSet;

use serde_json::Value;

/// An attribute that the emulator does not give back as it was set.
#[derive(Clone, Copy)]
pub(crate) struct Drift {
    /// Type of the resource.
    resource: &'static str,
    /// Path of the attribute without indices; everything below it drifts too.
    attribute: &'static str,
}

const fn drift(resource: &'static str, attribute: &'static str) -> Drift {
    Drift { resource, attribute }
}

/// Measured with `ministack` 1.5.33 and provider 5.100.0. A row that nothing needs any more is to be removed.
pub(crate) const KNOWN_DRIFT: &[Drift] = &[
    // CreateNodegroup stores neither of the two; the launch template forces a replacement.
    drift("aws_eks_node_group", "launch_template"),
    drift("aws_eks_node_group", "update_config"),
    // CreateFlowLogs stores the target only; all but the tags force a replacement.
    drift("aws_flow_log", "iam_role_arn"),
    drift("aws_flow_log", "max_aggregation_interval"),
    drift("aws_flow_log", "destination_options"),
    drift("aws_flow_log", "tags"),
    drift("aws_flow_log", "tags_all"),
    // The key of a block device is dropped; the two versions follow from the update that would set it.
    drift("aws_launch_template", "block_device_mappings.ebs.kms_key_id"),
    drift("aws_launch_template", "default_version"),
    drift("aws_launch_template", "latest_version"),
    // CreateServiceLinkedRole keeps no description.
    drift("aws_iam_service_linked_role", "description"),
    // CreateVpcEndpoint stores neither policy, security groups nor private DNS.
    drift("aws_vpc_endpoint", "policy"),
    drift("aws_vpc_endpoint", "private_dns_enabled"),
    drift("aws_vpc_endpoint", "security_group_ids"),
    // A rule "everything to everywhere" is taken for the group's default rule and keeps its lack of description and tags.
    drift("aws_vpc_security_group_egress_rule", "description"),
    drift("aws_vpc_security_group_egress_rule", "tags"),
    drift("aws_vpc_security_group_egress_rule", "tags_all"),
];

/// The same of a router: `DescribeAlarms` gives back a part of an alarm, and the children of a calculated check are read wrongly.
pub(crate) const ROUTER_DRIFT: &[Drift] = &[
    drift("aws_cloudwatch_metric_alarm", "actions_enabled"),
    drift("aws_cloudwatch_metric_alarm", "alarm_description"),
    drift("aws_cloudwatch_metric_alarm", "metric_name"),
    drift("aws_cloudwatch_metric_alarm", "namespace"),
    drift("aws_cloudwatch_metric_alarm", "period"),
    drift("aws_cloudwatch_metric_alarm", "statistic"),
    drift("aws_cloudwatch_metric_alarm", "treat_missing_data"),
    drift("aws_route53_health_check", "child_healthchecks"),
];

/// Measured with `moto` 5.2.5: a check of an alarm gets an interval and a threshold, as one of an endpoint has; the interval
/// replaces it, and what asks it follows.
pub(crate) const MOTO_DRIFT: &[Drift] = &[
    drift("aws_route53_health_check", "child_health_threshold"),
    drift("aws_route53_health_check", "child_healthchecks"),
    drift("aws_route53_health_check", "insufficient_data_health_status"),
    drift("aws_route53_health_check", "invert_healthcheck"),
    drift("aws_route53_health_check", "port"),
    drift("aws_route53_health_check", "request_interval"),
];

/// One readable line for every change of a plan (the JSON of `terraform show -json`) that is not wholly `known`.
pub(crate) fn unexpected_changes(plan: &Value, known: &[Drift]) -> Vec<String> {
    let resources = entries(&plan["resource_changes"]).iter().filter_map(|change| unexpected_change(change, known));
    // An output that is only unknown follows from an accepted change.
    let outputs = plan["output_changes"].as_object().into_iter().flatten();
    let outputs = outputs.filter(|(_, change)| !does_nothing(change) && change["after_unknown"] != Value::Bool(true));
    resources
        .chain(outputs.map(|(name, change)| format!("output {name}: {} -> {}", change["before"], change["after"])))
        .collect()
}

fn unexpected_change(resource: &Value, known: &[Drift]) -> Option<String> {
    let change = &resource["change"];
    if does_nothing(change) {
        return None;
    }
    let differing = differing_attributes(change);
    let resource_type = resource["type"].as_str().unwrap_or_default();
    let is_known = |path: &String| {
        known.iter().filter(|drift| drift.resource == resource_type).any(|drift| {
            path.strip_prefix(drift.attribute).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    let unknown: Vec<&str> = differing.iter().filter(|path| !is_known(path)).map(String::as_str).collect();
    // Creating and deleting are never drift; nor is a change without a visible cause.
    let changes_what_is_there = change["before"].is_object() && change["after"].is_object();
    let what = match (changes_what_is_there, differing.is_empty(), unknown.is_empty()) {
        (true, false, true) => return None,
        (true, false, false) => unknown.join(", "),
        (false, _, _) | (_, true, _) => "as a whole".to_owned(),
    };
    Some(format!("{} {}: {what}", resource["address"].as_str().unwrap_or_default(), change["actions"]))
}

pub(super) fn does_nothing(change: &Value) -> bool {
    entries(&change["actions"]).iter().all(|action| action == "no-op" || action == "read")
}

/// The paths of all attributes that differ, and of those that force a replacement.
///
/// In a replacement everything that AWS computes becomes unknown: that is its consequence and not counted.
pub(crate) fn differing_attributes(change: &Value) -> BTreeSet<String> {
    let replaces = entries(&change["actions"]).len() > 1;
    let mut paths = BTreeSet::new();
    compare(&change["before"], &change["after"], &change["after_unknown"], !replaces, "", &mut paths);
    paths.extend(
        entries(&change["replace_paths"])
            .iter()
            .map(|path| entries(path).iter().filter_map(Value::as_str).collect::<Vec<_>>().join(".")),
    );
    paths
}

fn compare(
    before: &Value,
    after: &Value,
    unknown: &Value,
    count_unknown: bool,
    path: &str,
    paths: &mut BTreeSet<String>,
) {
    if *unknown == Value::Bool(true) {
        if count_unknown {
            paths.insert(path.to_owned());
        }
    } else if let (Some(old), Some(new)) = (before.as_object(), after.as_object()) {
        let computed = unknown.as_object().into_iter().flatten();
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).chain(computed.map(|(name, _)| name)).collect();
        for name in names {
            let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            compare(&before[name], &after[name], &unknown[name], count_unknown, &below, paths);
        }
    } else if is_list_of_blocks(before, after) {
        for (index, (old, new)) in entries(before).iter().zip(entries(after)).enumerate() {
            compare(old, new, &unknown[index], count_unknown, path, paths);
        }
    } else if before != after && !(is_empty(before) && is_empty(after)) {
        paths.insert(path.to_owned());
    }
}

fn is_list_of_blocks(before: &Value, after: &Value) -> bool {
    let (before, after) = (entries(before), entries(after));
    !before.is_empty() && before.len() == after.len() && before.iter().chain(after).all(Value::is_object)
}

/// Terraform's older resources do not tell these apart: a difference among them is shown, but never the cause of a change.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(values) => values.is_empty(),
        _ => false,
    }
}

pub(crate) fn entries(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const KNOWN: &[Drift] =
        &[drift("aws_flow_log", "iam_role_arn"), drift("aws_launch_template", "mapping.ebs.kms_key_id")];

    fn judge(resource: &str, change: &Value) -> Vec<String> {
        let changes = json!({ "resource_changes": [{ "address": format!("{resource}.this"), "type": resource, "change": change }] });
        unexpected_changes(&changes, KNOWN)
    }

    #[test]
    fn an_empty_plan_passes() {
        let nothing = json!({ "actions": ["no-op"], "before": { "a": 1 }, "after": { "a": 1 }, "after_unknown": {} });
        assert_eq!(judge("aws_vpc", &nothing), Vec::<String>::new());
    }

    #[test]
    fn a_replacement_with_a_known_cause_passes() {
        let change = json!({
            "actions": ["delete", "create"],
            "before": { "iam_role_arn": "", "arn": "old", "tags": {} },
            "after": { "iam_role_arn": "role", "tags": null },
            "after_unknown": { "arn": true },
            "replace_paths": [["iam_role_arn"]],
        });
        assert_eq!(judge("aws_flow_log", &change), Vec::<String>::new());
    }

    #[test]
    fn known_drift_inside_blocks_passes() {
        let change = json!({
            "actions": ["update"],
            "before": { "mapping": [{ "ebs": [{ "kms_key_id": "", "size": 1 }] }] },
            "after": { "mapping": [{ "ebs": [{ "kms_key_id": "key", "size": 1 }] }] },
            "after_unknown": { "mapping": [{ "ebs": [{}] }] },
        });
        assert_eq!(judge("aws_launch_template", &change), Vec::<String>::new());
    }

    #[test]
    fn anything_else_is_named() {
        let update = |before: Value, after: Value, unknown: Value| json!({ "actions": ["update"], "before": before, "after": after, "after_unknown": unknown });
        let cases = [
            ("aws_flow_log", update(json!({ "a": 1 }), json!({ "a": 2 }), json!({})), "a"),
            ("aws_flow_log", update(json!({ "a": 1 }), json!({}), json!({ "a": true })), "a"),
            (
                "aws_vpc",
                update(json!({ "iam_role_arn": "x" }), json!({ "iam_role_arn": "y" }), json!({})),
                "iam_role_arn",
            ),
            (
                "aws_flow_log",
                update(json!({ "iam_role_arns": "x" }), json!({ "iam_role_arns": "y" }), json!({})),
                "iam_role_arns",
            ),
            ("aws_flow_log", update(json!({}), json!({}), json!({})), "as a whole"),
            (
                "aws_flow_log",
                json!({ "actions": ["create"], "before": null, "after": { "iam_role_arn": "x" } }),
                "as a whole",
            ),
            (
                "aws_flow_log",
                json!({ "actions": ["delete"], "before": { "iam_role_arn": "x" }, "after": null }),
                "as a whole",
            ),
        ];
        for (resource, change, named) in cases {
            let unexpected = judge(resource, &change);
            assert!(unexpected.len() == 1 && unexpected[0].ends_with(named), "{change} gives {unexpected:?}");
        }
    }

    #[test]
    fn a_changed_output_is_named() {
        let plan = json!({ "output_changes": {
            "changed": { "actions": ["update"], "before": "a", "after": "b", "after_unknown": false },
            "follows": { "actions": ["update"], "before": "a", "after_unknown": true },
        } });
        assert_eq!(unexpected_changes(&plan, KNOWN), ["output changed: \"a\" -> \"b\""]);
    }
}
