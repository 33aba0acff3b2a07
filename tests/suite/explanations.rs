//! Every code explains itself, and its examples are true: the wrong one has exactly this finding, the right one has not.
//!
//! Examples name only what matters. They are completed here, in the tree that the parser makes of them.

use std::fmt::Write as _;

use cellc::diagnostic::{Code, Diagnostic, Severity, render};
use cellc::explain::{self, Example, Explanation};
use cellc::lock;
use cellc::parse::{self, Entry, LabelText, Node, Value};
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::{SourceMap, Span};
use cellc::values::Profile;

/// Codes whose examples are no specifications.
const NOT_SHOWN: [(&str, &str); 11] = [
    ("CELL0101", "a file that cannot be read has no text to show"),
    ("CELL0105", "a name is not part of the text"),
    ("CELL0106", "a lock file is not a specification"),
    ("CELL0107", "what is not read is not part of the text"),
    ("CELL0428", "its blocks are in the lock file"),
    ("CELL0430", "its owners are in the lock file"),
    ("CELL1111", "the state of the last build is in the lock file"),
    ("CELL1112", "the state of the last build is in the lock file"),
    ("CELL1155", "it takes more than 300 records"),
    ("CELL1164", "the number of buckets of the last build is in the lock file"),
    ("CELL1169", "it takes more than a thousand cells"),
];

pub(crate) fn explanations() -> Vec<Explanation> {
    explain::codes_in_order().into_iter().map(|code| explain::explanation(code).unwrap()).collect()
}

#[test]
fn every_code_says_what_why_wrong_and_right() {
    for Explanation { code, title, why, wrong, right, .. } in explanations() {
        assert!(title.split(' ').count() >= 4 && !title.ends_with('.'), "{code}: {title}");
        assert!(why.split(' ').count() >= 18, "{code}: {why}");
        assert!(!wrong.text.trim().is_empty() && wrong.text != right.text, "{code}");
        // What happens on the disk is a matter of the command line.
        let is_shown = !NOT_SHOWN.iter().any(|(shown, _)| *shown == code.as_str()) && !Code::ON_DISK.contains(&code);
        assert_eq!(wrong.language == "hcl" && right.language == "hcl", is_shown, "{code}");
    }
}

/// What earlier builds have left of the fleet of the examples.
pub(crate) const LOCK: &str = "{\n\"format\": 1,\n\"freed 10.9.0.0/16\": \"dev/old 2026-11-20\"\n}\n";

/// Words of texts that were thought in another language: each has a plain English word that people search for.
const TRANSLATED: [(&str, &str); 10] = [
    (" anew", "again"),
    (" way out", "internet access, egress, route"),
    (" ways out", "routes"),
    ("one's own", "custom"),
    ("of your own", "your own"),
    ("somebody", "someone, or what it is that does it"),
    ("to be had", "available"),
    ("as good as ", "almost"),
    ("no meaning", "no effect"),
    (" is no good", "is not suitable"),
];

#[test]
fn texts_use_the_words_that_people_search_for() {
    let mut found = String::new();
    for known in explanations() {
        let text = format!("{} {}", known.title, known.why).to_lowercase();
        for (word, instead) in TRANSLATED.iter().filter(|(word, _)| text.contains(word)) {
            _ = writeln!(found, "{}: `{}`, write: {instead}", known.code, word.trim());
        }
        // The kind of a rule decides the level of its findings, and is printed with the text.
        if known.kind.is_some() && (known.why.ends_with("A warning.") || known.why.ends_with("An error.")) {
            _ = writeln!(found, "{}: the text names the level", known.code);
        }
    }
    assert!(found.is_empty(), "{found}");
}

#[test]
fn wrong_examples_have_this_finding_and_no_other() {
    let mut untrue = String::new();
    for known in explanations().iter().filter(|known| known.wrong.language == "hcl") {
        let (found, text) = findings(&known.wrong);
        let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
        let mut grave = found.iter().filter(|finding| finding.severity != Severity::Advice);
        // An exception that is over or impossible stands beside the finding that it was for.
        let is_exception = known.code.as_str().starts_with("CELL09");
        if !codes.contains(&known.code) || !(is_exception || grave.all(|finding| finding.code == known.code)) {
            _ = write!(untrue, "{} has {codes:?}:\n{text}", known.code);
        }
    }
    assert!(untrue.is_empty(), "{untrue}");
}

