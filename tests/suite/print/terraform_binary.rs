//! What Terraform itself says: `terraform fmt` changes nothing, and strings evaluate to what they were.
//!
//! Without `terraform` on the path the tests say so and pass, unless `CELLC_REQUIRE_TERRAFORM=1` forbids it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use cellc::print::{print, print_body};
use cellc::terraform::{Body, Expression, Item, Template, TemplatePart, block, call, list};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::print::generate;

/// Enough files to meet the rare combinations, few enough for `terraform fmt`, which reads half a megabyte a second.
const FILES: usize = 3000;
const BYTES: usize = 6_000_000;

#[test]
fn terraform_fmt_leaves_random_files_alone() {
    if !terraform_is_here() {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut runner = deterministic_runner();
    let mut bytes = 0;
    for number in 0..FILES {
        let text = print(&sample(&mut runner, &generate::file()));
        bytes += text.len();
        fs::write(folder.path().join(format!("{number:04}.tf")), text).expect("a file that can be written");
        if bytes > BYTES {
            break;
        }
    }
    let output = terraform(folder.path(), &["fmt", "-check", "-diff", "-recursive", "-no-color"]);
    let report = String::from_utf8_lossy(&output.stdout);
    let excerpt: String = report.chars().take(4000).collect();
    assert!(output.status.success() && report.is_empty(), "{excerpt}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn terraform_evaluates_strings_to_what_they_were() {
    if !terraform_is_here() {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let strings = strings();
    let outputs = strings.iter().enumerate().map(|(number, value)| {
        let output = block("output").label(&format!("s{number}"));
        Item::Block(output.set("value", value.expression.clone()).into_block())
    });
    fs::write(folder.path().join("main.tf"), print_body(&Body { items: outputs.collect() })).expect("a file");
    let apply = terraform(folder.path(), &["apply", "-auto-approve", "-no-color"]);
    assert!(apply.status.success(), "{}", String::from_utf8_lossy(&apply.stderr));
    let output = terraform(folder.path(), &["output", "-json"]).stdout;
    let values: serde_json::Value = serde_json::from_slice(&output).expect("JSON");
    for (number, string) in strings.iter().enumerate() {
        assert_eq!(values[format!("s{number}")]["value"], string.value, "s{number}: {:?}", string.expression);
    }
}

/// An expression and the string that it must evaluate to.
struct Evaluated {
    expression: Expression,
    value: serde_json::Value,
}

fn strings() -> Vec<Evaluated> {
    let written = [
        "",
        "plain",
        "^a$",
        "${x}",
        "%{if x}",
        "$${x}",
        "%%{x}",
        "a$%{b",
        "%{$${",
        "%${",
        "$$$${",
        "$",
        "%",
        "\"\\\n\t\r",
        "\u{0}\u{1}\u{1b}\u{7f}\u{85}\u{2028}",
        "äöü 日本 🦀 👩\u{200d}🚀",
        "\u{202e}\u{feff}",
        "${~ x ~}",
        "EOT\n# x",
    ];
    let mut runner = deterministic_runner();
    let random = (0..300)
        .map(|_| sample(&mut runner, &generate::awkward_string().prop_filter("normal", |value| is_normal(value))));
    let values: Vec<String> = written.into_iter().map(str::to_owned).chain(random).collect();
    values.iter().map(|value| plain(value)).chain(values.iter().map(|value| interpolated(value))).collect()
}

/// Terraform brings strings into Unicode normal form C: characters that combine are not for this test.
fn is_normal(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii() || "é日本🦀👩\u{200d}🚀\u{85}\u{202e}\u{feff}".contains(c))
}

fn plain(value: &str) -> Evaluated {
    Evaluated { expression: value.into(), value: value.into() }
}

/// The string before, inside and behind an interpolation.
fn interpolated(value: &str) -> Evaluated {
    let before = TemplatePart::Literal(format!(".{value}"));
    let behind = TemplatePart::Literal(format!("{value}."));
    let inside = TemplatePart::Interpolation(call("join", [value.into(), list(["<", ">"])]));
    let template = Template { parts: vec![before, inside, behind] };
    Evaluated { expression: Expression::Template(template), value: format!(".{value}<{value}>{value}.").into() }
}

fn deterministic_runner() -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn sample<S: Strategy>(runner: &mut TestRunner, strategy: &S) -> S::Value {
    strategy.new_tree(runner).expect("a strategy that can be sampled").current()
}

fn terraform(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("terraform")
        .args(arguments)
        .current_dir(folder)
        .env_remove("TF_CLI_CONFIG_FILE")
        .output()
        .expect("terraform runs")
}

#[expect(clippy::disallowed_methods, reason = "continuous integration demands Terraform through the environment")]
fn terraform_is_here() -> bool {
    let here = Command::new("terraform").arg("version").output().is_ok();
    let required = std::env::var("CELLC_REQUIRE_TERRAFORM").is_ok_and(|value| value == "1");
    assert!(here || !required, "CELLC_REQUIRE_TERRAFORM=1, but there is no terraform on the path");
    if !here {
        eprintln!("SKIPPED: there is no terraform on the path; set CELLC_REQUIRE_TERRAFORM=1 to fail instead");
    }
    here
}
