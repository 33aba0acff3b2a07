//! The resolver itself: each rule of Route 53, on records that are written by hand.

use super::route_53::{Route53, World};
use super::told;
use super::zone::Zone;

/// A zone with a load balancer under the name of each of these cells.
fn zone(cells: &[&str], records: &str) -> Zone {
    let alias = |cell: &&str| {
        let text = format!(
            "resource \"aws_route53_record\" \"own\" {{\n  name = \"{cell}.x.example\"\n  type = \"A\"\n  alias {{\n    name = aws_lb.this.dns_name\n    \
             zone_id = aws_lb.this.zone_id\n    evaluate_target_health = false\n  }}\n}}\nresource \"aws_lb\" \"this\" {{\n}}\n"
        );
        (format!("cells/{cell}/main.tf"), text)
    };
    let mut files: Vec<(String, String)> = cells.iter().map(alias).collect();
    files.push(("router/main.tf".to_owned(), records.to_owned()));
    Zone::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// A record of `t.x.example` that leads to a cell.
fn record(cell: &str, policy: &str, check: Option<&str>) -> String {
    let check =
        check.map(|check| format!("  health_check_id = aws_route53_health_check.{check}.id\n")).unwrap_or_default();
    let label = format!("{cell}-{}", policy.len());
    format!(
        "resource \"aws_route53_record\" \"{label}\" {{\n  name = \"t.x.example\"\n  type = \"CNAME\"\n  ttl = 60\n  records = [\"{cell}.x.example\"]\n  \
         set_identifier = \"{cell}\"\n{check}  {policy}\n}}\n"
    )
}

/// A check of a cell from outside.
fn asks(cell: &str) -> String {
    format!(
        "resource \"aws_route53_health_check\" \"{cell}\" {{\n  type = \"HTTPS\"\n  fqdn = \"{cell}.x.example\"\n  request_interval = 30\n  \
         failure_threshold = 3\n}}\n"
    )
}

const PRIMARY: &str = "failover_routing_policy {\n    type = \"PRIMARY\"\n  }";
const SECONDARY: &str = "failover_routing_policy {\n    type = \"SECONDARY\"\n  }";

fn weighted(weight: u32) -> String {
    format!("weighted_routing_policy {{\n    weight = {weight}\n  }}")
}

/// Who answers for `t.x.example` while these cells are silent.
fn answers(zone: &Zone, silent: &[&str]) -> String {
    assert_eq!(zone.faults(), [""; 0]);
    let silent = silent.iter().map(|cell| format!("cells/{cell}")).collect();
    told(&Route53 { zone, world: &World { silent, ..World::default() } }.answers("t.x.example"))
}

#[test]
fn a_pair_fails_over_and_back_and_answers_with_its_primary_when_both_are_out() {
    let pair = |first: Option<&str>, second: Option<&str>| {
        let records = record("a", PRIMARY, first) + &record("b", SECONDARY, second);
        zone(&["a", "b"], &(records + &asks("a") + &asks("b")))
    };
    let both = pair(Some("a"), Some("b"));
    for (silent, expected) in
        [(vec![], "a 100%"), (vec!["a"], "b 100%"), (vec!["b"], "a 100%"), (vec!["a", "b"], "a 100%")]
    {
        assert_eq!(answers(&both, &silent), expected, "{silent:?}");
    }
    // A missing check counts as healthy: such a primary never fails over, such a secondary always takes over.
    assert_eq!(answers(&pair(None, Some("b")), &["a"]), "a 100%");
    assert_eq!(answers(&pair(Some("a"), None), &["a", "b"]), "b 100%");
}

#[test]
fn weights_share_among_the_healthy_and_among_all_when_nobody_is() {
    let three = |weights: [u32; 3]| {
        let cells = ["a", "b", "c"];
        let records =
            cells.iter().zip(weights).map(|(cell, weight)| record(cell, &weighted(weight), Some(cell)) + &asks(cell));
        zone(&cells, &records.collect::<String>())
    };
    for (weights, silent, expected) in [
        ([75, 25, 0], vec![], "a 75%, b 25%"),
        ([75, 25, 0], vec!["a"], "b 100%"),
        // A weight of 0 counts when all others are out.
        ([75, 25, 0], vec!["a", "b"], "c 100%"),
        ([75, 25, 0], vec!["a", "b", "c"], "a 75%, b 25%"),
        ([0, 0, 0], vec!["c"], "a 50%, b 50%"),
    ] {
        assert_eq!(answers(&three(weights), &silent), expected, "{weights:?} {silent:?}");
    }
}

#[test]
fn a_calculated_check_counts_its_healthy_children() {
    let of = |threshold: u32| {
        let calculated = format!(
            "resource \"aws_route53_health_check\" \"both\" {{\n  type = \"CALCULATED\"\n  child_health_threshold = {threshold}\n  \
             child_healthchecks = [aws_route53_health_check.a.id, aws_route53_health_check.c.id]\n}}\n"
        );
        let records = record("a", PRIMARY, Some("both")) + &record("b", SECONDARY, None);
        zone(&["a", "b", "c"], &(records + &calculated + &asks("a") + &asks("c")))
    };
    for (threshold, silent, expected) in [
        (0, vec!["a", "c"], "a 100%"),
        (1, vec!["a"], "a 100%"),
        (1, vec!["a", "c"], "b 100%"),
        (2, vec!["c"], "b 100%"),
        (3, vec![], "b 100%"),
    ] {
        assert_eq!(answers(&of(threshold), &silent), expected, "{threshold} of {silent:?}");
    }
}

#[test]
fn an_alarm_without_data_leaves_its_check_as_the_latch_says() {
    let switched = |missing: &str, without_data: &str| {
        let check = format!(
            "resource \"aws_cloudwatch_metric_alarm\" \"s\" {{\n  alarm_name = \"s\"\n  namespace = \"S\"\n  period = 60\n  evaluation_periods = 1\n  \
             threshold = 1\n  comparison_operator = \"GreaterThanOrEqualToThreshold\"\n  treat_missing_data = \"{missing}\"\n}}\n\
             resource \"aws_route53_health_check\" \"s\" {{\n  type = \"CLOUDWATCH_METRIC\"\n  cloudwatch_alarm_name = \
             aws_cloudwatch_metric_alarm.s.alarm_name\n  insufficient_data_health_status = \"{without_data}\"\n}}\n"
        );
        zone(&["a", "b"], &(record("a", PRIMARY, Some("s")) + &record("b", SECONDARY, None) + &check))
    };
    let (latch, forgets) = (switched("missing", "LastKnownStatus"), switched("notBreaching", "Healthy"));
    for (zone, data, expected) in [
        (&latch, vec![], "a 100%"),
        (&latch, vec![None], "a 100%"),
        (&latch, vec![Some(1.0)], "b 100%"),
        (&latch, vec![Some(1.0), None, None], "b 100%"),
        (&latch, vec![Some(1.0), None, Some(0.0), None], "a 100%"),
        (&forgets, vec![Some(1.0), None], "a 100%"),
        (&switched("breaching", "Healthy"), vec![None], "b 100%"),
        (&switched("missing", "Unhealthy"), vec![None], "b 100%"),
        (&switched("ignore", "Healthy"), vec![Some(1.0), None], "b 100%"),
    ] {
        let world = World { metrics: [("S".to_owned(), data.clone())].into(), ..World::default() };
        assert_eq!(told(&Route53 { zone, world: &world }.answers("t.x.example")), expected, "{data:?}");
    }
}

#[test]
fn an_alias_that_evaluates_its_target_leaves_a_load_balancer_with_one_empty_group() {
    let of = |evaluates: bool| {
        let side = |cell: &str, kind: &str| {
            let text = format!(
                "resource \"aws_route53_record\" \"t\" {{\n  name = \"t.x.example\"\n  type = \"A\"\n  set_identifier = \"{kind}\"\n  alias {{\n    name = \
                 aws_lb.this.dns_name\n    zone_id = aws_lb.this.zone_id\n    evaluate_target_health = {evaluates}\n  }}\n  failover_routing_policy \
                 {{\n    type = \"{kind}\"\n  }}\n}}\nresource \"aws_lb\" \"this\" {{\n}}\n"
            );
            (format!("cells/{cell}/main.tf"), text)
        };
        let files = [side("a", "PRIMARY"), side("b", "SECONDARY")];
        Zone::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    };
    let world = World { partly_empty: vec!["cells/a".to_owned()], ..World::default() };
    for (evaluates, expected) in [(true, "b 100%"), (false, "a 100%")] {
        assert_eq!(told(&Route53 { zone: &of(evaluates), world: &world }.answers("t.x.example")), expected);
    }
}

#[test]
fn what_route_53_would_refuse_is_a_fault() {
    let pair = record("a", PRIMARY, None) + &record("b", SECONDARY, None);
    for (records, fault) in [
        (
            record("a", PRIMARY, None) + &record("b", &weighted(1), None),
            "records of one name and type share one routing policy",
        ),
        (record("a", SECONDARY, None), "a pair has one primary, and at most one secondary"),
        (record("a", &weighted(256), None), "a weight is above 255"),
        (pair.replace("set_identifier = \"b\"", "set_identifier = \"a\""), "two records have the same identifier"),
    ] {
        let faults = zone(&["a", "b"], &records).faults();
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault}: {faults:?}");
    }
    assert_eq!(zone(&["a", "b"], &pair).faults(), [""; 0]);
}