#[test]
fn right_examples_have_no_error_and_not_this_finding() {
    let mut untrue = String::new();
    for known in explanations().iter().filter(|known| known.right.language == "hcl") {
        let (found, text) = findings(&known.right);
        let is_wrong = |finding: &Diagnostic| finding.code == known.code || finding.severity == Severity::Error;
        if found.iter().any(is_wrong) {
            _ = write!(untrue, "{}:\n{text}", known.code);
        }
    }
    assert!(untrue.is_empty(), "{untrue}");
}

/// The kind of a rule decides the level of its findings and whether `allow` accepts them: so it is for every rule, with
/// its own wrong example.
#[test]
fn the_kind_of_a_rule_decides_its_levels_and_what_may_be_allowed() {
    let mut untrue = String::new();
    for known in explanations() {
        let Some(kind) = known.kind.filter(|_| known.wrong.language == "hcl") else { continue };
        let (found, text) = findings(&known.wrong);
        let of_rule = || found.iter().filter(|finding| finding.code == known.code);
        let is_declared = |finding: &Diagnostic| {
            kind.each().any(|(kind, _)| {
                let profiles = [Profile::Development, Profile::Staging, Profile::Production];
                let levels = profiles.map(|profile| kind.severity_in(profile));
                levels.contains(&finding.severity) && kind.can_be_allowed() == finding.can_be_allowed()
            })
        };
        let allow = format!("{}\nallow \"{}\" {{\n  reason = \"a test\"\n}}\n", known.wrong.text, known.code);
        let (kept, with_allow) = findings(&Example { text: allow, ..known.wrong.clone() });
        let refused = of_rule().filter(|finding| !finding.can_be_allowed()).count();
        let is_kept = kept.iter().filter(|finding| finding.code == known.code).count() == refused;
        if of_rule().count() == 0 || !of_rule().all(is_declared) || !is_kept {
            _ = write!(untrue, "{} is of kind {kind:?}:\n{text}\n{with_allow}", known.code);
        }
    }
    assert!(untrue.is_empty(), "{untrue}");
}

fn findings(example: &Example) -> (Vec<Diagnostic>, String) {
    let (analysis, sources) = analysed(example);
    let text = render::human(&analysis.diagnostics, &sources, false);
    (analysis.diagnostics, text)
}

pub(crate) fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}

fn analysed(example: &Example) -> (Analysis, SourceMap) {
    let mut sources = SourceMap::new();
    sources.add("example.hcl", "example.hcl", example.text.as_str());
    let (mut node, diagnostics) = parse::parse(&sources);
    complete(&mut node);
    let lock = lock::read(LOCK).unwrap().located_in(sources.add_beside("fleet.lock.json", LOCK));
    let analysis = pipeline::analyse_known_node(node, diagnostics, &sources, &settings(), &lock, &mut |_| {});
    (analysis, sources)
}

/// Adds what every specification needs and no example is about.
pub(crate) fn complete(node: &mut Node) {
    let Value::Map(root) = &mut node.value else { return };
    if !root.iter().any(|entry| entry.key == "fleet") {
        let mut fleet = block("fleet", "demo");
        if root.iter().any(needs_manifests) {
            put(&mut fleet, git());
        }
        root.push(fleet);
    }
    if !root.iter().any(|entry| entry.key == "environment") {
        root.push(block("environment", "dev"));
    }
    let environments: Vec<String> = names(root, "environment");
    for (index, environment) in environments.iter().enumerate() {
        let shares =
            root.iter().any(|entry| entry.key == "environment" && is_named(entry, environment) && has(entry, "shares"));
        let is_used = |entry: &Entry| text_of(entry, "environment").is_none_or(|used| used == *environment);
        if !shares && !root.iter().any(|entry| entry.key == "cell" && is_used(entry)) {
            let mut cell = block("cell", &format!("cell{index}"));
            add(&mut cell, "environment", text(environment));
            root.push(cell);
        }
    }
    let gives_networks = root.iter().any(|entry| entry.key == "environment" && has(entry, "network"));
    let first = environments.first().cloned().unwrap_or_default();
    for (index, entry) in root.iter_mut().enumerate() {
        match entry.key.as_str() {
            "fleet" => complete_fleet(entry, environments.iter().any(|name| name == "prod")),
            "environment" if !has(entry, "shares") => complete_environment(entry),
            "cell" => {
                add(entry, "environment", text(&first));
                if !gives_networks {
                    add(entry, "cidr", text(&format!("10.{}.0.0/16", 200 + index)));
                }
            }
            _ => {}
        }
    }
}

