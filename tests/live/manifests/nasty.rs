//! What a reader of YAML 1.1 is known to misread, and random text, in objects of any shape.

use cellc::kubernetes::{ManifestFile, Object};
use cellc::print::ManifestPrinter;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value};

use crate::manifests::trees::{Emitted, readable};

/// Strings that are something else without quotes, in YAML 1.1, in 1.2 or in both, or that a careless printer breaks.
const STRINGS: [&str; 92] = [
    "",
    " ",
    "  x",
    "x  ",
    "\t",
    "\tx",
    "x\t",
    "\n",
    "x\n",
    "\nx",
    "x\n\n",
    "a\nb",
    "a\n  b\n c",
    "  a\nb",
    "a\n\n\nb\n",
    "a: b\nc: d\n",
    "# x\ny",
    "x # y",
    "x#y",
    "#",
    ":",
    "x:",
    "x: y",
    ":x",
    "-",
    "- x",
    "-x",
    "?",
    "? x",
    "[",
    "[]",
    "{}",
    "{a: b}",
    ",",
    "&a",
    "*a",
    "!a",
    "!!str x",
    "|",
    "|-",
    ">",
    "%a",
    "@a",
    "`a`",
    "'",
    "\"",
    "''",
    "it's",
    "\"x\"",
    "\\n",
    "y",
    "Y",
    "n",
    "N",
    "yes",
    "No",
    "on",
    "ON",
    "off",
    "true",
    "False",
    "null",
    "Null",
    "~",
    "<<",
    "=",
    ".",
    "...",
    "---",
    "--- x",
    "1",
    "-1",
    "+1",
    "1.0",
    "1.",
    ".5",
    "1e3",
    "1E3",
    "1.5e+3",
    "0x1F",
    "0755",
    "0o17",
    "0b11",
    "1_000",
    "12:30:45",
    "190:20:30.15",
    ".inf",
    "-.Inf",
    ".nan",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "2001-12-14 21:59:43.10 -5",
];

/// Characters that need an escape, or look as if they did.
const CHARACTERS: [&str; 10] =
    ["\u{0}", "\u{7}", "\u{1b}", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{feff}", "é😀", "\r\n"];

/// As many files, each with one random object.
pub(crate) fn files(count: usize) -> Vec<Emitted> {
    let mut runner = TestRunner::new(Config::default());
    let object = prop::collection::vec((text(), value()), 1..6);
    let mut sample = || {
        let fields = object.new_tree(&mut runner).unwrap().current();
        file(&Value::Object(fields.into_iter().collect::<Map<_, _>>()))
    };
    let mut files: Vec<Emitted> = (0..count).map(|_| sample()).collect();
    files.push(file(&everything()));
    files
}

/// Every string of the lists, as a value, as a key and in a list.
fn everything() -> Value {
    let strings = || STRINGS.into_iter().chain(CHARACTERS).map(str::to_owned);
    let fields: Map<String, Value> = strings().map(|text| (text.clone(), Value::String(text))).collect();
    serde_json::json!({ "fields": fields, "list": strings().collect::<Vec<_>>() })
}

fn file(object: &Value) -> Emitted {
    let object = Object::of_tool("Any", object).because("Why.");
    let objects = vec![object.clone(), object];
    let file = ManifestFile { path: "any.yaml".to_owned(), header: vec!["What.".to_owned()], objects };
    let objects = file.objects.iter().map(readable).collect();
    let text = ManifestPrinter::default().print(&file);
    Emitted { path: "any.yaml".to_owned(), text, objects, kubernetes: None }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => text().prop_map(Value::String),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => prop::num::f64::NORMAL.prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((text(), inner), 0..4).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn text() -> impl Strategy<Value = String> {
    let known = || prop::sample::select(STRINGS.iter().chain(&CHARACTERS).copied().collect::<Vec<_>>());
    prop_oneof![
        4 => known().prop_map(str::to_owned),
        2 => (known(), known()).prop_map(|(a, b)| format!("{a}{b}")),
        1 => (known(), known()).prop_map(|(a, b)| format!("{a}\n{b}")),
        1 => any::<String>(),
        1 => "[a-z]{60,200}( [a-z]{1,30}){10}",
        1 => "[ -~\n\t]{0,40}",
    ]
}
