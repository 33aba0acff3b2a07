//! What is wrong with a written value.

use std::fmt::Display;

use serde::Serialize;

use crate::diagnostic::{Near, is_unprintable, listing, plural};
use crate::secrets::masked;

/// Why a text is not a value of the type that was asked for.
///
/// The message is a sentence that stands alone: it begins with the text in backticks, goes on with what is wrong and
/// ends with the rule or limit that it breaks. It is lower case without a full stop, so it serves as the headline of a
/// diagnostic as it is. The help says what to write instead; it is missing only when the message lists every
/// possible value.
///
/// ```
/// use cellc::values::{Cidr, ValueError};
///
/// let error: ValueError = "10.0.5.0/16".parse::<Cidr>().unwrap_err();
/// assert_eq!(error.message, "`10.0.5.0/16` has host bits set: only the first 16 bits may be other than zero");
/// assert_eq!(error.help.as_deref(), Some("write `10.0.0.0/16`, the network that holds this address"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct ValueError {
    /// What is wrong, and the limit.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The value that is meant, where only one can be: without quotes, and never with anything to escape.
    pub meant: Option<String>,
    /// Whether the help is an example of the type, which another one may stand for.
    #[serde(skip)]
    is_example: bool,
    /// Bytes of the message that quote the input.
    #[serde(skip)]
    subject: usize,
}

impl ValueError {
    /// The fault of `input`: `predicate` completes the sentence "`input` …".
    pub(crate) fn of(input: &str, predicate: impl Display) -> Self {
        let subject = quoted(input);
        Self {
            message: format!("{subject} {predicate}"),
            help: None,
            meant: None,
            is_example: false,
            subject: subject.len(),
        }
    }

    /// What is wrong, and the rule that says so, for messages with a place for each: they stand on the two sides of a
    /// colon.
    pub fn parts(&self) -> (&str, Option<&str>) {
        let rest = self.message.get(self.subject..).unwrap_or_default();
        match rest.find(": ").and_then(|colon| self.message.split_at_checked(self.subject + colon)) {
            Some((what, rule)) => (what, rule.strip_prefix(": ")),
            None => (&self.message, None),
        }
    }

    /// `input` has more than `limit` characters; `noun` has its article, such as "a name".
    pub(super) fn too_long(input: &str, noun: &str, limit: usize) -> Self {
        let length = input.chars().count();
        let excess = plural(length.saturating_sub(limit), "character");
        Self::of(input, format_args!("has {length} characters, {noun} has at most {limit}"))
            .help(format!("shorten it by {excess}"))
    }

    /// Sets the value that is meant, with help that names it.
    pub(super) fn meaning(self, value: impl Display) -> Self {
        let text = format!("write `{value}`");
        self.help_meaning(text, value)
    }

    /// Sets the value that is meant, with help in other words.
    pub(super) fn help_meaning(self, text: impl Into<String>, value: impl Display) -> Self {
        let value = value.to_string();
        let needs_escapes = value.contains(|c: char| c.is_control() || "\"\\$%".contains(c));
        Self { meant: (!needs_escapes).then_some(value), ..self.help(text) }
    }

    /// Sets what was probably meant, as a value only where it can be nothing else.
    pub(super) fn near(self, near: &Near<'_>) -> Self {
        match near.certain() {
            Some(name) => self.help_meaning(near.question(), name),
            None => self.help(near.question()),
        }
    }

    /// Sets help that names examples of the type.
    pub(super) fn example(self, text: impl Into<String>) -> Self {
        Self { is_example: true, ..self.help(text) }
    }

    /// Puts examples in the place of those of the type, where the help names some.
    pub(crate) fn with_examples(self, examples: &[String]) -> Self {
        if !self.is_example || examples.is_empty() {
            return self;
        }
        let examples = listing(examples.iter().map(String::as_str), "or");
        self.help(format!("write one such as {examples}"))
    }

    /// Sets what to write instead.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// The text in backticks: secrets masked, shortened to what fits in a headline, control characters escaped.
fn quoted(input: &str) -> String {
    const LONGEST: usize = 60;
    if input.is_empty() {
        return "an empty string".to_owned();
    }
    let input = masked(input);
    let shown: String = input.chars().take(LONGEST).flat_map(visible).collect();
    let rest = if input.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("`{shown}{rest}`")
}

fn visible(character: char) -> impl Iterator<Item = char> {
    let (plain, escaped) =
        if is_unprintable(character) { (None, Some(character.escape_default())) } else { (Some(character), None) };
    plain.into_iter().chain(escaped.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_quoted_and_kept_short() {
        let long = "x".repeat(61);
        let shortened = format!("`{}…` is wrong", "x".repeat(60));
        for (input, expected) in
            [("a", "`a` is wrong"), ("", "an empty string is wrong"), ("a\nb", r"`a\nb` is wrong"), (&long, &shortened)]
        {
            assert_eq!(ValueError::of(input, "is wrong").message, expected);
        }
    }

    #[test]
    fn excess_is_counted_in_characters() {
        let error = ValueError::too_long("öö", "a test", 1);
        assert_eq!(error.message, "`öö` has 2 characters, a test has at most 1");
        assert_eq!(error.help.as_deref(), Some("shorten it by 1 character"));
    }
}
