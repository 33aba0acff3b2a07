//! What every code means: what holds, why, a wrong example and the right one.
//!
//! The text of a rule is the doc comment of its file in `check`; codes of other stages have theirs in the Markdown files of
//! this folder. Both have one form: a sentence, `## Why`, `## Wrong` and `## Right`, the last two with one fenced block.

mod document;
mod reference;
mod terminal;

pub use reference::markdown;
pub use terminal::{index, terminal};

use crate::check::rules;
use crate::diagnostic::{Code, codes, did_you_mean};

/// The texts of the codes that are no rules.
const OTHERS: [&str; 4] =
    [include_str!("reading.md"), include_str!("resolving.md"), include_str!("allowing.md"), include_str!("disk.md")];

/// The explanation of one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// What holds, in one sentence.
    pub title: String,
    /// Reasons, limits and their sources, and when it is how bad. Paragraphs of Markdown.
    pub why: String,
    /// What has a finding.
    pub wrong: Example,
    /// The same without.
    pub right: Example,
}

/// A piece of a specification, or of something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// `hcl`, `json` or `text`.
    pub language: String,
    /// The text.
    pub text: String,
}

/// Every code, in the order of their numbers.
pub fn codes_in_order() -> Vec<Code> {
    let mut codes: Vec<Code> = Code::READING.iter().chain(codes::ALL).chain(Code::ON_DISK).copied().collect();
    codes.sort();
    codes
}

/// The explanation of a code; [`None`] when its text is missing or has another form, which a test excludes.
pub fn explanation(code: Code) -> Option<Explanation> {
    let rule = rules().find(|rule| rule.code == code);
    let text = match rule {
        Some(rule) => document::of_comment(rule.source),
        None => OTHERS.iter().find_map(|texts| document::of_section(texts, code.as_str()))?,
    };
    document::parse(code, &text)
}

/// The code that a user means: `CELL0402`, `cell0402` or `402`. The error proposes the nearest.
pub fn find(text: &str) -> Result<Code, Option<Code>> {
    let text = text.to_ascii_uppercase();
    let digits = text.strip_prefix("CELL").unwrap_or(&text);
    let wanted = format!("CELL{digits:0>4}");
    let codes = codes_in_order();
    if let Some(code) = codes.iter().find(|code| code.as_str() == wanted) {
        return Ok(*code);
    }
    let near = did_you_mean(&wanted, codes.iter().map(|code| code.as_str()));
    Err(near.and_then(|near| codes.iter().find(|code| code.as_str() == near.name()).copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_however_they_are_written() {
        for text in ["CELL0402", "cell0402", "0402", "402"] {
            assert_eq!(find(text).unwrap().as_str(), "CELL0402", "{text}");
        }
        assert_eq!(find("CELL0492").unwrap_err().map(Code::as_str), Some("CELL0402"));
        assert_eq!(find("overlap"), Err(None));
    }

    #[test]
    fn every_code_has_an_explanation_in_the_right_form() {
        let missing: Vec<Code> = codes_in_order().into_iter().filter(|code| explanation(*code).is_none()).collect();
        assert!(missing.is_empty(), "no explanation, or of another form: {missing:?}");
    }
}
