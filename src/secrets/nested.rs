//! Secrets that stand below their key: `passwords = ["…"]`, `password = { value = "…" }`, and both as blocks of YAML.

use std::ops::Range;

use super::Kind;
use super::assignment::{Keys, Literals, is_assignment};
use super::key::{folded, is_secret, names_a_secret};
use super::shapes;

pub(super) fn find(text: &str, kind: Kind, found: &mut Vec<Range<usize>>) {
    Brackets::of(text, kind).search(0..text.len(), found);
    if kind == Kind::Source {
        lines(text, found);
    }
}

/// The key in an object below the key of a secret that has the secret itself.
pub(super) fn is_value_key(key: &str) -> bool {
    matches!(folded(key).as_str(), "cleartext" | "plaintext" | "value")
}

fn may_be_secret(key: &str) -> bool {
    names_a_secret(key) || shapes::is_doubtful_key(&folded(key))
}

/// An open bracket, and the key of a secret before it.
#[derive(Clone, Copy)]
struct Frame<'a> {
    is_list: bool,
    key: Option<&'a str>,
}

/// Lists and objects in brackets. One pass, and another for each level of texts in texts; each asks for keys and literals in
/// the order of the text.
struct Brackets<'a> {
    text: &'a str,
    kind: Kind,
    keys: Keys,
    literals: Literals<'a>,
    frames: Vec<Frame<'a>>,
}

impl<'a> Brackets<'a> {
    fn of(text: &'a str, kind: Kind) -> Self {
        Self { text, kind, keys: Keys::default(), literals: Literals::of(text), frames: Vec::new() }
    }

    fn search(&mut self, part: Range<usize>, found: &mut Vec<Range<usize>>) {
        let bytes = self.text.as_bytes();
        let mut at = part.start;
        while at < part.end {
            let Some(byte) = bytes.get(at) else { break };
            match byte {
                b'[' | b'{' => self.open(at, *byte == b'['),
                b']' | b'}' => _ = self.frames.pop(),
                b'#' if at == 0 || bytes.get(at - 1).is_some_and(u8::is_ascii_whitespace) => {
                    at += self.text.get(at..).and_then(|rest| rest.find('\n')).unwrap_or(part.end - at);
                    continue;
                }
                byte if byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'=') => {}
                _ => {
                    let Some(end) = self.scalar(at, &part, found) else { break };
                    at = end;
                    continue;
                }
            }
            at += 1;
        }
    }

    fn open(&mut self, at: usize, is_list: bool) {
        let outer = self.frames.last().filter(|frame| frame.is_list && is_list).and_then(|frame| frame.key);
        let key = self.key_of(at, is_list).or(outer);
        self.frames.push(Frame { is_list, key });
    }

    /// Reads over the text, word or number at `at`, and keeps it when it is a secret; its end.
    fn scalar(&mut self, at: usize, part: &Range<usize>, found: &mut Vec<Range<usize>>) -> Option<usize> {
        let text = self.text;
        let rest = text.get(at..)?;
        let quote = rest.trim_start_matches('\\').chars().next();
        // An apostrophe in a comment or a word opens nothing.
        let is_text = quote == Some('"') || quote == Some('\'') && is_closed_in_line(rest);
        if !is_text {
            let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | ',' | ':' | '=' | '[' | ']' | '{' | '}');
            let length = rest.find(is_end).unwrap_or(rest.len());
            let word = at..at + length.max(rest.chars().next().map_or(1, char::len_utf8));
            self.keep(&word, at, found);
            return Some(word.end);
        }
        let value = self.literals.behind(at)?.bytes;
        self.keep(&value, at, found);
        let is_document =
            text.get(value.clone()).is_some_and(|text| text.contains("\\\"") && text.contains(['[', '{']));
        if is_document && value.start > part.start {
            Self::of(text, self.kind).search(value.start..value.end.min(part.end), found);
        }
        let closing = text.get(value.end..)?.find(['"', '\'', '\n']).map_or(0, |length| length + 1);
        Some(value.end + closing.max(1))
    }

    fn keep(&mut self, value: &Range<usize>, at: usize, found: &mut Vec<Range<usize>>) {
        let Some(Frame { is_list, key: Some(key) }) = self.frames.last().copied() else { return };
        let is_here = is_list || self.is_under_value(at);
        let content = self.text.get(value.clone()).filter(|content| !content.starts_with('-'));
        if is_here && content.is_some_and(|content| is_secret(key, content)) {
            found.push(value.clone());
        }
    }

    fn is_under_value(&mut self, at: usize) -> bool {
        let before = self.text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        before.ends_with(['=', ':'])
            && self.keys.before(self.text, before.len() - 1).is_some_and(|key| is_value_key(key.text))
    }

    /// The key of a secret before a bracket: `passwords = [`, `"password": {`, `password {`.
    fn key_of(&mut self, at: usize, is_list: bool) -> Option<&'a str> {
        let before = self.text.get(..at)?.trim_end_matches([' ', '\t']);
        let sign = before.chars().next_back().filter(|sign| matches!(sign, '=' | ':'));
        let place = before.len() - usize::from(sign.is_some());
        let key = self.keys.before(self.text, place)?;
        let is_key = match sign {
            Some(sign) => is_assignment(self.text, place, if sign == '=' { "=" } else { ":" }, &key, self.kind),
            None => !is_list && self.kind == Kind::Source,
        };
        (is_key && may_be_secret(key.text)).then_some(key.text)
    }
}

/// Whether another apostrophe follows in the line; what was looked through belongs to the text then, or has no other one.
fn is_closed_in_line(rest: &str) -> bool {
    let inner = rest.split_once('\'').map_or("", |(_, inner)| inner);
    inner.find(['\'', '\n']).is_some_and(|end| inner.get(end..).is_some_and(|rest| rest.starts_with('\'')))
}

/// Blocks of YAML: `- ` and `value:` in the lines below a key, which are indented as far as it or further.
fn lines(text: &str, found: &mut Vec<Range<usize>>) {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut literals = Literals::of(text);
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
        found.extend(line_literal(&mut literals, text, value..begin + content.len()).filter(is_one));
    }
}

fn is_item(line: &str) -> bool {
    line == "-" || line.starts_with("- ")
}

/// The rest of a line, without quotes and without a comment.
fn line_literal(literals: &mut Literals<'_>, text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let rest = text.get(line.clone())?;
    if rest.starts_with(['"', '\'', '|', '>']) {
        return literals.behind(line.start).map(|value| value.bytes);
    }
    let length = rest.find(" #").unwrap_or(rest.len());
    (!rest.starts_with(['[', '{', '&', '*', '!'])).then_some(line.start..line.start + length)
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
