//! Credentials in addresses: `https://user:token@host`, `postgres://user:password@host`, `user:password@tcp(host)`.

use std::ops::Range;

use super::key::{is_reference, looks_random};

pub(super) fn find(text: &str, found: &mut Vec<Range<usize>>) {
    with_scheme(text, found);
    without_scheme(text, found);
}

/// Where an address ends.
fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>' | '|' | '\u{0}')
}

/// A stretch of text without an end in it, which is measured once, however many addresses it holds.
#[derive(Default)]
struct Run {
    end: usize,
    last_at: Option<usize>,
}

impl Run {
    fn of(text: &str, start: usize) -> Self {
        let rest = text.get(start..).unwrap_or_default();
        let run = rest.find(is_end).and_then(|end| rest.get(..end)).unwrap_or(rest);
        Self { end: start + run.len(), last_at: run.rfind('@').map(|at| start + at) }
    }
}

fn with_scheme(text: &str, found: &mut Vec<Range<usize>>) {
    let mut run = Run::default();
    let mut done = 0;
    for (colon, _) in text.match_indices(':') {
        let Some(start) = behind_slashes(text, colon).filter(|start| *start >= done) else { continue };
        if start >= run.end {
            run = Run::of(text, start);
        }
        let scheme = scheme(text, colon);
        let Some(user) = user(text, start, &run) else { continue };
        done = user.end;
        let Some(content) = text.get(user.clone()) else { continue };
        let password = content.find(':').map(|colon| user.start + colon + 1..user.end);
        let secret = if takes_tokens_as_users(scheme) { Some(user) } else { password.clone() };
        let is_filled_in = password.and_then(|password| text.get(password)).is_some_and(is_reference);
        found.extend(secret.filter(|_| !is_filled_in));
    }
}

/// The first byte behind `://`, also where JSON escapes the slashes.
fn behind_slashes(text: &str, colon: usize) -> Option<usize> {
    let rest = text.get(colon + 1..)?;
    let length = [r"\/\/", "//"].iter().find(|slashes| rest.starts_with(**slashes))?.len();
    Some(colon + 1 + length)
}

fn scheme(text: &str, colon: usize) -> &str {
    const LONGEST: usize = 16;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-');
    let before = text.as_bytes().get(..colon).unwrap_or_default();
    let length = before.iter().rev().take(LONGEST).take_while(|byte| is_part(byte)).count();
    text.get(colon - length..colon).unwrap_or_default()
}

/// Git hosts and registries take a token in place of the user's name.
fn takes_tokens_as_users(scheme: &str) -> bool {
    let scheme = scheme.to_ascii_lowercase();
    scheme.contains("http") || matches!(scheme.as_str(), "oci" | "git" | "ftp" | "ws" | "wss" | "")
}

/// The bytes of `user:password`, without the `@`. A password may hold a slash that should have been escaped, and a text
/// that was cut may have lost its `@`.
fn user(text: &str, start: usize, run: &Run) -> Option<Range<usize>> {
    let rest = text.get(start..run.end)?;
    let authority = rest.find(['/', '?', '#', '\\']).and_then(|end| rest.get(..end)).unwrap_or(rest);
    if let Some(at) = authority.rfind('@') {
        return Some(start..start + at);
    }
    let behind_colon = authority.split_once(':').map(|(_, port)| port)?;
    let is_port = behind_colon.chars().all(|c| c.is_ascii_digit() || ",;.)".contains(c));
    if is_port || authority.starts_with('[') {
        return None;
    }
    let end =
        run.last_at.filter(|at| *at >= start).or_else(|| rest.strip_suffix('…').map(|rest| start + rest.len()))?;
    Some(start..end)
}

/// `user:password@host` without a scheme: somebody left it out, or it is the address of a database of a driver in Go.
fn without_scheme(text: &str, found: &mut Vec<Range<usize>>) {
    for (at, _) in text.match_indices('@') {
        let before = text.get(window_start(text, at)..at).unwrap_or_default();
        let is_start = |c: char| is_end(c) || matches!(c, '=' | ',' | '(' | '[' | '{' | '/' | ';');
        let token = before.rfind(is_start).map_or(before, |start| before.get(start..).unwrap_or_default());
        let token = token.trim_start_matches(is_start);
        let Some((user, password)) = token.split_once(':') else { continue };
        let is_user = user.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte));
        let is_mail = ["mailto", "mail", "email", "contact", "owner", "sip", "acct"].contains(&user);
        let behind = text.get(at + 1..).unwrap_or_default();
        if is_user
            && !is_mail
            && !password.is_empty()
            && !is_reference(password)
            && (is_host(behind) || is_bare_host(behind) && looks_random(password))
        {
            found.push(at - password.len()..at);
        }
    }
}

