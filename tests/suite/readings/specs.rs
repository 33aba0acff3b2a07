//! Specifications whose values can be replaced, and what is found in them.

use std::fs;
use std::path::Path;

use cellc::diagnostic::{Code, Diagnostic, Waiting};
use cellc::explain;
use cellc::parse::{self, Node, Value};
use cellc::pipeline::{self, Settings};
use cellc::source::{SourceMap, Span};
use cellc_test_support::specification;

/// A specification as a tree, and its text for the places.
#[derive(Debug, Clone)]
pub(crate) struct Spec {
    pub(crate) name: String,
    pub(crate) sources: SourceMap,
    pub(crate) node: Node,
}

/// What is found in a specification.
#[derive(Debug)]
pub(crate) struct Found {
    /// What cannot be read.
    pub(crate) unread: Vec<Diagnostic>,
    /// Everything else.
    pub(crate) judged: Vec<Diagnostic>,
    pub(crate) waiting: Option<Waiting>,
}

impl Spec {
    /// A specification of files that are parts of one.
    pub(crate) fn of_files(name: &str, files: &[(String, String)]) -> Self {
        let mut sources = SourceMap::new();
        for (path, text) in files {
            sources.add(path.as_str(), path.as_str(), text.as_str());
        }
        let (node, found) = parse::parse(&sources);
        assert!(found.is_empty(), "{name}: {found:?}");
        Self { name: name.to_owned(), sources, node }
    }

    /// A specification in one file.
    pub(crate) fn hcl(text: &str) -> Self {
        Self::of_files("fleet.hcl", &[("fleet.hcl".to_owned(), text.to_owned())])
    }

    pub(crate) fn found(&self) -> Found {
        self.found_in(self.node.clone())
    }

    pub(crate) fn found_in(&self, node: Node) -> Found {
        let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
        let analysis = pipeline::analyse_node(node, Vec::new(), &self.sources, &settings, &mut |_| {});
        let (unread, judged) = analysis.diagnostics.into_iter().partition(|found| Code::READING.contains(&found.code));
        Found { unread, judged, waiting: analysis.waiting }
    }

    /// How many values can be replaced.
    pub(crate) fn values(&self) -> usize {
        let mut count = 0;
        visit(&mut self.node.clone(), &mut |_| count += 1);
        count
    }

    /// The specification with one value replaced by another, which it returns as well.
    pub(crate) fn replaced(&self, number: usize, value: &Value) -> (Node, Node) {
        let (mut node, mut index, mut old) = (self.node.clone(), 0, None);
        visit(&mut node, &mut |node| {
            if index == number {
                old = Some(node.clone());
                node.value = placed(value, node.span);
            }
            index += 1;
        });
        (node, old.unwrap())
    }
}

/// The value with its parts at places of their own, inside that of the value which it replaces.
fn placed(value: &Value, span: Span) -> Value {
    match value {
        Value::List(elements) => {
            let inside = Span { start: span.start, end: (span.start + 1).min(span.end), ..span };
            Value::List(elements.iter().map(|element| Node { span: inside, ..element.clone() }).collect())
        }
        value => value.clone(),
    }
}

/// Every value of an attribute, and what is in it.
fn visit(node: &mut Node, act: &mut dyn FnMut(&mut Node)) {
    match &mut node.value {
        Value::Map(entries) => {
            for entry in entries {
                if !entry.is_block {
                    act(&mut entry.node);
                }
                visit(&mut entry.node, act);
            }
        }
        Value::List(elements) => {
            for element in elements {
                act(element);
                visit(element, act);
            }
        }
        _ => {}
    }
}

/// All examples, cases and examples of rules that can be read.
pub(crate) fn all() -> Vec<Spec> {
    let mut specs = of_rules();
    for folder in ["examples", "tests/cases"] {
        specs.extend(below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)));
    }
    specs.retain(|spec| spec.found().unread.is_empty());
    specs
}

/// The wrong and the right example of every rule.
pub(crate) fn of_rules() -> Vec<Spec> {
    let explanations = explain::codes_in_order().into_iter().filter_map(explain::explanation);
    let examples =
        explanations.flat_map(|known| [(known.code, "wrong", known.wrong), (known.code, "right", known.right)]);
    // A specification for another version of cellc is not read.
    let is_read = |code: &Code| !Code::READING.contains(code) && code.as_str() != "CELL0319";
    let hcl = examples.filter(|(code, _, example)| example.language == "hcl" && is_read(code));
    hcl.map(|(code, kind, example)| Spec { name: format!("{code}, {kind}"), ..Spec::hcl(&example.text) }).collect()
}

fn below(folder: &Path) -> Vec<Spec> {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let is_hcl = |path: &Path| path.extension().is_some_and(|extension| extension == "hcl");
    let file =
        |path: &Path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap());
    let spec = |path: &std::path::PathBuf| {
        let files = specification::files(path).into_iter().filter(|path| is_hcl(path)).collect::<Vec<_>>();
        let files: Vec<_> = files.iter().map(|path| file(path)).collect();
        (!files.is_empty()).then(|| Spec::of_files(&path.display().to_string(), &files))
    };
    entries.iter().filter_map(spec).collect()
}
