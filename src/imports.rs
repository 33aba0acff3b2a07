//! Which stage may import which, and that neither stages nor the files of a stage import each other in circles: read from
//! the paths that all source files name, and held against tables.

mod circles;
mod paths;
mod sources;

use std::collections::BTreeSet;

use circles::circles;
use sources::{Imports, Sources};

/// What each folder of `src` imports, and nothing else. A new line here is a decision about the direction of stages.
/// `prove` and `diff` read emitted text alone: neither may know `lower`, `resolve` or `model`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("catalog", &["values"]),
    ("check", &["catalog", "decode", "diagnostic", "layout", "model", "platform", "secrets", "source", "values"]),
    (
        "cli",
        &[
            "check",
            "diagnostic",
            "diff",
            "emit",
            "explain",
            "layout",
            "lock",
            "lower",
            "model",
            "parse",
            "pipeline",
            "producers",
            "read",
            "secrets",
            "source",
            "spec",
            "values",
            "verify",
        ],
    ),
    ("decode", &["diagnostic", "parse", "platform", "secrets", "source", "values"]),
    ("diagnostic", &["descriptions", "secrets", "source"]),
    ("diff", &["catalog", "diagnostic", "emit", "evaluate", "layout", "read", "secrets", "terraform", "verify"]),
    ("emit", &["diagnostic", "layout", "secrets", "source"]),
    ("evaluate", &["read", "terraform"]),
    ("explain", &["check", "diagnostic", "values"]),
    ("iam", &["terraform", "values"]),
    ("layout", &["values"]),
    ("lock", &["layout", "model", "read", "source", "terraform", "values"]),
    (
        "lower",
        &["catalog", "check", "iam", "kubernetes", "layout", "model", "platform", "source", "terraform", "values"],
    ),
    ("model", &["catalog", "platform", "source", "values"]),
    ("parse", &["diagnostic", "source"]),
    (
        "pipeline",
        &[
            "check",
            "decode",
            "diagnostic",
            "lock",
            "model",
            "parse",
            "producers",
            "readings",
            "resolve",
            "source",
            "spec",
            "suggest",
            "threads",
            "values",
            "verify",
        ],
    ),
    ("platform", &["catalog", "iam", "terraform", "values"]),
    ("print", &["diagnostic", "kubernetes", "terraform"]),
    (
        "producers",
        &["check", "kubernetes", "layout", "lower", "model", "print", "terraform", "threads", "values", "verify"],
    ),
    ("prove", &["catalog", "evaluate", "layout", "read", "values"]),
    ("read", &["layout", "parse", "terraform"]),
    ("readings", &["decode", "diagnostic", "parse", "source"]),
    (
        "resolve",
        &["catalog", "decode", "diagnostic", "layout", "lock", "model", "platform", "source", "spec", "values"],
    ),
    ("spec", &["catalog", "decode", "descriptions", "diagnostic", "parse", "platform", "source", "values"]),
    ("suggest", &["diagnostic", "parse", "source"]),
    ("terraform", &["layout"]),
    ("values", &["diagnostic", "secrets", "source"]),
    ("verify", &["catalog", "diagnostic", "evaluate", "kubernetes", "layout", "terraform", "values"]),
];

/// Files that import each other in a circle, with the reason why they do. The list is to become shorter.
const CIRCLES: &[(&[&str], &str)] = &[(
    &[
        "decode::allowance",
        "decode::block",
        "decode::decoder",
        "decode::field",
        "decode::labelled",
        "decode::reader",
        "decode::scalar",
        "decode::unreadable",
    ],
    "blocks hold fields, fields hold values, and values are blocks again: the traits describe a tree in terms of each other",
)];

/// `from → to` for what is imported and not allowed, or allowed and not imported.
fn differences(imports: &Imports, allowed: &[(&str, &[&str])]) -> Vec<String> {
    let edges: BTreeSet<(&str, &str)> =
        imports.iter().flat_map(|(from, to)| to.iter().map(|to| (from.as_str(), to.as_str()))).collect();
    let allowed = allowed.iter().flat_map(|(from, to)| to.iter().map(|to| (*from, *to))).collect();
    edges.symmetric_difference(&allowed).map(|(from, to)| format!("{from} → {to}")).collect()
}

#[test]
fn stages_import_what_the_table_says() {
    let found = Sources::of_library().stages();
    assert_eq!(differences(&found, ALLOWED), Vec::<String>::new());
}

#[test]
fn stages_do_not_import_each_other_in_circles() {
    assert_eq!(circles(&Sources::of_library().stages()), BTreeSet::new());
}

#[test]
fn files_import_each_other_in_circles_only_where_the_table_says_why() {
    let found = Sources::of_library().files();
    let expected = CIRCLES.iter().map(|(files, _)| files.iter().copied().collect()).collect();
    assert_eq!(circles(&found), expected);
}

