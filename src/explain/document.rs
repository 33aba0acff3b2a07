//! The form of an explanation in its source.

use super::{Example, Explanation};
use crate::diagnostic::Code;

/// The section of a code in a file of several: from `# CODE` to the next such line.
pub(super) fn of_section(texts: &str, code: &str) -> Option<String> {
    let mut lines = texts.lines().skip_while(|line| line.strip_prefix("# ") != Some(code));
    lines.next()?;
    Some(lines.take_while(|line| !line.starts_with("# ")).collect::<Vec<_>>().join("\n"))
}

/// Reads an explanation; [`None`] when a part is missing.
pub(super) fn parse(code: Code, text: &str) -> Option<Explanation> {
    let (title, rest) = text.split_once("\n## Why\n")?;
    let (why, rest) = rest.split_once("\n## Wrong\n")?;
    let (wrong, right) = rest.split_once("\n## Right\n")?;
    Some(Explanation {
        code,
        kind: None,
        since: None,
        title: one_line(title.trim()).trim_end_matches('.').to_owned(),
        why: paragraphs(why),
        wrong: example(wrong)?,
        right: example(right)?,
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Paragraphs are wrapped for the reader of the source.
fn paragraphs(text: &str) -> String {
    text.trim().split("\n\n").map(one_line).collect::<Vec<_>>().join("\n\n")
}

/// The one fenced block.
fn example(text: &str) -> Option<Example> {
    let (_, rest) = text.split_once("```")?;
    let (language, rest) = rest.split_once('\n')?;
    let (text, _) = rest.split_once("\n```")?;
    Some(Example { language: language.to_owned(), text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_text_are_found() {
        let text = "It holds\nalways.\n\n## Why\nBecause\nso.\n\nAnd so.\n\n## Wrong\n```hcl\na {\n  b = 1\n}\n```\n\n## Right\n```hcl\na {}\n```\n";
        let explanation = parse(Code::SYNTAX, text).unwrap();
        assert_eq!(explanation.title, "It holds always");
        assert_eq!(explanation.why, "Because so.\n\nAnd so.");
        assert_eq!(explanation.wrong, Example { language: "hcl".to_owned(), text: "a {\n  b = 1\n}".to_owned() });
        assert_eq!(explanation.right.text, "a {}");
        assert_eq!(parse(Code::SYNTAX, "It holds."), None);
    }
}
