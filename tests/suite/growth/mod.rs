//! The time of a check grows with the length of each list and the number of each kind of block, and not with their square.
//!
//! Lists and blocks come from the schema, and so from the declarations of the spec: a new key is covered by itself. An
//! ordinary run stops where a check takes some tens of milliseconds; `.ci/long` goes on up to the largest spec.

mod lengths;
mod numbered;
mod places;
mod stopwatch;

use std::time::{Duration, Instant};

use cellc::decode;
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::spec::Spec;
use cellc_test_support::campaign::is_long;
use serde_json::Value;

use places::{Form, Place, places};
use stopwatch::{Growth, Most, growth};

/// A number of parts whose spec is read completely, whatever they are.
const SOME: usize = 40;

/// Bytes of the largest text: no specification may be larger.
const LARGEST: usize = 8 * 1024 * 1024;

fn sources(spec: &Value) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("fleet.json", "fleet.json", serde_json::to_string_pretty(spec).unwrap());
    sources
}

#[test]
fn every_list_and_block_is_read_as_often_as_it_is_written() {
    let schema = cellc::spec::json_schema().to_value();
    for place in places(&schema) {
        for form in place.forms() {
            let spec = place.spec(form, SOME);
            let (node, _) = cellc::parse::parse(&sources(&spec));
            let decoded = decode::decode::<Spec>(&node);
            let found: Vec<_> = decoded.diagnostics.iter().map(|finding| &finding.headline).collect();
            assert!(found.is_empty(), "{place} as {form:?}: {found:#?}");
            assert_eq!(place.parts(&spec), SOME, "{place}");
        }
    }
}

#[test]
#[ignore = "takes a minute without optimisation: `.ci/long` runs it"]
fn a_check_takes_time_in_proportion_to_each_list_and_block() {
    let schema = cellc::spec::json_schema().to_value();
    let most = if is_long() {
        Most { parts: 65_536, time: Duration::from_secs(4) }
    } else {
        Most { parts: 4_096, time: Duration::from_millis(25) }
    };
    let mut steep = Vec::new();
    for place in places(&schema) {
        for form in place.forms() {
            let found = growth(&most, |parts| time(&place, form, parts));
            println!("{found} {place} as {form:?}");
            if found.is_steep() {
                steep.push(format!("{found} {place} as {form:?}"));
            }
        }
    }
    assert!(steep.is_empty(), "{}", steep.join("\n"));
}

/// The time of a check, without that of writing the spec; [`None`] where the spec would be too large.
fn time(place: &Place<'_>, form: Form, parts: usize) -> Option<Duration> {
    let sources = sources(&place.spec(form, parts));
    if sources.iter().any(|(_, file)| file.text.len() > LARGEST) {
        return None;
    }
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let start = Instant::now();
    pipeline::analyse(&sources, &settings, &mut |_| {});
    Some(start.elapsed())
}

/// How long so many parts take, in microseconds.
type Work = fn(usize) -> usize;

#[test]
fn what_grows_with_the_square_is_found() {
    let most = Most { parts: 4_096, time: Duration::from_millis(40) };
    let micros = |count: usize| Some(Duration::from_micros(u64::try_from(count).unwrap()));
    let cases: [(&str, Work, bool); 5] = [
        ("nothing", |_| 100, false),
        ("parts", |parts| parts * 20, false),
        ("parts, and their logarithm", |parts| parts * parts.ilog2() as usize, false),
        ("pairs of parts", |parts| parts * parts / 10, true),
        ("parts, and pairs of parts", |parts| parts * 20 + parts * parts / 10, true),
    ];
    for (what, work, is_steep) in cases {
        let found: Growth = growth(&most, |parts| micros(work(parts)));
        assert_eq!(found.is_steep(), is_steep, "{what}: {found}");
    }
}
