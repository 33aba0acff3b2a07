//! Tokens that their prefix gives away, and private keys.

use std::collections::BTreeMap;
use std::ops::Range;

use super::shapes::{self, Token};

pub(super) fn find(text: &str, found: &mut Vec<Range<usize>>) {
    tokens(text, found);
    bots(text, found);
    private_keys(text, found);
}

fn tokens(text: &str, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let (mut index, mut is_within_a_word) = (0, false);
    let mut refused = Refused::default();
    while let Some(byte) = bytes.get(index) {
        if !is_within_a_word
            && shapes::starts_a_token(*byte)
            && let Some(length) = shapes::tokens(*byte).find_map(|token| refused.length(token, bytes, index))
        {
            found.push(index..index + length);
            index += length;
            is_within_a_word = true;
            continue;
        }
        is_within_a_word = byte.is_ascii_alphanumeric();
        index += 1;
    }
}

/// Where the characters end that were measured and are not the token with this prefix. What starts among them is no
/// such token either: it is shorter and holds less.
#[derive(Default)]
struct Refused(BTreeMap<&'static str, usize>);

impl Refused {
    /// Bytes of the token that starts at `start`.
    fn length(&mut self, token: &'static Token, bytes: &[u8], start: usize) -> Option<usize> {
        let body = bytes.get(start..)?.strip_prefix(token.prefix.as_bytes())?;
        let begin = start + token.prefix.len();
        if self.0.get(token.prefix.as_str()).is_some_and(|end| begin < *end) {
            return None;
        }
        let length = body.iter().take_while(|byte| token.alphabet.holds(**byte)).count();
        if is_one(token, body.get(..length)?) {
            return Some(token.prefix.len() + length);
        }
        self.0.insert(&token.prefix, begin + length);
        None
    }
}

/// Whether this behind the prefix makes it a token.
fn is_one(token: &Token, body: &[u8]) -> bool {
    let has_digit = !token.needs_digit || body.iter().any(u8::is_ascii_digit);
    let contains = |part: &String| body.windows(part.len()).any(|window| window == part.as_bytes());
    body.len() >= token.least && has_digit && token.contains.as_ref().is_none_or(contains)
}

/// Tokens of bots of Telegram: the number of the bot, a colon, and 35 characters (core.telegram.org/bots/api, gitleaks).
fn bots(text: &str, found: &mut Vec<Range<usize>>) {
    for (colon, _) in text.match_indices(":AA") {
        let (before, behind) = (text.as_bytes().get(..colon), text.as_bytes().get(colon + 1..));
        let digits =
            before.map_or(0, |text| text.iter().rev().take(17).take_while(|byte| byte.is_ascii_digit()).count());
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let length = behind.map_or(0, |text| text.iter().take(64).take_while(is_part).count());
        if (5..=16).contains(&digits) && (34..=36).contains(&length) {
            found.push(colon - digits..colon + 1 + length);
        }
    }
}

/// From the first line behind `-----BEGIN … PRIVATE KEY-----` to the last before the end: whatever a text that was cut
/// still holds of it.
fn private_keys(text: &str, found: &mut Vec<Range<usize>>) {
    const BEGIN: &str = "-----BEGIN ";
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find(BEGIN)).map(|start| from + start + BEGIN.len()) {
        from = start;
        let Some((title, _)) = text.get(start..).and_then(|rest| rest.split_once("-----")) else { break };
        if !title.contains("PRIVATE KEY") || title.len() > super::key::LONGEST_KEY {
            continue;
        }
        let body = start + title.len() + "-----".len();
        let end = text.get(body..).and_then(|rest| rest.find("-----END")).map_or(text.len(), |end| body + end);
        found.push(body..end);
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use crate::secrets::masked;

    #[test]
    fn tokens_are_known_by_their_shape() {
        let long = "0aZ".repeat(40);
        for (text, expected) in [
            ("id AKIAIOSFODNN7EXAMPLE, then", "id ***, then"),
            ("ASIAIOSFODNN7EXAMPLE", "***"),
            ("`ghp_0123456789abcdefghijABCDEFGHIJ012345`", "`***`"),
            (&format!("x=\"github_pat_{long}\""), "x=\"***\""),
            ("xoxb-123456789012-abcdef", "***"),
            ("sk_live_0123456789abcdef", "***"),
            ("AIzaSyA-0123456789abcdefghijklmnopqrstu", "***"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc_def-123", "***"),
            ("Bearer abc123def456ghi789", "***"),
            ("a bearer of bad news, Basic authentication, Bearer authentication", ""),
            ("https://hooks.slack.com/services/T000/B000/XXXXXXXXXXXXXXXXXXXX", "https://***"),
            ("$2y$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz012345", "***"),
            ("xAKIAIOSFODNN7EXAMPLE", ""),
            ("AKIA", ""),
            ("sk-west-2", ""),
            ("hf_short", ""),
            ("x=\"123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawx\"", "x=\"***\""),
            (&format!("IQoJb3JpZ2luX2Vj{long}"), "***"),
        ] {
            let expected = if expected.is_empty() { text } else { expected };
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn private_keys_are_masked_to_their_end_or_that_of_the_text() {
        for (text, expected) in [
            (
                "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nmore",
                "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----\nmore",
            ),
            ("-----BEGIN PRIVATE KEY-----\\nMIIE…", "-----BEGIN PRIVATE KEY-----***"),
            ("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----", ""),
        ] {
            let expected = if expected.is_empty() { text } else { expected };
            assert_eq!(masked(text), expected);
        }
    }
}
