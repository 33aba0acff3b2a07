//! Which stage may import which: read from the `use` lines of all source files, and held against one table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

type Imports = BTreeMap<String, BTreeSet<String>>;

/// What each folder of `src` imports, and nothing else. Two circles are still in it: `decode` and `spec`, and `diagnostic`,
/// `values`, `secrets` and `catalog`. A new line here is a decision about the direction of stages.
/// `prove` and `diff` read emitted text alone: neither may know `lower`, `resolve` or `model`.
const ALLOWED: &[(&str, &[&str])] = &[
    ("catalog", &["values"]),
    ("check", &["catalog", "decode", "diagnostic", "layout", "model", "secrets", "source", "values"]),
    (
        "cli",
        &[
            "diagnostic",
            "diff",
            "emit",
            "explain",
            "layout",
            "lower",
            "model",
            "parse",
            "pipeline",
            "read",
            "secrets",
            "source",
            "spec",
            "values",
            "verify",
        ],
    ),
    ("decode", &["diagnostic", "parse", "secrets", "source", "spec", "values"]),
    ("diagnostic", &["descriptions", "secrets", "source", "values"]),
    ("diff", &["catalog", "diagnostic", "emit", "evaluate", "layout", "read", "secrets", "terraform", "verify"]),
    ("emit", &["diagnostic", "secrets", "source"]),
    ("evaluate", &["read", "terraform"]),
    ("explain", &["check", "diagnostic"]),
    ("layout", &["values"]),
    ("lower", &["catalog", "check", "kubernetes", "layout", "model", "source", "terraform", "values"]),
    ("model", &["catalog", "source", "values"]),
    ("parse", &["diagnostic", "source"]),
    (
        "pipeline",
        &[
            "check",
            "decode",
            "diagnostic",
            "kubernetes",
            "lower",
            "model",
            "parse",
            "print",
            "readings",
            "resolve",
            "source",
            "spec",
            "suggest",
            "terraform",
            "values",
            "verify",
        ],
    ),
    ("print", &["diagnostic", "kubernetes", "terraform"]),
    ("prove", &["catalog", "evaluate", "layout", "read", "values"]),
    ("read", &["layout", "parse", "terraform"]),
    ("readings", &["decode", "diagnostic", "parse", "source"]),
    ("resolve", &["catalog", "decode", "diagnostic", "layout", "model", "source", "spec", "values"]),
    ("secrets", &["catalog"]),
    ("spec", &["decode", "descriptions", "diagnostic", "parse", "source", "values"]),
    ("suggest", &["diagnostic", "parse", "source"]),
    ("terraform", &["layout"]),
    ("values", &["diagnostic", "secrets", "source"]),
    ("verify", &["diagnostic", "terraform"]),
];

/// The stages that a text imports.
fn imported(text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    let code: String = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut stages = BTreeSet::new();
    for (position, found) in code.match_indices("crate::") {
        let rest = &code[position + found.len()..];
        match rest.strip_prefix('{') {
            Some(group) => stages.extend(heads(group)),
            None => stages.extend(head(rest)),
        }
    }
    stages
}

fn head(path: &str) -> Option<String> {
    let end = path.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(path.len());
    (end > 0).then(|| path[..end].to_owned())
}

/// The first names of the paths in a group.
fn heads(group: &str) -> BTreeSet<String> {
    let (mut depth, mut outside) = (0_usize, String::new());
    for letter in group.chars() {
        match letter {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            letter if depth == 0 => outside.push(letter),
            _ => {}
        }
    }
    outside.split(',').filter_map(|path| head(path.trim())).collect()
}

fn of_sources() -> Imports {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut imports = Imports::new();
    for entry in WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(&root).unwrap();
        let (Some(stage), true) = (path.iter().next(), path.extension().is_some_and(|kind| kind == "rs")) else {
            continue;
        };
        let stage = stage.to_str().unwrap().trim_end_matches(".rs").to_owned();
        if ["lib", "main", "imports"].contains(&stage.as_str()) {
            continue;
        }
        let mut found = imported(&std::fs::read_to_string(entry.path()).unwrap());
        found.retain(|other| {
            *other != stage && (root.join(other).is_dir() || root.join(format!("{other}.rs")).is_file())
        });
        imports.entry(stage).or_default().extend(found);
    }
    imports
}

/// `from → to` for what is imported and not allowed, or allowed and not imported.
fn differences(imports: &Imports, allowed: &[(&str, &[&str])]) -> Vec<String> {
    let edges: BTreeSet<(&str, &str)> =
        imports.iter().flat_map(|(from, to)| to.iter().map(|to| (from.as_str(), to.as_str()))).collect();
    let allowed = allowed.iter().flat_map(|(from, to)| to.iter().map(|to| (*from, *to))).collect();
    edges.symmetric_difference(&allowed).map(|(from, to)| format!("{from} → {to}")).collect()
}

#[test]
fn stages_import_what_the_table_says() {
    let found = of_sources();
    assert_eq!(differences(&found, ALLOWED), Vec::<String>::new(), "{found:#?}");
}

#[test]
fn an_import_in_the_wrong_direction_is_found() {
    let text = "//! [`crate::lower`]\nuse crate::{layout::{RootKind, Place}, values};\nfn x() { crate::model::x() }\n";
    let imports = Imports::from([("prove".to_owned(), imported(text))]);
    let allowed: &[(&str, &[&str])] = &[("prove", &["catalog", "layout", "values"])];
    assert_eq!(differences(&imports, allowed), ["prove → catalog", "prove → model"]);
}
