//! Secrets that their key gives away: `password = "…"`, `"password": "…"`, `?token=…`, `--token …`, and pairs of a name and
//! a value as the environment of a container has them.

use std::ops::Range;

use super::Kind;
use super::key::{LONGEST_KEY, beginning, folded, is_parameter, is_reference, is_secret, names_a_secret};
use super::shapes;
use literal::Literal;
pub(super) use literal::Literals;

mod lines;
mod literal;

pub(super) fn find(text: &str, kind: Kind, found: &mut Vec<Range<usize>>) {
    let mut done = 0;
    let mut pair = Pair::default();
    let mut keys = Keys::default();
    let mut literals = Literals::of(text);
    for (at, sign) in text.match_indices(['=', ':', '{', '}']) {
        if at < done {
            continue;
        }
        if matches!(sign, "{" | "}") {
            pair = Pair::default();
            continue;
        }
        let Some(key) = keys.before(text, at) else { continue };
        if !is_assignment(text, at, sign, &key, kind) || !is_of_interest(&key) {
            continue;
        }
        let Some(value) = literals.behind(at + 1) else { continue };
        if is_secret_value(&key, &value, text) {
            done = value.bytes.end;
            found.push(value.bytes);
        } else {
            found.extend(pair.meet(key.text, value.bytes, text));
        }
    }
    arguments(text, found);
}

/// A word that may be a key.
pub(super) struct Key<'a> {
    pub(super) text: &'a str,
    is_quoted: bool,
    /// Whether it is a parameter of a URL.
    is_parameter: bool,
}

/// Whether the sign behind a key says that a value follows.
pub(super) fn is_assignment(text: &str, at: usize, sign: &str, key: &Key<'_>, kind: Kind) -> bool {
    sign == "=" || key.is_quoted || kind == Kind::Source && is_followed_by_space(text, at)
}

/// The keys before signs, which are asked for in the order of the text, so that a run of signs is read once.
#[derive(Default)]
pub(super) struct Keys {
    at: usize,
    end: usize,
}

impl Keys {
    pub(super) fn before<'a>(&mut self, text: &'a str, at: usize) -> Option<Key<'a>> {
        let between = text.get(self.at..at).unwrap_or_default().trim_end_matches([' ', '\t', ':', '=', '+']);
        if !between.is_empty() {
            self.end = self.at + between.len();
        }
        self.at = at;
        key_up_to(text, self.end)
    }
}

/// The word that ends at `end`, maybe in quotes.
fn key_up_to(text: &str, end: usize) -> Option<Key<'_>> {
    let before = text.get(..end)?;
    let unquoted = without_end(before, |byte| matches!(byte, b'"' | b'\''));
    if unquoted.len() < before.len() {
        let unquoted = without_end(unquoted, |byte| byte == b'\\');
        return Some(Key {
            text: last_word(unquoted, |c| !matches!(c, '"' | '\'' | '\n')),
            is_quoted: true,
            is_parameter: false,
        });
    }
    let word = last_word(before, |c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let is_parameter = before.get(..before.len() - word.len()).is_some_and(|rest| rest.ends_with(['?', '&', ';']));
    (!word.is_empty()).then_some(Key { text: word, is_quoted: false, is_parameter })
}

/// A text without the ASCII characters at its end that do not belong to it, of which no key has many.
fn without_end(text: &str, is_outside: impl Fn(u8) -> bool) -> &str {
    let outside = text.bytes().rev().take(LONGEST_KEY).take_while(|byte| is_outside(*byte)).count();
    text.get(..text.len() - outside).unwrap_or_default()
}

/// The end of a text, as long as its characters belong to the word and the word can be a key.
fn last_word(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    let start = text.char_indices().rev().take(LONGEST_KEY).take_while(|(_, c)| is_part(*c)).last();
    start.and_then(|(start, _)| text.get(start..)).unwrap_or_default()
}

