//! `firewall.tf`: what never reaches a route.

use super::references::{derived, name};
use super::{Content, ModuleContext};
use crate::catalog::firewall_rules;
use crate::model::{FrontDoor, names};
use crate::terraform::{BodyBuilder, Expression, block, path, resource};
use crate::values::FirewallRules;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let door = context.environment.front_door.as_ref().filter(|door| door.has_firewall());
    let blocks = door.map(|door| {
        let mut blocks = vec![web_acl(door), association()];
        blocks.extend(logs(context));
        blocks
    });
    ("firewall.tf", "What the firewall refuses never reaches a route.", file!(), blocks.unwrap_or_default())
}

fn web_acl(door: &FrontDoor) -> BodyBuilder {
    let rules = door.firewall.value.iter().zip(0_u32..).map(|(rules, priority)| rule(door, rules.value, priority));
    resource("aws_wafv2_web_acl", "front_door")
        .set("name", name())
        .set("scope", "REGIONAL")
        .nest(block("default_action").nest(block("allow")))
        .nest_all(rules)
        .nest(visibility(name()))
}

fn rule(door: &FrontDoor, rules: FirewallRules, priority: u32) -> BodyBuilder {
    let word = rules.to_string();
    let rule = block("rule").set("name", word.clone()).set("priority", priority);
    let rule = match firewall_rules::group(&word) {
        Some(group) => {
            let statement =
                block("managed_rule_group_statement").set("vendor_name", "AWS").set("name", group.name.as_str());
            rule.nest(block("override_action").nest(block("none"))).nest(block("statement").nest(statement))
        }
        None => rule.nest(block("action").nest(block("block"))).nest(block("statement").nest(rate(door))),
    };
    rule.nest(visibility(word.into()))
}

fn rate(door: &FrontDoor) -> BodyBuilder {
    block("rate_based_statement")
        .because("Requests from one address in five minutes.")
        .set("limit", door.rate_limit.value)
        .set("aggregate_key_type", "IP")
}

fn visibility(metric: Expression) -> BodyBuilder {
    block("visibility_config")
        .set("cloudwatch_metrics_enabled", true)
        .set("metric_name", metric)
        .set("sampled_requests_enabled", true)
}

fn association() -> BodyBuilder {
    resource("aws_wafv2_web_acl_association", "front_door")
        .set("resource_arn", path("aws_lb.front_door.arn"))
        .set("web_acl_arn", path("aws_wafv2_web_acl.front_door.arn"))
}

fn logs(context: &ModuleContext<'_>) -> [BodyBuilder; 2] {
    let redacted = |header: &str| block("redacted_fields").nest(block("single_header").set("name", header));
    let group = resource("aws_cloudwatch_log_group", "firewall")
        .comment("AWS WAF writes only into groups whose name begins so.")
        .set("name", derived(names::FIREWALL_LOG_GROUP))
        .set("retention_in_days", context.environment.logs.retention_days.days())
        .set("kms_key_id", path("aws_kms_key.this.arn"));
    let logging = resource("aws_wafv2_web_acl_logging_configuration", "front_door")
        .set("resource_arn", path("aws_wafv2_web_acl.front_door.arn"))
        .set("log_destination_configs", [path("aws_cloudwatch_log_group.firewall.arn")])
        .nest_all(["authorization", "cookie"].map(redacted));
    [group, logging]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_but_the_rate_is_a_group_of_aws() {
        for rules in
            [FirewallRules::Rate, FirewallRules::Common, FirewallRules::KnownBadInputs, FirewallRules::Reputation]
        {
            assert_eq!(firewall_rules::group(&rules.to_string()).is_none(), rules == FirewallRules::Rate, "{rules}");
        }
    }
}
