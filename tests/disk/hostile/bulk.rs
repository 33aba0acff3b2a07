//! Much of everything.

use std::fmt::Write as _;

use super::{CELL, Folder, HEAD};

/// Nearly all that a specification may have.
const MEGABYTES: usize = 8_000_000;
const MANY: usize = 100_000;

/// The head with lines in its environment.
fn environment(lines: &str) -> String {
    format!("{}{CELL}", HEAD.replace("\"eu-west-1\"\n", &format!("\"eu-west-1\"\n{lines}\n")))
}

fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        _ = text.write_str(&part(number));
        text
    })
}

#[track_caller]
fn refused(text: &str, words: &[&str]) {
    Folder::with("fleet.hcl", text).check("fleet.hcl").says(words);
}

#[track_caller]
fn refused_json(text: &str, words: &[&str]) {
    Folder::with("fleet.json", text).check("fleet.json").says(words);
}

#[test]
#[ignore = "takes a minute without optimisation: `.ci/long` runs it"]
fn megabytes_of_one_value() {
    let long = "x".repeat(MEGABYTES);
    refused(&HEAD.replace("\"platform\"\n", &format!("\"{long}\"\n")), &["CELL0204", "8000000 characters"]);
    refused(&format!("{HEAD}{long} = 1\n"), &["error[CELL"]);
    refused(&environment(&format!("zones = [{}]", "1,".repeat(300_000))), &["CELL0203", "and 299900 more"]);
    refused(&environment(&format!("kubernetes = {}", "9".repeat(MEGABYTES))), &["error[CELL"]);
    refused_json(&format!("{{\"{long}\": 1}}"), &["CELL0201", "unknown key `xxx"]);
    refused_json(&format!("{{\"fleet\": \"{long}\"}}"), &["CELL0203"]);
    refused_json(&format!("{{\"x\": [{}1]}}", "[1],".repeat(MEGABYTES / 4)), &["CELL0201"]);
}

#[test]
fn megabytes_that_never_end() {
    let long = "x".repeat(MEGABYTES);
    for (start, word) in [
        ("a = \"", "a string is never closed"),
        ("a = <<EOT\n", "a heredoc is never closed"),
        ("/* ", "a comment is never closed"),
    ] {
        refused(&format!("{HEAD}{start}{long}"), &["CELL0102", word]);
    }
    refused_json(&format!("{{\"{long}"), &["CELL0102"]);
    Folder::with("fleet.hcl", format!("{HEAD}{CELL}# {long}")).check("fleet.hcl").is_fine();
    Folder::with("fleet.hcl", format!("{HEAD}{CELL}{}", "\n".repeat(MEGABYTES))).check("fleet.hcl").is_fine();
}

#[test]
fn more_than_a_specification_may_have() {
    let words = &["CELL0101", "too large", "8 MiB"];
    for bytes in [8 * 1024 * 1024 + 1, 10_000_000, 100_000_000] {
        refused(&" ".repeat(bytes), words);
        refused_json(&" ".repeat(bytes), words);
    }
    let folder = Folder::new();
    for number in 0..3 {
        folder.write(&format!("fleet/{number}.hcl"), " ".repeat(3 * 1024 * 1024));
    }
    folder.check("fleet").says(words);
}

#[test]
#[ignore = "takes a minute without optimisation: `.ci/long` runs it"]
fn a_hundred_thousand_cells() {
    let cell = |number: usize| {
        let (second, third) = (number / 256 % 256, number % 256);
        format!("cell \"c{number}\" {{\n  environment = \"dev\"\n  cidr = \"10.{second}.{third}.0/24\"\n}}\n")
    };
    refused(&format!("{HEAD}{}", repeated(MANY, cell)), &["CELL0402", "share addresses", "more: `--format json`"]);
    let member = |number: usize| format!("\"c{number}\":{{\"environment\":\"dev\",\"cidr\":\"10.0.0.0/16\"}},");
    refused_json(&format!("{{\"cell\":{{{}\"z\":{{}}}}}}", repeated(MANY, member)), &["error[CELL"]);
}

#[test]
#[ignore = "takes a minute without optimisation: `.ci/long` runs it"]
fn a_hundred_thousand_mistakes() {
    let block = |number: usize| format!("thing \"c{number}\" {{\n  a = 1\n}}\n");
    refused(&format!("{HEAD}{CELL}{}", repeated(MANY, block)), &["unknown key `thing`", "… and 99900 more"]);
    let key = |number: usize| format!("regoin{number} = 1\n");
    refused(&environment(&repeated(MANY, key)), &["unknown key `regoin0`", "… and 99900 more"]);
    refused(&environment(&format!("zones = [\n{}]", "1,\n".repeat(MANY))), &["CELL0203", "… and 99900 more"]);
    refused(&environment(&"zones = [\"a\", \"b\"]\n".repeat(MANY)), &["CELL0102", "set twice"]);
    refused(&format!("{HEAD}{}", CELL.repeat(20_000)), &["declared twice", "more: `--format json`"]);
}

#[test]
fn objects_that_would_take_the_parser_minutes() {
    let object = format!("tags = {{ {} }}", repeated(MANY, |number| format!("k{number} = \"v\", ")));
    refused(&environment(&object), &["CELL0102", "an object has too many keys", "100000 keys"]);
    let objects =
        repeated(1_000, |number| format!("x{number} = {{\n{}}}\n", repeated(200, |key| format!("  k{key} = 1\n"))));
    refused(&environment(&objects), &["unknown key `x0`"]);
}

#[test]
fn names_that_thousands_of_cells_look_for() {
    let environment = |number: usize| {
        format!(
            "environment \"e{number}x\" {{\n  account = \"111111111111\"\n  region = \"eu-west-1\"\n  access \"p\" {{\n    principal = \"arn:aws:iam::111111111111:role/p\"\n    policy = \"cluster-admin\"\n  }}\n}}\n"
        )
    };
    let cell = |number: usize| {
        format!("cell \"c{number}\" {{\n  environment = \"x{number}e\"\n  cidr = \"10.0.0.0/16\"\n}}\n")
    };
    let text = format!("{HEAD}{}{}", repeated(1_500, environment), repeated(1_500, cell));
    refused(&text, &["there is no environment `x0e`", "or one of 1489 others"]);
}