/// So much before an `@` can be a name and a password.
fn window_start(text: &str, at: usize) -> usize {
    const LONGEST: usize = 128;
    let start = at.saturating_sub(LONGEST);
    (start..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at)
}

/// Whether a text starts with a host, and not with the digest of an image or a version.
fn is_host(text: &str) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    let length = text.bytes().take(256).take_while(|byte| is_part(byte)).count();
    let (host, rest) = text.split_at_checked(length).unwrap_or_default();
    let is_digest = rest.starts_with(':') && matches!(host, "sha256" | "sha384" | "sha512");
    let has_dot = host.trim_matches('.').contains('.') && host.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_address = host.split('.').count() == 4;
    // `user:password@/database`: the socket of MySQL, by a driver in Go.
    let is_local = host.is_empty() && rest.starts_with('/');
    !is_digest && (is_local || has_dot || is_address || rest.starts_with([':', '/', '(']) && !host.is_empty())
}

/// Whether a text is a host without a dot, and nothing else.
fn is_bare_host(text: &str) -> bool {
    let end = text.find(|c: char| is_end(c) || c == '\\').unwrap_or(text.len());
    let host = text.get(..end).unwrap_or_default();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    host.starts_with(|c: char| c.is_ascii_alphabetic()) && host.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use crate::secrets::masked;

    #[test]
    fn credentials_in_addresses_are_masked() {
        for (text, expected) in [
            ("`https://user:token@github.com/acme/x.git` is", "`https://***@github.com/acme/x.git` is"),
            ("https://ghp_short@github.com/acme", "https://***@github.com/acme"),
            ("HTTPS://user:token@github.com", "HTTPS://***@github.com"),
            ("git+https://u:p@host/x", "git+https://***@host/x"),
            ("https:\\/\\/u:p@host", "https:\\/\\/***@host"),
            ("https://u:p%40ss@host", "https://***@host"),
            ("https://u:p@ss@host/x", "https://***@host/x"),
            ("https://u:p/ss@host/x", "https://***@host/x"),
            ("https://user:averylongtok…` is", "https://***…` is"),
            ("oci://robot$ci:pw@ghcr.io/x", "oci://***@ghcr.io/x"),
            ("ssh://git:pw@host/x", "ssh://git:***@host/x"),
            ("postgres://u:p@h/db and redis://:p@h:6379", "postgres://u:***@h/db and redis://:***@h:6379"),
            ("mongodb+srv://u:p@h1.example,h2.example/db", "mongodb+srv://u:***@h1.example,h2.example/db"),
            ("user:token@github.com/acme/x.git", "user:***@github.com/acme/x.git"),
            ("app:pw@tcp(db:3306)/x", "app:***@tcp(db:3306)/x"),
            ("app:pw@10.0.0.1:3306", "app:***@10.0.0.1:3306"),
            ("app:pw@/x", "app:***@/x"),
            ("app:hunter2x@db", "app:***@db"),
            ("https://a:b@c https://d:e@f", "https://***@c https://***@f"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn addresses_without_credentials_stay() {
        for text in [
            "https://github.com/acme/x.git",
            "https://example.com:8443/a@b",
            "https://[::1]:443/x",
            "ssh://git@github.com/acme/x",
            "git@github.com:acme/x.git",
            "postgres://u@h/db",
            "postgres://u:${PW}@h/db",
            "postgres://u:$(PW)@h/db",
            "see https://docs.aws.amazon.com: it says",
            "nginx:1.27@sha256:abcd",
            "registry.example.com/a:1@sha256:abcd",
            "mailto:team@example.com",
            "team@example.com",
            "arn:aws:iam::111111111111:role/x",
            "uses: actions/checkout@v4",
        ] {
            assert_eq!(masked(text), text);
        }
    }
}