/// `rule → rule` for every file in `check` that imports a rule of another file. What several rules need is in
/// `check::facts`; which of them speaks first, `yields_to` says.
fn imported_rules(files: &Imports) -> Vec<String> {
    let is_rule = |module: &str| {
        let place = module.strip_prefix("check::").and_then(|place| place.split_once("::"));
        place.is_some_and(|(area, _)| area != "facts")
    };
    let edges = files.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    edges.filter(|(_, to)| is_rule(to)).map(|(from, to)| format!("{from} → {to}")).collect()
}

#[test]
fn rules_import_no_other_rule() {
    assert_eq!(imported_rules(&Sources::of_library().files()), Vec::<String>::new());
}

#[test]
fn a_rule_that_imports_another_one_is_found() {
    let sources = Sources::of([
        ("check/mod.rs", "mod access; mod facts;\nfn x() { access::RULES }"),
        ("check/access/mod.rs", "mod may; mod wide;\npub const RULES: &[Rule] = &[may::RULE, wide::RULE];"),
        ("check/access/may.rs", "use super::wide::is_wide;\nuse crate::check::facts::roles::x;"),
        ("check/access/wide.rs", "mod parts;"),
        ("check/access/wide/parts.rs", "use super::RULE;"),
        ("check/facts/roles.rs", "use crate::check::access::wide::is_wide;"),
    ]);
    let expected = ["check::access::may → check::access::wide", "check::facts::roles → check::access::wide"];
    assert_eq!(imported_rules(&sources.files()), expected);
}

#[test]
fn an_import_in_the_wrong_direction_is_found() {
    let prove = "//! [`crate::lower`]\nuse crate::{layout::{RootKind, Place}, values};\nfn x() { crate::model::x() }\n";
    let others = ["layout", "lower", "model", "values"].map(|stage| (stage.to_owned() + ".rs", ""));
    let texts = others.iter().map(|(path, text)| (path.as_str(), *text)).chain([("prove/mod.rs", prove)]);
    let allowed: &[(&str, &[&str])] = &[("prove", &["catalog", "layout", "values"])];
    assert_eq!(differences(&Sources::of(texts).stages(), allowed), ["prove → catalog", "prove → model"]);
}

/// Sources, the circles among their stages, and those among their files.
type Case =
    (&'static [(&'static str, &'static str)], &'static [&'static [&'static str]], &'static [&'static [&'static str]]);

#[test]
fn circles_are_found_however_they_are_written() {
    let cases: [Case; 7] = [
        (&[("a.rs", "use crate::b::X;"), ("b.rs", "fn x() { crate::a::y() }")], &[&["a", "b"]], &[]),
        (
            &[
                ("a.rs", "use crate::b;"),
                ("b.rs", "use crate::c;"),
                ("c/mod.rs", ""),
                ("c/d.rs", "use super::super::a;"),
            ],
            &[&["a", "b", "c"]],
            &[],
        ),
        (
            &[("s/a.rs", "use super::b::{self, X};"), ("s/b.rs", "pub(super) use super::a::Y;")],
            &[],
            &[&["s::a", "s::b"]],
        ),
        // By a name that the parent passes on.
        (
            &[
                ("s/mod.rs", "pub use a::{X as Z};"),
                ("s/a.rs", "use crate::{s::b};"),
                ("s/b.rs", "use super::{\n    Z,\n};"),
            ],
            &[],
            &[&["s::a", "s::b"]],
        ),
        // By an item of a folder beside.
        (&[("s/a/mod.rs", "use super::b::X;"), ("s/b.rs", "fn x() { super::a::y() }")], &[], &[&["s::a", "s::b"]]),
        // A parent and what it declares are one.
        (&[("s/mod.rs", "use a::x; struct Y;"), ("s/a.rs", "use super::Y;")], &[], &[]),
        // Tests may look at everything, comments too.
        (
            &[
                ("s/a.rs", "use super::b;\n"),
                (
                    "s/b.rs",
                    "//! [`super::a`]\n#[cfg(test)]\nuse super::a;\n#[cfg(test)]\nmod tests {\n    use super::super::a;\n}\n",
                ),
                ("s/mod.rs", "#[cfg(test)]\nmod c;\n"),
                ("s/c.rs", "use super::a;\n"),
            ],
            &[],
            &[],
        ),
    ];
    for (texts, stages, files) in cases {
        let sources = Sources::of(texts.iter().copied());
        let groups = |groups: &[&[&'static str]]| groups.iter().map(|group| group.iter().copied().collect()).collect();
        assert_eq!(
            (circles(&sources.stages()), circles(&sources.files())),
            (groups(stages), groups(files)),
            "{texts:?}"
        );
    }
}
