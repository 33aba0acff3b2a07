//! Who answers for each tenant: a resolver reads the emitted records, checks and alarms and works it out by the rules of Route 53,
//! and is compared with what the map of tenants says. Nothing here shares code with what makes the records.

mod document;
mod expected;
mod fleets;
mod proxy;
mod route_53;
mod rules;
mod wrong;
mod zone;

use std::fmt::Write as _;

use cellc::model::Environment;
use cellc::pipeline::Analysis;
use proptest::prelude::*;

use expected::{Fleet, worlds};
use fleets::{analysed, delivery, fleet, routers};
use route_53::{Answers, Route53, WHOLE, World, answers_after};
use zone::{Policy, Record, Target, Zone};

fn environment(analysis: &Analysis) -> &Environment {
    analysis.checked().unwrap().model().environments.values().next().unwrap()
}

/// The name of a cell leads to its load balancer, as the root of the cell says.
fn with_names_of_cells(mut zone: Zone, fleet: &Fleet<'_>) -> Zone {
    let domain = &fleet.environment.domain.as_ref().unwrap().value;
    for cell in fleet.cells() {
        zone.records.push(Record {
            name: format!("{}.{domain}", cell.name.value),
            kind: "A".to_owned(),
            leads_to: Target::LoadBalancer { root: fleet.root(cell.name.as_str()), evaluates_health: false },
            ttl: None,
            identifier: None,
            policy: Policy::Simple,
            check: None,
        });
    }
    zone
}

fn zone_of(analysis: &Analysis) -> Zone {
    let files = routers(analysis);
    let zone = Zone::read(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    with_names_of_cells(zone, &Fleet::of(analysis.checked().unwrap().model(), environment(analysis)))
}

/// Every tenant and bucket, with the name under which it is found and its home.
fn names(analysis: &Analysis) -> Vec<(String, cellc::model::Home)> {
    let (model, environment) = (analysis.checked().unwrap().model(), environment(analysis));
    let domain = &environment.domain.as_ref().unwrap().value;
    let homes = model.tenants.homes().filter(|(_, _, home)| home.bucket.is_none());
    let mut names: Vec<_> =
        homes.map(|(tenant, _, home)| (format!("{}.{domain}", tenant.name.value), home.clone())).collect();
    for (range, home) in environment.router.iter().flat_map(|router| &router.buckets) {
        let cells = cellc::model::Home {
            cell: home.cell.clone(),
            standby: home.standby.clone(),
            moving_to: None,
            bucket: None,
        };
        names.extend(range.buckets().map(|bucket| (format!("b{bucket:04}.{domain}"), cells.clone())));
    }
    names
}

/// Where the records answer otherwise than the map of tenants says, under every failure and every pair of failures.
fn differences(zone: &Zone, analysis: &Analysis) -> Vec<String> {
    let fleet = Fleet::of(analysis.checked().unwrap().model(), environment(analysis));
    let names = names(analysis);
    let mut differences = zone.faults();
    for (title, world) in worlds(&fleet) {
        let route_53 = Route53 { zone, world: &world };
        for (name, home) in &names {
            let (found, expected) = (route_53.answers(name), fleet.who_answers(home, &world));
            if found != expected {
                differences.push(format!("{title}: {name} answers {}, not {}", told(&found), told(&expected)));
            }
        }
    }
    differences
}

/// `alpha 75%, beta 25%`
fn told(answers: &Answers) -> String {
    let share =
        |(root, share): (&String, &u64)| format!("{} {}%", root.rsplit('/').next().unwrap(), share * 100 / WHOLE);
    let told: Vec<String> = answers.iter().map(share).collect();
    if told.is_empty() { "nobody".to_owned() } else { told.join(", ") }
}

#[test]
fn who_answers_in_the_example_when_cells_fail() {
    let analysis = analysed(&delivery());
    let (zone, fleet) = (zone_of(&analysis), Fleet::of(analysis.checked().unwrap().model(), environment(&analysis)));
    let mut table = String::new();
    for (title, world) in worlds(&fleet) {
        let route_53 = Route53 { zone: &zone, world: &world };
        let answers: Vec<String> = names(&analysis)
            .iter()
            .map(|(name, _)| format!("{} {}", name.split('.').next().unwrap(), told(&route_53.answers(name))))
            .collect();
        _ = writeln!(table, "{title}: {}", answers.join("; "));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_cell_that_fails_is_left_after_its_check_has_noticed_and_answers_have_expired() {
    let analysis = analysed(&delivery());
    let (zone, fleet) = (zone_of(&analysis), Fleet::of(analysis.checked().unwrap().model(), environment(&analysis)));
    let (well, failed) = (World::default(), World { silent: vec![fleet.root("alpha")], ..World::default() });
    let name = "coop-north.prod.delivery.example.com";
    let after = |seconds| {
        let answers = answers_after(&zone, name, [&well, &failed], seconds);
        answers.iter().map(told).collect::<Vec<String>>().join(" or ")
    };
    // Three failures, thirty seconds apart, and an answer that is kept for sixty.
    assert_eq!(after(149), "alpha 100% or beta 100%");
    assert_eq!(after(150), "beta 100%");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn records_answer_as_the_map_of_tenants_says(fleet in fleet()) {
        let text = fleet.text();
        let analysis = analysed(&text);
        let differences = differences(&zone_of(&analysis), &analysis);
        prop_assert!(differences.is_empty(), "{}\n{text}", differences.join("\n"));
    }
}
