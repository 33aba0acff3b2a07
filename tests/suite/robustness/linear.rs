//! Time grows with the length of a specification and the number of its mistakes, not with their product.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use cellc::diagnostic::render;
use cellc::pipeline;
use cellc::source::SourceMap;

/// A specification with so many mistakes.
type Wrong = fn(usize) -> (&'static str, String);

const WRONG: &[Wrong] = &[keys_on_one_line, keys_in_one_block, unknown_blocks, environments_that_cells_look_for];

#[test]
fn four_times_the_mistakes_take_four_times_as_long() {
    for wrong in WRONG {
        let best = |count| (0..2).map(|_| time(*wrong, count)).min().unwrap();
        let (few, many) = (best(500), best(2_000));
        println!("500 mistakes {few:.1?}, 2,000 mistakes {many:.1?}");
        assert!(many < few * 8 + Duration::from_millis(100), "500 mistakes {few:?}, 2,000 mistakes {many:?}");
    }
}

/// The time to find and to print all of them.
fn time(wrong: Wrong, count: usize) -> Duration {
    let (path, text) = wrong(count);
    let mut sources = SourceMap::new();
    sources.add(path, path, text);
    let start = Instant::now();
    let found = pipeline::analyse(&sources, &super::execution::settings(), &mut |_| {}).diagnostics;
    assert!(found.len() >= count, "{}", found.len());
    render::human(&found, &sources, false);
    render::json_lines(&found, &sources);
    start.elapsed()
}

fn text(count: usize, start: &str, part: impl Fn(usize) -> String, end: &str) -> String {
    let parts = (0..count).fold(String::new(), |mut text, number| {
        _ = text.write_str(&part(number));
        text
    });
    format!("{start}{parts}{end}")
}

fn keys_on_one_line(count: usize) -> (&'static str, String) {
    ("fleet.json", text(count, "{", |number| format!("\"ö{number}\": 1, "), "\"fleet\": {} }"))
}

fn keys_in_one_block(count: usize) -> (&'static str, String) {
    let key = |number| format!("  regoin{number} = 1\n");
    ("fleet.hcl", text(count, "environment \"dev\" {\n", key, "}\n"))
}

fn unknown_blocks(count: usize) -> (&'static str, String) {
    ("fleet.hcl", text(count, "", |number| format!("sell \"c{number}\" {{\n}}\n"), ""))
}

fn environments_that_cells_look_for(count: usize) -> (&'static str, String) {
    let blocks = |number| {
        format!(
            "environment \"e{number}x\" {{\n  account = \"111111111111\"\n  region = \"eu-west-1\"\n}}\n\
             cell \"c{number}\" {{\n  environment = \"x{number}e\"\n  cidr = \"10.0.0.0/16\"\n}}\n"
        )
    };
    ("fleet.hcl", text(count, "", blocks, ""))
}
