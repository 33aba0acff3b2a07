//! Explanations for people at a terminal.

use std::fmt::Write as _;

use super::levels::sentence;
use super::{Example, Explanation, codes_in_order, explanation};

/// Columns of the text.
const WIDTH: usize = 100;

/// One explanation as plain text.
pub fn terminal(explanation: &Explanation) -> String {
    let mut text = format!("{}: {}\n", explanation.code, without_backslashes(&explanation.title));
    for paragraph in explanation.why.split("\n\n") {
        _ = write!(text, "\n{}", wrapped(paragraph));
    }
    if let (Some(kind), Some(since)) = (explanation.kind, explanation.since) {
        _ = write!(text, "\n{}", wrapped(&format!("{} Since cellc {since}.", sentence(kind))));
    }
    _ = write!(text, "\nWrong:\n\n{}\nRight:\n\n{}", indented(&explanation.wrong), indented(&explanation.right));
    text
}

/// All codes, one line each.
pub fn index() -> String {
    let mut text = String::new();
    for explanation in codes_in_order().into_iter().filter_map(explanation) {
        _ = writeln!(text, "{}  {}", explanation.code, without_backslashes(&explanation.title));
    }
    text
}

fn without_backslashes(text: &str) -> String {
    text.replace('\\', "")
}

fn indented(example: &Example) -> String {
    example.text.lines().fold(
        String::new(),
        |text, line| {
            if line.is_empty() { text + "\n" } else { text + "    " + line + "\n" }
        },
    )
}

fn wrapped(paragraph: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_between_words() {
        let text = wrapped("word ".repeat(45).trim_end());
        assert!(text.lines().all(|line| line.len() <= WIDTH && !line.ends_with(' ')));
        assert_eq!(text.lines().count(), 3);
        assert_eq!(text.split_whitespace().count(), 45);
    }
}
