//! What the compiler says about specifications that are wrong: every case with its source and the exact text on stderr,
//! side by side in `snapshots/`.
//!
//! A case is a specification with one mistake, unless its name says otherwise. The text is the command line's own, so
//! that these snapshots are what a user sees.

mod access;
mod accounts;
mod allow;
mod applications;
mod blocks;
mod bytes;
mod calendar;
mod case;
mod delivery;
mod entry_points;
mod expressions;
mod fixes;
mod formats;
mod front_door;
mod helps;
mod json;
mod judged;
mod keys;
mod kinds;
mod lock;
mod namespaces;
mod network;
mod not_meant;
mod other_tools;
mod proposals;
mod roles;
mod router;
mod rules;
mod secrets;
mod several;
mod shares;
mod syntax;
mod tenants;
mod tiers;
mod tiers_in_cells;
mod values;
mod zones;

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use case::Built;
pub(crate) use case::Case;
use cellc::diagnostic::Code;
use judged::{JUDGED, Judged};

pub(crate) fn cases() -> Vec<Case> {
    let groups = [
        syntax::cases(),
        bytes::cases(),
        json::cases(),
        entry_points::cases(),
        front_door::cases(),
        router::cases(),
        expressions::cases(),
        keys::cases(),
        kinds::cases(),
        values::cases(),
        blocks::cases(),
        calendar::cases(),
        tiers::cases(),
        network::cases(),
        namespaces::cases(),
        tiers_in_cells::cases(),
        delivery::cases(),
        applications::cases(),
        access::cases(),
        accounts::cases(),
        allow::cases(),
        rules::cases(),
        secrets::cases(),
        proposals::cases(),
        not_meant::cases(),
        helps::cases(),
        roles::cases(),
        several::cases(),
        shares::cases(),
        lock::cases(),
        tenants::cases(),
        zones::cases(),
        other_tools::cases(),
    ];
    groups.into_iter().flatten().collect()
}

/// The finding lines of a text: `error[CELL0102]: this is not HCL`.
fn headlines(text: &str) -> Vec<&str> {
    let is_headline = |line: &&str| ["error[", "warning[", "advice["].iter().any(|level| line.starts_with(level));
    text.lines().filter(is_headline).collect()
}

fn code_of(headline: &str) -> &str {
    headline.split(['[', ']']).nth(1).unwrap_or_default()
}

#[test]
fn every_message_is_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let is_as_reviewed = |Judged { case, built, .. }: &Judged| {
        catch_unwind(|| insta::assert_snapshot!(case.name, case.page(built))).is_ok()
    };
    let changed: Vec<&str> = settings
        .bind(|| JUDGED.iter().filter(|judged| !is_as_reviewed(judged)).map(|judged| judged.case.name).collect());
    assert!(changed.is_empty(), "{} cases: {changed:?}", changed.len());
}

#[test]
fn no_case_panics_or_writes_and_every_error_exits_with_one() {
    for Judged { case, built: Built { code, text, files }, .. } in JUDGED.iter() {
        let is_error = text.contains("error[");
        assert_eq!(*code, u8::from(is_error), "{}: {text}", case.name);
        assert!(!text.contains("compiler fault"), "{}: {text}", case.name);
        assert!(!is_error || files.is_empty(), "{} wrote {files:?}", case.name);
        assert!(!headlines(text).is_empty(), "{} is not wrong", case.name);
    }
}

#[test]
fn one_cause_is_one_finding() {
    let wrong: Vec<String> = JUDGED
        .iter()
        .filter(|judged| headlines(&judged.built.text).len() != judged.case.findings)
        .map(|Judged { case, built, .. }| format!("{}, not {}:\n{}", case.name, case.findings, built.text))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let declared = cellc::explain::codes_in_order().into_iter().filter(|code| !Code::ON_DISK.contains(code));
    let shown: BTreeSet<&str> = JUDGED.iter().flat_map(|judged| headlines(&judged.built.text)).map(code_of).collect();
    // What lies beside a specification is judged in `tests/disk/cli/unread.rs`.
    let declared = declared.filter(|code| *code != Code::UNREAD);
    // It takes more than a thousand cells: `tests/suite/router.rs`.
    let declared = declared.filter(|code| code.as_str() != "CELL1169");
    let missing: Vec<Code> = declared.filter(|code| !shown.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn headlines_are_short_and_start_in_lower_case() {
    /// A headline longer than a line of a terminal is read by nobody.
    const LONGEST: usize = 120;
    let proper = ["AMI", "AWS", "EKS", "KMS", "IAM", "JSON", "HCL", "Karpenter", "Kubernetes"];
    for Judged { case, built, .. } in JUDGED.iter() {
        for headline in headlines(&built.text) {
            let (_, text) = headline.split_once("]: ").unwrap();
            let starts_lower =
                !text.starts_with(char::is_uppercase) || proper.iter().any(|word| text.starts_with(word));
            assert!(starts_lower, "{}: {text}", case.name);
            assert!(!text.ends_with('.'), "{}: {text}", case.name);
            assert!(text.chars().count() <= LONGEST, "{}: {} characters: {text}", case.name, text.chars().count());
        }
    }
}

#[test]
fn names_of_cases_are_unique() {
    let mut seen = BTreeSet::new();
    for Judged { case, .. } in JUDGED.iter() {
        assert!(seen.insert(case.name), "there are two cases `{}`", case.name);
    }
    assert!(seen.len() >= 70, "{} cases", seen.len());
}