/// As YAML has it.
fn is_followed_by_space(text: &str, at: usize) -> bool {
    text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Values are only looked at where their key says something: they can be long.
fn is_of_interest(key: &Key<'_>) -> bool {
    let folded = folded(key.text);
    let is_of_pair = matches!(folded.as_str(), "name" | "key" | "value");
    is_of_pair || key.is_parameter || names_a_secret(key.text) || shapes::is_doubtful_key(&folded)
}

fn is_secret_value(key: &Key<'_>, value: &Literal, text: &str) -> bool {
    let Some(content) = text.get(value.bytes.clone()) else { return false };
    if key.is_parameter && is_parameter(key.text) {
        return !is_reference(content);
    }
    let is_number = !value.is_quoted && content.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number && !folded(key.text).ends_with("password") || !value.is_quoted && is_expression(content) {
        return false;
    }
    is_secret(key.text, content)
}

/// Whether Terraform would look a value up.
fn is_expression(text: &str) -> bool {
    const ROOTS: [&str; 9] = ["aws_", "data.", "each.", "local.", "module.", "path.", "random_", "terraform.", "var."];
    ROOTS.iter().any(|root| text.starts_with(root)) || beginning(text).contains('(')
}

/// `name` and `value` of one object, in either order.
#[derive(Default)]
struct Pair {
    is_named: bool,
    value: Option<Range<usize>>,
}

impl Pair {
    /// The value, once both are known and the name is that of a secret.
    fn meet(&mut self, key: &str, bytes: Range<usize>, text: &str) -> Option<Range<usize>> {
        match folded(key).as_str() {
            "name" | "key" => self.is_named = text.get(bytes).is_some_and(names_a_secret),
            "value" => self.value = Some(bytes),
            _ => return None,
        }
        let value = self.value.clone().filter(|_| self.is_named)?;
        *self = Self::default();
        text.get(value.clone()).is_some_and(|text| !is_reference(text)).then_some(value)
    }
}

/// The word behind `--token`, also where both are elements of a list.
fn arguments(text: &str, found: &mut Vec<Range<usize>>) {
    for (at, _) in text.match_indices("--") {
        let rest = text.get(at + 2..).unwrap_or_default();
        let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let length: usize = rest.chars().take(LONGEST_KEY).take_while(is_part).map(char::len_utf8).sum();
        let (key, behind) = rest.split_at(length);
        let is_doubtful = shapes::is_doubtful_key(&folded(key));
        if !is_doubtful && !names_a_secret(key) {
            continue;
        }
        let gap = behind
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'"' | b'\'' | b',' | b'\\'));
        let gap = gap.count();
        let (gap, value) = behind.split_at(gap);
        // Before the value is measured: values that stand apart do not overlap.
        if !gap.contains([' ', '\t', ',']) {
            continue;
        }
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';');
        let value = value.find(is_end).map_or(value, |end| value.get(..end).unwrap_or_default());
        if !value.starts_with('-') && is_argument(key, value) {
            let start = at + 2 + key.len() + gap.len();
            found.push(start..start + value.len());
        }
    }
}

fn is_argument(key: &str, value: &str) -> bool {
    if names_a_secret(key) { !is_reference(value) } else { is_secret(key, value) }
}

#[cfg(test)]
mod tests {
    use crate::secrets::{masked, masked_source};

    #[test]
    fn what_stands_under_the_key_of_a_secret_is_masked() {
        for (text, expected) in [
            ("https://host/x?token=abc&page=2", "https://host/x?token=***&page=2"),
            ("https://host/x?sig=abc", "https://host/x?sig=***"),
            ("https://host/x#access_token=abc", "https://host/x#access_token=***"),
            ("Server=db;Password=hunter2;Timeout=3", "Server=db;Password=***;Timeout=3"),
            ("--password=hunter2 --verbose", "--password=*** --verbose"),
            ("run --token abc now", "run --token *** now"),
            ("run --db-pass hunter2xAa9 now", "run --db-pass *** now"),
            ("host=db password=hunter2", "host=db password=***"),
            ("password = \"hunter2\", user", "password = \"***\", user"),
            ("{\"apiKey\":\"abc\",\"x\":1}", "{\"apiKey\":\"***\",\"x\":1}"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn sources_are_masked_by_their_keys() {
        for (text, expected) in [
            ("adminPassword = \"pa$$word\" # so", "adminPassword = \"***\" # so"),
            ("adminPassword = \"a\\\"b\" x", "adminPassword = \"***\" x"),
            ("\"adminPassword\" : \"x\"", "\"adminPassword\" : \"***\""),
            ("password: hunter2\nuser: x", "password: ***\nuser: x"),
            ("password: |\n  a\n  b\nuser: x", "password: |\n***user: x"),
            ("\"{\\\"password\\\":\\\"x\\\"}\"", "\"{\\\"password\\\":\\\"***\\\"}\""),
            ("token = <<EOT\nabc\nEOT\nx = 1", "token = <<EOT\n***EOT\nx = 1"),
            ("{ name = \"DB_PASSWORD\", value = \"x\" }", "{ name = \"DB_PASSWORD\", value = \"***\" }"),
            ("{ value = \"x\", name = \"DB_PASSWORD\" }", "{ value = \"***\", name = \"DB_PASSWORD\" }"),
            ("- name: DB_PASSWORD\n  value: x\n", "- name: DB_PASSWORD\n  value: ***\n"),
            ("[\"--token\", \"abc\"]", "[\"--token\", \"***\"]"),
            ("aws_secret_access_key = abc/def+x", "aws_secret_access_key = ***"),
            ("password = 123456", "password = ***"),
            ("password = \"hunter2", "password = \"***"),
        ] {
            assert_eq!(masked_source(text), expected);
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "existingSecret = \"grafana\"",
            "automountServiceAccountToken = false",
            "token = 5",
            "token = var.token",
            "password = random_password.x.result",
            "tokenExpiration = \"24h\"",
            "password = \"${VAR}\"",
            "password = \"\"",
            "{ name = \"DB_HOST\", value = \"x\" }",
            "{ name = \"DB_PASSWORD\" }, { value = \"x\" }",
            "passwords = { minimum = 3 }",
            "[\"--token\", \"--verbose\"]",
            "the token: it is wrong",
        ] {
            assert_eq!(masked(text), text);
            if !text.contains("it is") {
                assert_eq!(masked_source(text), text);
            }
        }
    }
}
