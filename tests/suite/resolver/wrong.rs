//! Records that are wrong, to see that the comparison notices.

use std::collections::BTreeMap;

use super::expected::Fleet;
use super::fleets::{analysed, delivery, routers};
use super::zone::Zone;
use super::{differences, environment, with_names_of_cells};

/// The differences after a change of one emitted file.
fn after(file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let analysis = analysed(&delivery());
    let mut files: BTreeMap<String, String> = routers(&analysis);
    let (_, text) = files.iter_mut().find(|(path, _)| path.ends_with(file)).unwrap();
    let changed = change(text);
    assert_ne!(changed, *text, "nothing was changed in {file}");
    *text = changed;
    let zone = Zone::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let zone = with_names_of_cells(zone, &Fleet::of(analysis.checked().unwrap().model(), environment(&analysis)));
    differences(&zone, &analysis)
}

#[test]
fn a_wrong_record_check_or_alarm_is_noticed() {
    assert_eq!(after("tenants.tf", |text| format!("{text}\n")), [""; 0], "nothing is wrong");
    let swapped = |text: &str| text.replace("PRIMARY", "X").replace("SECONDARY", "PRIMARY").replace('X', "SECONDARY");
    let without =
        |text: &str, what: &str| text.lines().filter(|line| !line.contains(what)).collect::<Vec<_>>().join("\n");
    let raised = |text: &str| text.replace("child_health_threshold = 2", "child_health_threshold = 3");
    let lowered = |text: &str| text.replace("child_health_threshold = 2", "child_health_threshold = 1");
    let found = [
        ("primary and secondary are exchanged", after("tenants.tf", swapped)),
        ("records ask nothing", after("tenants.tf", |text| without(text, "health_check_id"))),
        ("a threshold above all children", after("health_checks.tf", raised)),
        ("a threshold below all children", after("health_checks.tf", lowered)),
        (
            "a switch without a latch",
            after("health_checks.tf", |text| text.replace("\"LastKnownStatus\"", "\"Healthy\"")),
        ),
        (
            "an alarm that is never raised",
            after("evacuation.tf", |text| text.replace("threshold           = 1", "threshold           = 2")),
        ),
        (
            "a switch of another cell",
            after("evacuation.tf", |text| {
                text.replace("Cellc/Evacuate/delivery-prod-${each.key}", "Cellc/Evacuate/all")
            }),
        ),
        ("a check of another cell", after("tenants.tf", |text| text.replace("[each.value]", "[\"alpha\"]"))),
        ("a weight of nothing", after("tenants.tf", |text| text.replacen("weight = 100", "weight = 300", 1))),
        (
            "a tenant that leads elsewhere",
            after("tenants.tf", |text| text.replacen("\"alpha.coop-north\"", "\"beta.coop-east\"", 1)),
        ),
    ];
    let unnoticed: Vec<&str> = found.iter().filter(|(_, found)| found.is_empty()).map(|(what, _)| *what).collect();
    assert_eq!(unnoticed, [""; 0]);
}
