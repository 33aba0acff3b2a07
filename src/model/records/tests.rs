use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::*;
use crate::model::Move;
use crate::source::{Span, Spanned};
use crate::values::{CellState::*, Date, Percentage};

fn cell(name: &str) -> CellId {
    name.parse::<crate::values::Name>().unwrap().into()
}

fn spanned(name: &str) -> Spanned<CellId> {
    Spanned::new(cell(name), Span::NONE)
}

/// `alpha`, `alpha/beta`, `alpha/beta > gamma 25%`: home, standby and move.
fn home(text: &str) -> Home {
    let (place, moving) = text.split_once(" > ").map_or((text, None), |(place, moving)| (place, Some(moving)));
    let (home, standby) = place.split_once('/').map_or((place, None), |(home, standby)| (home, Some(standby)));
    let moving_to = moving.map(|moving| {
        let (cell, share) = moving.split_once(' ').unwrap();
        let share: Percentage = share.parse().unwrap();
        let until: Date = "2026-12-31".parse().unwrap();
        Move { cell: spanned(cell), until: Spanned::new(until, Span::NONE), share: Spanned::new(share, Span::NONE) }
    });
    Home { standby: standby.map(spanned), moving_to, ..Home::in_cell(spanned(home)) }
}

/// The records of tenant `coop`, one a line, as a person would write them down.
fn records(text: &str, states: &[(&str, CellState)]) -> String {
    let cells: Vec<(CellId, CellState)> = states.iter().map(|(name, state)| (cell(name), *state)).collect();
    let states: CellStates<'_> = cells.iter().map(|(cell, state)| (cell, *state)).collect();
    let tenant = TenantId::from("coop".parse::<crate::values::Name>().unwrap());
    let plan = RecordPlan::new(&"x.example".parse().unwrap(), &states, [(&tenant, &home(text))], []);
    let mut lines = String::new();
    for way in plan.tenants.values().flat_map(TenantRecords::ways) {
        writeln!(lines, "{} {} → {}", plan.tenant_name(&tenant), way.weight, plan.target(&tenant, way)).unwrap();
        if let Some(secondary) = &way.answer.secondary {
            let (primary, pair) = (&way.answer.primary, plan.pair_name(&way.cell, &tenant));
            writeln!(lines, "{pair} → {primary}, or else {secondary}").unwrap();
        }
    }
    lines
}

#[test]
fn the_state_of_two_cells_decides_who_answers() {
    for (home, standby, expected) in [
        (Active, Active, "alpha, or else beta"),
        (Active, Draining, "alpha, or else beta"),
        (Active, Planned, "alpha, or else beta"),
        (Active, Retiring, "alpha"),
        (Draining, Active, "beta, or else alpha"),
        (Draining, Draining, "alpha, or else beta"),
        (Draining, Planned, "alpha, or else beta"),
        (Draining, Retiring, "alpha"),
        (Retiring, Active, "beta"),
        (Retiring, Draining, "beta"),
        (Retiring, Planned, "alpha, or else beta"),
        (Retiring, Retiring, "alpha"),
        (Planned, Active, "beta, or else alpha"),
        (Planned, Draining, "beta, or else alpha"),
        (Planned, Retiring, "beta, or else alpha"),
        (Planned, Planned, "nobody"),
    ] {
        let (alpha, beta) = (cell("alpha"), cell("beta"));
        let states = CellStates::from([(&alpha, home), (&beta, standby)]);
        let found = Answer::of(&alpha, Some(&beta), &states).map_or("nobody".to_owned(), |answer| {
            let secondary = answer.secondary.map(|cell| format!(", or else {cell}"));
            format!("{}{}", answer.primary, secondary.unwrap_or_default())
        });
        assert_eq!(found, expected, "{home}, {standby}");
    }
}

