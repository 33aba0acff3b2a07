//! Secrets that stand below their key: `passwords = ["…"]`, `password = { value = "…" }`, and both as blocks of YAML.

use std::ops::Range;

use super::Kind;
use super::assignment::{is_assignment, key_before, literal};
use super::key::{folded, is_secret, names_a_secret};
use crate::catalog::secret_shapes;

pub(super) fn find(text: &str, kind: Kind, found: &mut Vec<Range<usize>>) {
    brackets(text, 0..text.len(), kind, found);
    if kind == Kind::Source {
        lines(text, found);
    }
}

/// The key in an object below the key of a secret that has the secret itself.
pub(super) fn is_value_key(key: &str) -> bool {
    matches!(folded(key).as_str(), "cleartext" | "plaintext" | "value")
}

fn may_be_secret(key: &str) -> bool {
    names_a_secret(key) || secret_shapes::is_doubtful_key(&folded(key))
}

/// An open bracket, and the key of a secret before it.
#[derive(Clone, Copy)]
struct Frame<'a> {
    is_list: bool,
    key: Option<&'a str>,
}

/// Lists and objects in brackets. One pass, and another for each level of texts in texts.
fn brackets(text: &str, part: Range<usize>, kind: Kind, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let Some(byte) = bytes.get(at) else { break };
        match byte {
            b'[' | b'{' => {
                let is_list = *byte == b'[';
                let outer = frames.last().filter(|frame| frame.is_list && is_list).and_then(|frame| frame.key);
                frames.push(Frame { is_list, key: key_of(text, at, is_list, kind).or(outer) });
            }
            b']' | b'}' => _ = frames.pop(),
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace) => {
                at += text.get(at..).and_then(|rest| rest.find('\n')).unwrap_or(part.end - at);
                continue;
            }
            byte if byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'=') => {}
            _ => {
                let Some(end) = scalar(text, at, &part, frames.last(), kind, found) else { break };
                at = end;
                continue;
            }
        }
        at += 1;
    }
}

/// Reads over the text, word or number at `at`, and keeps it when it is a secret; its end.
fn scalar(
    text: &str,
    at: usize,
    part: &Range<usize>,
    frame: Option<&Frame<'_>>,
    kind: Kind,
    found: &mut Vec<Range<usize>>,
) -> Option<usize> {
    let rest = text.get(at..)?;
    let quote = rest.trim_start_matches('\\').chars().next();
    // An apostrophe in a comment or a word opens nothing.
    let is_text = quote == Some('"') || quote == Some('\'') && is_closed_in_line(rest);
    if !is_text {
        let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | ',' | ':' | '=' | '[' | ']' | '{' | '}');
        let length = rest.find(is_end).unwrap_or(rest.len());
        let word = at..at + length.max(rest.chars().next().map_or(1, char::len_utf8));
        keep(text, &word, at, frame, found);
        return Some(word.end);
    }
    let value = literal(text, at)?;
    keep(text, &value.bytes, at, frame, found);
    let is_document =
        text.get(value.bytes.clone()).is_some_and(|text| text.contains("\\\"") && text.contains(['[', '{']));
    if is_document && value.bytes.start > part.start {
        brackets(text, value.bytes.start..value.bytes.end.min(part.end), kind, found);
    }
    let closing = text.get(value.bytes.end..)?.find(['"', '\'', '\n']).map_or(0, |length| length + 1);
    Some(value.bytes.end + closing.max(1))
}

/// Whether another apostrophe follows in the line; what was looked through belongs to the text then, or has no other one.
fn is_closed_in_line(rest: &str) -> bool {
    let inner = rest.split_once('\'').map_or("", |(_, inner)| inner);
    inner.find(['\'', '\n']).is_some_and(|end| inner.get(end..).is_some_and(|rest| rest.starts_with('\'')))
}

fn keep(text: &str, value: &Range<usize>, at: usize, frame: Option<&Frame<'_>>, found: &mut Vec<Range<usize>>) {
    let Some(Frame { is_list, key: Some(key) }) = frame else { return };
    let is_under_value = || {
        let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        before.ends_with(['=', ':']) && key_before(text, before.len() - 1).is_some_and(|key| is_value_key(key.text))
    };
    let is_here = *is_list || is_under_value();
    if is_here && text.get(value.clone()).is_some_and(|text| !text.starts_with('-') && is_secret(key, text)) {
        found.push(value.clone());
    }
}

/// The key of a secret before a bracket: `passwords = [`, `"password": {`, `password {`.
fn key_of(text: &str, at: usize, is_list: bool, kind: Kind) -> Option<&str> {
    let before = text.get(..at)?.trim_end_matches([' ', '\t']);
    let sign = before.chars().next_back().filter(|sign| matches!(sign, '=' | ':'));
    let place = before.len() - usize::from(sign.is_some());
    let key = key_before(text, place)?;
    let is_key = match sign {
        Some(sign) => is_assignment(text, place, if sign == '=' { "=" } else { ":" }, &key, kind),
        None => !is_list && kind == Kind::Source,
    };
    (is_key && may_be_secret(key.text)).then_some(key.text)
}

