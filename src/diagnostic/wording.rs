//! Good English for messages: plurals, lists, and text that is cut.

use super::visible_line;
use crate::secrets::masked;

/// `1 zone`, `2 zones`, `2 pieces of advice`.
pub fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    match noun.split_once(" of ") {
        Some((counted, rest)) => format!("{count} {counted}{ending} of {rest}"),
        None => format!("{count} {noun}{ending}"),
    }
}

/// `a` or `an`, followed by the noun.
pub fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `` `a`, `b` or `c` `` (with `or` as the conjunction).
pub fn listing<'a>(names: impl IntoIterator<Item = &'a str>, conjunction: &str) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// The first three names in backticks, and how many more there are: `` `a`, `b`, `c` and 4 more ``.
pub fn first_few<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> String {
    const FEW: usize = 3;
    let more = names.len().saturating_sub(FEW);
    if more == 0 {
        return listing(names, "and");
    }
    let few: Vec<String> = names.take(FEW).map(|name| format!("`{name}`")).collect();
    format!("{} and {more} more", few.join(", "))
}

/// Text of the specification for a headline: cut after 60 characters, control characters escaped. Secrets are masked
/// before it is cut, because half of one is not recognised.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let text = masked(text);
    let start: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let start = visible_line(&start);
    let rest = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("{start}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_english() {
        assert_eq!(listing(["a"], "or"), "`a`");
        assert_eq!(listing(["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }
}