#[test]
fn a_tenant_has_weights_on_its_name_and_a_pair_below_it() {
    let all = &[("alpha", Active), ("beta", Active), ("gamma", Active)];
    for (home, states, expected) in [
        ("alpha", all, "coop.x.example 100 → alpha.x.example\n"),
        ("alpha/beta", all, "coop.x.example 100 → alpha.coop.x.example\nalpha.coop.x.example → alpha, or else beta\n"),
        (
            "alpha/beta > gamma 25%",
            all,
            "coop.x.example 75 → alpha.coop.x.example\nalpha.coop.x.example → alpha, or else beta\n\
             coop.x.example 25 → gamma.coop.x.example\ngamma.coop.x.example → gamma, or else beta\n",
        ),
        // The old home stands by for a goal that was the standby.
        (
            "alpha/beta > beta 100%",
            all,
            "coop.x.example 0 → alpha.coop.x.example\nalpha.coop.x.example → alpha, or else beta\n\
             coop.x.example 100 → beta.coop.x.example\nbeta.coop.x.example → beta, or else alpha\n",
        ),
        ("alpha > beta 0%", all, "coop.x.example 100 → alpha.x.example\ncoop.x.example 0 → beta.x.example\n"),
        // The pair keeps its name when the other cell serves.
        (
            "alpha/beta",
            &[("alpha", Draining), ("beta", Active), ("gamma", Active)],
            "coop.x.example 100 → alpha.coop.x.example\nalpha.coop.x.example → beta, or else alpha\n",
        ),
        (
            "alpha/beta",
            &[("alpha", Retiring), ("beta", Active), ("gamma", Active)],
            "coop.x.example 100 → beta.x.example\n",
        ),
        // Nobody is sent where nothing has answered yet.
        (
            "alpha > beta 50%",
            &[("alpha", Active), ("beta", Planned), ("gamma", Active)],
            "coop.x.example 100 → alpha.x.example\n",
        ),
        (
            "alpha > beta 50%",
            &[("alpha", Planned), ("beta", Active), ("gamma", Active)],
            "coop.x.example 100 → beta.x.example\n",
        ),
        ("alpha", &[("alpha", Planned), ("beta", Active), ("gamma", Active)], ""),
        ("omega", all, ""),
    ] {
        assert_eq!(records(home, states), expected, "{home} {states:?}");
    }
}

#[test]
fn no_name_ever_changes_its_policy() {
    let states = [Active, Planned, Draining, Retiring];
    let mut policies: BTreeMap<String, bool> = BTreeMap::new();
    for home in
        ["alpha", "alpha/beta", "alpha/beta > gamma 25%", "alpha/beta > beta 100%", "gamma/beta", "gamma > alpha 1%"]
    {
        for number in 0..states.len().pow(3) {
            let state = |power: u32| states[number / states.len().pow(power) % states.len()];
            for line in records(home, &[("alpha", state(0)), ("beta", state(1)), ("gamma", state(2))]).lines() {
                let name = line.split(' ').next().unwrap().to_owned();
                let is_pair = line.contains(", or else ");
                assert_eq!(*policies.entry(name).or_insert(is_pair), is_pair, "{line}");
            }
        }
    }
    assert_eq!(policies.len(), 4);
}

#[test]
fn every_bucket_of_a_range_has_its_records() {
    let (alpha, beta) = (cell("alpha"), cell("beta"));
    let states = CellStates::from([(&alpha, Active), (&beta, Draining)]);
    let home = |cell, standby: Option<&str>| BucketHome {
        header: Spanned::new((), Span::NONE),
        cell: spanned(cell),
        standby: standby.map(spanned),
    };
    let (first, second) = (home("alpha", None), home("beta", Some("alpha")));
    let ranges = [("0000-0001".parse().unwrap(), &first), ("0002-0003".parse().unwrap(), &second)];
    let plan = RecordPlan::new(&"x.example".parse().unwrap(), &states, [], ranges);
    let answers = plan.buckets.iter().map(|(number, bucket)| {
        let answer = bucket.answer.as_ref().unwrap();
        (plan.bucket_name(*number), answer.primary.as_str(), answer.secondary.as_ref().map(CellId::as_str))
    });
    let expected = [
        ("b0000.x.example".to_owned(), "alpha", None),
        ("b0001.x.example".to_owned(), "alpha", None),
        ("b0002.x.example".to_owned(), "alpha", Some("beta")),
        ("b0003.x.example".to_owned(), "alpha", Some("beta")),
    ];
    assert_eq!(answers.collect::<Vec<_>>(), expected);
    assert_eq!((plan.len(), plan.is_empty()), (6, false));
}

/// The numbers come from `printf %s <name> | sha256sum`, not from here.
#[test]
fn a_tenant_has_the_bucket_that_a_proxy_computes() {
    for (tenant, digest) in [("coop-north", 0xb129_3bfb_u32), ("a", 0xca97_8112), ("b", 0x3e23_e816)] {
        for count in [1, 256, 1000] {
            assert_eq!(bucket_of(tenant, count), Some(digest % count), "{tenant} of {count}");
        }
    }
    assert_eq!(bucket_of("a", 0), None);
    assert_eq!(bucket_name(42), "b0042");
}
