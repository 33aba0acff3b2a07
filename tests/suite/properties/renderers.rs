//! Whatever a finding holds, wherever it holds it: no renderer prints a secret, a character that a terminal obeys or
//! nobody sees, or text that the format takes for more than text.

use cellc::diagnostic::render::{About, github, human, json_lines, sarif};
use cellc::diagnostic::{Code, Diagnostic, is_unprintable, visible, visible_line};
use cellc::secrets::masked;
use cellc::source::{SourceMap, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;

/// What every secret below holds.
const SECRET: &str = "S3cretPart";

/// Pieces of text with a meaning to somebody.
const PIECES: &[&str] = &[
    "a",
    "word",
    " ",
    "\n",
    "\r\n",
    "\t",
    "`",
    "``",
    "```",
    "[",
    "]",
    "](1)",
    "[x](https://x)",
    "![x](y)",
    "<b>",
    "<!--",
    "<https://x.y>",
    "&lt;",
    "{0}",
    "{",
    "}",
    "**",
    "_",
    "~~",
    "# ",
    "- ",
    "1. ",
    "> ",
    "|",
    "\\",
    "::error::",
    "##[group]",
    "##vso[x]",
    "%0A",
    ",",
    ":",
    "\u{1b}[31m",
    "\u{1b}]8;;https://x\u{7}",
    "\u{9b}31m",
    "\u{85}",
    "\0",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{61c}",
    "\u{200b}",
    "\u{200d}",
    "\u{ad}",
    "\u{feff}",
    "\u{2028}",
    "\u{e0041}",
    "\u{fe0f}",
    "\u{3164}",
    "ö",
    "🦀",
    " https://u:S3cretPart@h/x ",
    " password=S3cretPart ",
    "\nadminPassword = \"S3cretPart\"\n",
    " ghp_S3cretPart0123456789abcdefghijkl ",
    " postgres://u:S3cretPart@h/db ",
    " ?token=S3cretPart ",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// A finding with hostile text in every position, and what it is about.
fn finding() -> impl Strategy<Value = (SourceMap, Diagnostic)> {
    let texts = (hostile(), hostile(), hostile(), hostile(), hostile(), hostile());
    (texts, hostile(), vec(any::<Index>(), 6)).prop_map(|((headline, label, other, note, help, edit), text, places)| {
        let mut sources = SourceMap::new();
        // The name of a file has to lead to it: it is escaped, but nothing in it is masked.
        let path = format!("{}.hcl", label.replace(SECRET, "name"));
        let id = sources.add(path, "x.hcl", text.as_str());
        let place = |first: usize| {
            let (start, end) = (places[first].index(text.len() + 1), places[first + 1].index(text.len() + 1));
            Span::new(id, start.min(end)..start.max(end))
        };
        let finding = Diagnostic::error(Code::SYNTAX, place(0), headline).label(label).also(place(2), other);
        (sources, finding.note(note).help(help.clone()).help_replacing(help, place(4), edit))
    })
}

fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let length = behind.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
        assert!(behind[length..].starts_with('m'), "not a colour: {behind:?}");
        rest = &behind[length + 1..];
    }
    plain + rest
}

fn assert_printable(text: &str) {
    let odd = text.chars().find(|character| *character != '\n' && is_unprintable(*character));
    assert!(odd.is_none(), "{odd:?} in {text:?}");
    assert!(!text.contains("##[") && !text.contains("##vso["), "a command in {text}");
    assert!(!text.contains(SECRET), "a secret in {text}");
}

/// Every text in a document.
fn each<'a>(value: &'a Value, see: &mut impl FnMut(&'a str, &'a str)) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value.as_str() {
                    Some(text) => see(key, text),
                    None => each(value, see),
                }
            }
        }
        Value::Array(elements) => elements.iter().for_each(|element| each(element, see)),
        _ => {}
    }
}

/// The text of Markdown that has nothing but paragraphs, bold titles and code in it.
fn text_of(markdown: &str) -> Result<String, String> {
    let mut text = String::new();
    // Other quotes and dashes are no harm.
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::HardBreak | Event::SoftBreak | Event::End(_) => text.push(' '),
            Event::Start(Tag::Paragraph | Tag::Strong) => {}
            other => return Err(format!("{other:?} in {markdown:?}")),
        }
    }
    Ok(text)
}

/// Letters and signs that Markdown keeps: backticks and asterisks are those of its own syntax.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"`*".contains(*c)).collect()
}

proptest! {
    #[test]
    fn renderers_print_nothing_that_is_more_than_text((sources, finding) in finding()) {
        let findings = [finding];
        let finding = &findings[0];
        assert_printable(&human(&findings, &sources, false));
        assert_printable(&without_colours(&human(&findings, &sources, true)));

        let commands = github(&findings, &sources);
        assert_printable(&commands);
        prop_assert_eq!(commands.lines().count(), 1);
        prop_assert!(commands.starts_with("::error file="));

        let line = json_lines(&findings, &sources);
        assert_printable(&line);
        prop_assert_eq!(line.lines().count(), 1);
        let line: Value = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(&line["message"], &masked(&finding.headline).into_owned());
        prop_assert_eq!(&line["notes"][0], &masked(&finding.notes[0]).into_owned());
        prop_assert_eq!(&line["location"]["file"], &sources.iter().next().unwrap().1.path);
    }

    #[test]
    fn messages_of_sarif_are_text((sources, finding) in finding()) {
        let findings = [finding];
        let finding = &findings[0];
        let about = |_| About { title: Some("`a` holds".to_owned()), severity: None };
        let document = sarif(&findings, None, &sources, &about);
        assert_printable(&document);
        let document: Value = serde_json::from_str(&document).unwrap();
        let mut faults = Vec::new();
        each(&document, &mut |key, text| match key {
            "text" if text.contains("](") => faults.push(format!("a link in {text:?}")),
            "markdown" => faults.extend(text_of(text).err()),
            _ => {}
        });
        // What is inserted is no message.
        faults.retain(|fault| !finding.helps[1].edits.iter().any(|edit| fault.contains(&format!("{:?}", edit.replacement))));
        prop_assert!(faults.is_empty(), "{:?}", faults);

        let markdown = document["runs"][0]["results"][0]["message"]["markdown"].as_str().unwrap();
        let line = |text: &str| visible_line(&masked(text)).into_owned();
        let lines = |text: &str| visible(&masked(text)).into_owned();
        let colon = if finding.primary.text.is_empty() { "" } else { ":" };
        let (note, help) = (lines(&finding.notes[0]), lines(&finding.helps[0].text));
        let all = format!("{}{colon}{}Note:{note}Help:{help}Help:{help}", line(&finding.headline), line(&finding.primary.text));
        let expected = all.replace('{', "{{").replace('}', "}}");
        prop_assert_eq!(bare(&text_of(markdown).unwrap()), bare(&expected));
    }
}

#[test]
fn the_judges_see_what_is_wrong() {
    assert!(text_of("a [x](y)").is_err());
    assert!(text_of("a <b>").is_err());
    assert!(text_of("# a").is_err());
    assert!(std::panic::catch_unwind(|| assert_printable("\u{9b}")).is_err());
    assert!(std::panic::catch_unwind(|| assert_printable("https://u:S3cretPart@h")).is_err());
    assert!(std::panic::catch_unwind(|| without_colours("\u{1b}[2J")).is_err());
}