/// Blocks of YAML: `- ` and `value:` in the lines below a key, which are indented as far as it or further.
fn lines(text: &str, found: &mut Vec<Range<usize>>) {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let begin = start;
        start += line.len();
        let content = line.trim_end();
        let item = content.trim_start_matches(' ');
        if item.is_empty() || item.starts_with('#') {
            continue;
        }
        let indent = content.len() - item.len();
        while open.pop_if(|(outer, _)| indent < *outer || indent == *outer && !is_item(item)).is_some() {}
        let entry = item.trim_start_matches(['-', ' ']);
        let (place, column) = (begin + content.len() - entry.len(), content.len() - entry.len());
        let key = entry.strip_suffix(':').map(|key| key.trim_matches(['"', '\'']));
        if let Some(key) = key {
            let is_secret_key = key.len() <= super::key::LONGEST_KEY && may_be_secret(key);
            if is_secret_key {
                open.push((column, key));
            }
            continue;
        }
        let Some((_, key)) = open.last() else { continue };
        let value = match entry.split_once(": ") {
            Some((name, value)) if is_value_key(name) => place + entry.len() - value.len(),
            None if is_item(item) => place,
            _ => continue,
        };
        let is_one = |bytes: &Range<usize>| text.get(bytes.clone()).is_some_and(|text| is_secret(key, text));
        found.extend(line_literal(text, value, begin + content.len()).filter(is_one));
    }
}

fn is_item(line: &str) -> bool {
    line == "-" || line.starts_with("- ")
}

/// The rest of a line, without quotes and without a comment.
fn line_literal(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(start..end)?;
    if rest.starts_with(['"', '\'', '|', '>']) {
        return literal(text, start).map(|value| value.bytes);
    }
    let length = rest.find(" #").unwrap_or(rest.len());
    (!rest.starts_with(['[', '{', '&', '*', '!'])).then_some(start..start + length)
}

#[cfg(test)]
mod tests {
    use crate::secrets::{masked, masked_source};

    #[test]
    fn what_stands_below_the_key_of_a_secret_is_masked() {
        for (text, expected) in [
            ("passwords = [\"a1\", \"b1\"] x", "passwords = [\"***\", \"***\"] x"),
            ("passwords = [ # two [\n  \"a1\",\n  \"b1\",\n]", "passwords = [ # two [\n  \"***\",\n  \"***\",\n]"),
            ("{\"passwords\":[[\"a1\"],\"b1\"],\"c\":[\"d\"]}", "{\"passwords\":[[\"***\"],\"***\"],\"c\":[\"d\"]}"),
            ("basicAuth = [\"admin\", \"S3cretS3cret\"]", "basicAuth = [\"admin\", \"***\"]"),
            ("password = { value = \"a1\" }", "password = { value = \"***\" }"),
            ("password {\n  value = \"a1\"\n}", "password {\n  value = \"***\"\n}"),
            ("{\"password\": {\"value\": \"a1\"}}", "{\"password\": {\"value\": \"***\"}}"),
            ("passwords = [\"a1\", \"b1", "passwords = [\"***\", \"***"),
            ("don't {\n passwords = [\"a1\"]", "don't {\n passwords = [\"***\"]"),
            ("\"{\\\"passwords\\\":[\\\"a1\\\"]}\"", "\"{\\\"passwords\\\":[\\\"***\\\"]}\""),
            ("passwords:\n- a1\n- \"b1\"\nc:\n- d\n", "passwords:\n- ***\n- \"***\"\nc:\n- d\n"),
            (
                "x:\n  passwords:\n    - a b # c\n    - - d\n  e: f\n",
                "x:\n  passwords:\n    - *** # c\n    - - ***\n  e: f\n",
            ),
            ("password:\n  value: a1\n  other: b\n", "password:\n  value: ***\n  other: b\n"),
        ] {
            assert_eq!(masked_source(text), expected);
        }
        assert_eq!(masked("passwords = [\"a1\"] is"), "passwords = [\"***\"] is");
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "imagePullSecrets = [{ name = \"registry-credentials\" }]",
            "passwords = [\"${VAR}\", \"\"]",
            "passwordSecretRef = { name = \"x\", key = \"token\" }",
            "tokens = { audience = \"x\" }",
            "secrets = [\"a-name\"]",
            "passwords:\n  minimum: 3\nlist:\n  - a\n",
            "resources:\n  - secrets\n",
        ] {
            assert_eq!(masked_source(text), text);
        }
    }
}
