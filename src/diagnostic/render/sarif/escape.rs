//! Text in messages of SARIF, which have a syntax of their own (SARIF 2.1.0, 3.11.5 and 3.11.6), and in Markdown.

/// A message without formatting: braces are doubled, because a single one begins a placeholder, and nothing is a link.
pub(super) fn plain(text: &str) -> String {
    // Not every reader knows the standard's escapes in brackets; a space ends the link for all of them.
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// A message in Markdown. Backticks in pairs are code, as messages mean them; whatever else stands in the text is text.
pub(super) fn markdown(text: &str) -> String {
    let mut formatted = String::with_capacity(text.len() + text.len() / 4);
    // A backslash at the end of a paragraph would be one, and no line break.
    let mut rest = text.trim_end();
    while let Some(character) = rest.chars().next() {
        // Two spans side by side would be one with two backticks around it.
        if let Some(code) = code(rest).filter(|_| !formatted.ends_with('`')) {
            formatted.push('`');
            formatted.push_str(&doubled_braces(code));
            formatted.push('`');
            rest = rest.get(code.len() + 2..).unwrap_or_default();
        } else {
            escape(character, &mut formatted);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }
    formatted
}

/// What stands between the backtick that a text starts with and the next one.
fn code(text: &str) -> Option<&str> {
    let (code, _) = text.strip_prefix('`')?.split_once('`')?;
    (!code.trim().is_empty() && !code.contains('\n')).then_some(code)
}

fn doubled_braces(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Punctuation with a backslash: all of it, because at the start of a line also `-`, `+`, `=` and `.` mean something.
fn escape(character: char, formatted: &mut String) {
    match character {
        // A line break that stays one, and a line that starts nothing.
        '\n' => formatted.push_str("\\\n"),
        ' ' if formatted.ends_with(['\n', ' ']) => {}
        '{' | '}' => formatted.extend([character, character]),
        ':' if formatted.ends_with('\n') => formatted.push_str("\\:"),
        ',' | ';' | ':' | '\'' | '/' | '?' | '%' => formatted.push(character),
        character if character.is_ascii_punctuation() => formatted.extend(['\\', character]),
        character => formatted.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_without_formatting_have_no_links_and_no_placeholders() {
        assert_eq!(plain("[a](b) {0} [c] (d)"), "[a] (b) {{0}} [c] (d)");
    }

    #[test]
    fn only_pairs_of_backticks_are_code() {
        for (text, expected) in [
            ("`a` must be `b_c`", "`a` must be `b_c`"),
            ("a `b", "a \\`b"),
            ("`a``b`", "`a`\\`b\\`"),
            ("``a``", "\\`\\`a\\`\\`"),
            ("[x](javascript:y) <b> *z*", "\\[x\\]\\(javascript:y\\) \\<b\\> \\*z\\*"),
            ("`{0}` {1}", "`{{0}}` {{1}}"),
            ("a\n# b", "a\\\n\\# b"),
            ("a\n    b", "a\\\nb"),
        ] {
            assert_eq!(markdown(text), expected);
        }
    }
}