/// Whether only manifests say what stands there.
fn needs_manifests(entry: &Entry) -> bool {
    ["namespace", "revision", "sync"].iter().any(|key| has(entry, key))
}

/// A repository, at a revision that stays what it is.
fn git() -> Entry {
    let mut git = Entry { labels: Vec::new(), ..block("git", "") };
    add(&mut git, "repository", text("https://github.com/acme/cells.git"));
    add(&mut git, "revision", text("v1.0.0"));
    git
}

/// Production keeps its state in S3.
fn complete_fleet(fleet: &mut Entry, has_production: bool) {
    add(fleet, "owner", text("platform"));
    add(fleet, "cost_centre", text("CC-1"));
    let mut backend = block("backend", "s3");
    for (key, value) in [("bucket", "acme-state"), ("region", "eu-west-1")] {
        add(&mut backend, key, text(value));
    }
    let mut terraform = Entry { labels: Vec::new(), ..block("terraform", "") };
    add(&mut terraform, "required_version", text(">= 1.10"));
    put(&mut terraform, backend);
    if has_production && !has(fleet, "terraform") {
        put(fleet, terraform);
    }
}

/// Environments share no account, since that is a finding of its own.
fn complete_environment(environment: &mut Entry) {
    let name = environment.labels.first().map_or("", |label| label.text.as_str());
    let account = if ["dev", "prod"].contains(&name) { "111111111111" } else { "222222222222" };
    add(environment, "account", text(account));
    add(environment, "region", text("eu-west-1"));
    // Examples about administration have an entry of that name.
    if !has_block(environment, "access", "platform") {
        let account = text_of(environment, "account").unwrap();
        let mut access = block("access", "administrators");
        add(&mut access, "principal", text(&format!("arn:aws:iam::{account}:role/platform-administrator")));
        add(&mut access, "policy", text("cluster-admin"));
        put(environment, access);
    }
}

fn is_named(entry: &Entry, name: &str) -> bool {
    entry.labels.iter().any(|label| label.text == name)
}

fn names(entries: &[Entry], key: &str) -> Vec<String> {
    let blocks = entries.iter().filter(|entry| entry.key == key);
    blocks.filter_map(|entry| entry.labels.first()).map(|label| label.text.clone()).collect()
}

fn text_of(entry: &Entry, key: &str) -> Option<String> {
    let Value::Map(entries) = &entry.node.value else { return None };
    entries.iter().find(|inner| inner.key == key).and_then(|inner| match &inner.node.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    })
}

fn has(entry: &Entry, key: &str) -> bool {
    matches!(&entry.node.value, Value::Map(entries) if entries.iter().any(|inner| inner.key == key))
}

fn has_block(entry: &Entry, key: &str, name: &str) -> bool {
    let Value::Map(entries) = &entry.node.value else { return false };
    names(entries, key).iter().any(|label| label == name)
}

/// Adds an attribute that is not there.
fn add(entry: &mut Entry, key: &str, value: Value) {
    if !has(entry, key) {
        let node = Node { value, span: Span::NONE };
        put(entry, Entry { key: key.to_owned(), key_span: Span::NONE, is_block: false, labels: Vec::new(), node });
    }
}

fn put(entry: &mut Entry, inner: Entry) {
    if let Value::Map(entries) = &mut entry.node.value {
        entries.push(inner);
    }
}

fn block(key: &str, label: &str) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: Span::NONE,
        is_block: true,
        labels: vec![LabelText { text: label.to_owned(), span: Span::NONE }],
        node: Node { value: Value::Map(Vec::new()), span: Span::NONE },
    }
}

fn text(value: &str) -> Value {
    Value::String(value.to_owned())
}
