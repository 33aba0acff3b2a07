//! `check --fix` goes on until there is nothing left to fix, and always ends.

use std::fs;
use std::path::Path;

use cellc_test_support::campaign;
use cellc_test_support::command_line::{self, Outcome};
use proptest::prelude::*;
use tempfile::TempDir;

use super::example;

const DAY: &str = "2026-11-21";

/// What `check --fix` says to a spec in HCL, and what it makes of it.
fn fixed(spec: &str) -> (Outcome, String) {
    fixed_as("fleet.hcl", spec)
}

fn fixed_as(name: &str, spec: &str) -> (Outcome, String) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, spec).unwrap();
    let outcome = command_line::cellc(folder.path(), &["check", "--fix", "--as-of", DAY]);
    (outcome, fs::read_to_string(path).unwrap())
}

#[test]
fn a_file_with_many_faults_is_fixed_in_one_run() {
    let ranges: Vec<String> = (0..40).map(|at| format!("\"203.0.113.{at}/32\"")).collect();
    let with = |separator: &str| {
        let endpoint = format!("endpoint = {{ public = true, cidrs = [{}] }}\n  account ", ranges.join(separator));
        example().replacen("account ", &endpoint, 1)
    };
    let (outcome, text) = fixed(&with(" "));
    assert_eq!(text, with(", "), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("39 findings fixed\n"), "{}", outcome.stderr);
    assert!(fixed(&text).0.stderr.starts_with("nothing to fix\n"));
}

#[test]
fn commas_of_json_are_fixed_in_one_run() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/workloads/fleet.json");
    let spec = fs::read_to_string(path).unwrap();
    let without: String = spec.split_inclusive('\n').map(|line| line.replace(",\n", "\n")).collect();
    let (outcome, text) = fixed_as("fleet.json", &without);
    assert!(spec.matches(",\n").count() > 10, "{spec}");
    assert_eq!(text, spec, "{}", outcome.stderr);
}

/// One slip of the pen: what is at the first place of `find` behind `from` becomes `by`.
#[derive(Debug, Clone)]
enum Slip {
    Replace { find: &'static str, by: &'static str },
    Swap,
    Remove,
}

impl Slip {
    fn made(&self, text: &str, from: usize) -> String {
        let from = (0..=from % text.len()).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (before, rest) = text.split_at(from);
        let mut letters = rest.chars();
        match self {
            Self::Replace { find, by } => format!("{before}{}", rest.replacen(find, by, 1)),
            Self::Swap => {
                let (first, second) = (letters.next(), letters.next());
                second.into_iter().chain(first).fold(before.to_owned(), |text, letter| text + &letter.to_string())
                    + letters.as_str()
            }
            Self::Remove => {
                letters.next();
                format!("{before}{}", letters.as_str())
            }
        }
    }
}

fn slip() -> impl Strategy<Value = Slip> {
    let replaced = [
        (", ", " "),
        ("\"", "“"),
        (" = ", ": "),
        (" = ", " == "),
        ("\n", ";\n"),
        ("true", "True"),
        (" ", "\u{a0}"),
        ("}", "},"),
        ("/16", "/33"),
        ("/16", ""),
        ("_", "-"),
        ("-", "_"),
    ];
    let replaced = replaced.map(|(find, by)| Slip::Replace { find, by }).to_vec();
    prop_oneof![6 => proptest::sample::select(replaced), 2 => Just(Slip::Swap), 1 => Just(Slip::Remove)]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(campaign::cases(60)) })]

    /// Fixing again finds nothing: no proposal is left, none undoes another one, and the first run has not given up.
    #[test]
    fn what_was_fixed_has_nothing_left_to_fix(slips in proptest::collection::vec((slip(), any::<usize>()), 1..8)) {
        let spec = slips.iter().fold(example(), |text, (slip, from)| slip.made(&text, *from));
        let (first, text) = fixed(&spec);
        prop_assert!(!first.stderr.contains("run it again"), "{}", first.stderr);
        let (second, again) = fixed(&text);
        prop_assert!(second.stderr.starts_with("nothing to fix\n"), "{spec}\n{}\n{text}\n{}", first.stderr, second.stderr);
        prop_assert_eq!(again, text);
    }
}
