//! Specifications that do not fit the lock file beside them, and lock files that are none.

use super::case::Case;

/// What a build of two cells, of which the second has no `cidr`, has left.
const LOCK: &str = r#"{
  "format": 1,
  "blocks dev/alpha": 4,
  "blocks dev/beta": 4,
  "range dev/alpha": "10.0.0.0/16",
  "range dev/beta": "10.1.0.0/16",
  "zone dev/alpha/eu-west-1a": 0,
  "zone dev/alpha/eu-west-1b": 1,
  "zone dev/beta/eu-west-1a": 0,
  "zone dev/beta/eu-west-1b": 1
}
"#;

const TWO_ZONES: &str = "network = \"10.0.0.0/14\"\nzones = [\"a\", \"b\"]";

/// Two cells without `cidr`, and the lock with parts replaced.
fn locked(name: &'static str, edits: &[(&str, &str)]) -> Case {
    let mut lock = LOCK.to_owned();
    for (from, to) in edits {
        assert!(lock.contains(from), "{name}: nothing to replace: {from}");
        lock = lock.replacen(from, to, 1);
    }
    let beta = "}\n\ncell \"beta\" {\n  environment = \"dev\"\n}\n";
    Case::environment(name, TWO_ZONES).with("  cidr        = \"10.0.0.0/16\"\n}\n", beta).with_lock(&lock)
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = unusable();
    cases.extend(owners());
    cases.extend(zones());
    cases.extend(exhausted());
    cases.extend(resting());
    cases.extend(recorded());
    cases
}

fn unusable() -> Vec<Case> {
    let ours = "  \"range dev/beta\": \"10.1.0.0/16\",\n";
    let theirs = "  \"range dev/gamma\": \"10.1.0.0/16\",\n";
    let conflict = format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> gamma\n");
    vec![
        locked("lock-unfinished-merge", &[(ours, &conflict)]),
        locked("lock-of-a-newer-cellc", &[("\"format\": 1", "\"format\": 2")]),
        locked("lock-two-values", &[(ours, &format!("{ours}{}", ours.replace("10.1", "10.2")))]),
        locked("lock-not-a-range", &[("10.1.0.0/16", "10.1.0.0")]),
        locked("lock-without-the-number-of-blocks", &[("  \"blocks dev/beta\": 4,\n", "")]),
        locked("lock-block-of-the-public-subnets", &[("beta/eu-west-1b\": 1", "beta/eu-west-1b\": 3")]),
    ]
}

fn owners() -> Vec<Case> {
    vec![
        locked("lock-range-of-two-cells", &[("10.1.0.0/16", "10.0.0.0/16")]),
        locked("lock-range-in-that-of-another-cell", &[("10.1.0.0/16", "10.0.128.0/17")]),
        locked("lock-block-of-two-zones", &[("beta/eu-west-1b\": 1", "beta/eu-west-1b\": 0")]),
    ]
}

fn zones() -> Vec<Case> {
    let zones = |name, zones: &str| locked(name, &[]).with("[\"a\", \"b\"]", zones);
    // A region with four zones, whose name is as long.
    let tokyo = |case: Case| case.with("eu-west-1", "us-east-1");
    let of_tokyo = LOCK.replace("eu-west-1", "us-east-1");
    let four = Case::environment("zones-four-in-a-cell-for-three", TWO_ZONES);
    let four = tokyo(four).with("[\"a\", \"b\"]", "[\"a\", \"b\", \"c\", \"d\"]").with_lock(&of_tokyo);
    let exchanged =
        of_tokyo.replace("alpha/us-east-1b\": 1", "alpha/us-east-1b\": 1,\n  \"zone dev/alpha/us-east-1c\": 2");
    let swapped = Case::environment("zones-one-for-another", TWO_ZONES);
    let swapped = tokyo(swapped).with("[\"a\", \"b\"]", "[\"a\", \"b\", \"d\"]").with_lock(&exchanged);
    // The other cell of the lock has left.
    vec![four.finds(2), swapped.finds(2), zones("zones-unknown-in-a-cell-for-three", "[\"a\", \"b\", \"c\", \"d\"]")]
}

/// A network that another cell has left is one that a cell can name, at its own risk.
fn resting() -> Vec<Case> {
    let freed = "  \"freed 10.1.0.0/16\": \"dev/old 2026-11-20\",\n  \"zone dev/alpha/eu-west-1a\"";
    let rests =
        |name, edits: &[(&str, &str)]| locked(name, &[&[("  \"zone dev/alpha/eu-west-1a\"", freed)], edits].concat());
    let written = |case: Case, cidr: &str| {
        let to = format!("cell \"beta\" {{\n  cidr = \"{cidr}\"\n");
        case.with("cell \"beta\" {\n", &to)
    };
    let is_new: &[(&str, &str)] = &[
        ("  \"blocks dev/beta\": 4,\n", ""),
        ("  \"range dev/beta\": \"10.1.0.0/16\",\n", ""),
        (",\n  \"zone dev/beta/eu-west-1a\": 0,\n  \"zone dev/beta/eu-west-1b\": 1", ""),
    ];
    vec![
        written(rests("lock-cidr-in-a-range-that-rests", is_new), "10.1.128.0/17"),
        written(rests("lock-cidr-that-rests-after-the-build", &[]), "10.1.0.0/16").on("2026-12-20"),
        written(locked("lock-cidr-of-a-cell-that-leaves", &[("range dev/beta", "range dev/old")]), "10.1.0.0/16")
            .finds(2),
    ]
}

/// The range is not in the specification, so that the finding shows the line of the lock.
fn recorded() -> Vec<Case> {
    let beta = "\"10.1.0.0/16\"";
    vec![
        locked("lock-range-outside-its-environment", &[(beta, "\"10.9.0.0/16\"")]),
        locked("lock-range-of-a-peer", &[]).with("network =", "peers = [\"10.1.128.0/20\"]\n  network ="),
        locked("lock-range-of-services", &[]).with("network =", "service_cidr = \"10.1.0.0/20\"\n  network ="),
        locked("lock-range-of-a-written-cidr", &[])
            .with("cell \"alpha\" {\n", "cell \"alpha\" {\n  cidr = \"10.1.0.0/16\"\n"),
    ]
}

fn exhausted() -> Vec<Case> {
    let narrow = |case: Case| case.with("10.0.0.0/14", "10.0.0.0/16");
    let beta = "  \"range dev/beta\": \"10.1.0.0/16\",\n";
    let freed = [
        ("  \"range dev/alpha\": \"10.0.0.0/16\",\n", "  \"freed 10.0.0.0/16\": \"dev/old 2026-11-20\",\n"),
        (beta, ""),
    ];
    vec![
        narrow(locked("network-without-a-free-range", &[(beta, "")])),
        narrow(
            locked("network-whose-free-range-rests", &freed)
                .with("cell \"beta\" {\n  environment = \"dev\"\n}\n", "")
                .finds(2),
        ),
    ]
}
