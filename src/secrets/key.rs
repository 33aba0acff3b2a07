//! Whether the text under a key is a secret.

use super::shapes;

/// How much of a key is looked at: more of it says nothing, and texts can be megabytes.
pub(super) const LONGEST_KEY: usize = 96;

/// How much of a value is looked at: nothing that stands for a secret is longer, and values can overlap.
const LONGEST_REFERENCE: usize = 512;

/// Whether `text` under `key` is a secret, by the name of the key. What points to a secret, or is empty, is none.
pub(super) fn is_secret(key: &str, text: &str) -> bool {
    let folded = folded(key);
    let is_doubtful = shapes::is_doubtful_key(&folded) && !folded.starts_with("existing");
    let is_one = shapes::is_key(&folded) || is_doubtful && looks_random(text);
    is_one && !is_reference(text) && !(folded.ends_with("credentials") && is_name_of_a_secret(text))
}

/// Whether texts under a key are secrets unless they point to one.
pub(super) fn names_a_secret(key: &str) -> bool {
    shapes::is_key(&folded(key))
}

/// Whether a parameter of a URL is a secret.
pub(super) fn is_parameter(key: &str) -> bool {
    let folded = folded(key);
    shapes::is_key(&folded) || shapes::is_query_key(&folded)
}

/// Letters and digits in small letters: `--db-password`, `DB_PASSWORD` and `dbPassword` are one key.
pub(super) fn folded(key: &str) -> String {
    let start = key.len().saturating_sub(LONGEST_KEY);
    let end = (start..=key.len()).find_map(|start| key.get(start..)).unwrap_or_default();
    end.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether a text is no secret but stands for one: empty, a word of the language, a placeholder, the place of a secret.
pub(super) fn is_reference(text: &str) -> bool {
    let text = text.trim();
    if text.len() > LONGEST_REFERENCE {
        return shapes::is_reference(text);
    }
    let is_blank = text.chars().all(|c| matches!(c, '*' | '•' | '.' | '-' | '_' | '?'));
    let is_word = ["true", "false", "null", "none", "redacted"].iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_angled = text.starts_with('<') && text.ends_with('>');
    is_blank || is_word || is_angled || shapes::is_reference(text) || is_substituted(text)
}

/// Whether nothing but what something else fills in is left of a text: `${VAR}`, `$(VAR)`, `$VAR`, `{{ .Value }}`.
fn is_substituted(text: &str) -> bool {
    /// Literal text beside a placeholder that is no longer a decoration of it, such as `Bearer ` or a prefix.
    const MOST_BESIDE: usize = 8;
    let name = text.trim_start_matches('$');
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.len() < text.len()
        && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(is_name)
    {
        return true;
    }
    let (mut rest, mut beside, mut placeholders) = (text, 0, 0);
    while let Some((start, end)) = next_placeholder(rest) {
        beside += rest.get(..start).map_or(0, |before| before.trim_end_matches('$').len());
        rest = rest.get(end..).unwrap_or_default();
        placeholders += 1;
    }
    placeholders > 0 && beside + rest.len() <= MOST_BESIDE
}

fn next_placeholder(text: &str) -> Option<(usize, usize)> {
    let placeholders = [("${", "}"), ("$(", ")"), ("{{", "}}"), ("%(", ")s")];
    let mut starts = text.match_indices(['$', '{', '%']);
    let (open, close, start) = starts.find_map(|(start, _)| {
        let rest = text.get(start..)?;
        let (open, close) = placeholders.iter().find(|(open, _)| rest.starts_with(open))?;
        Some((*open, *close, start))
    })?;
    let inner = start + open.len();
    let end = text.get(inner..)?.find(close)?;
    Some((start, inner + end + close.len()))
}

/// As much of a value as is looked at.
pub(super) fn beginning(text: &str) -> &str {
    let end = (0..=LONGEST_REFERENCE.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

/// Whether a text is made of words, as the name of a Secret is, rather than of characters that a generator chose.
pub(super) fn looks_random(text: &str) -> bool {
    const SHORTEST: usize = 8;
    let text = beginning(text);
    let has = |is: fn(&char) -> bool| text.chars().any(|c| is(&c));
    let is_mixed = has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase);
    let has_symbol = text.chars().any(|c| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | '/'));
    let has_separator = text.contains(['-', '_', '.', '/']);
    text.len() >= SHORTEST
        && !text.contains(char::is_whitespace)
        && has(|c: &char| c.is_alphabetic())
        && (has(char::is_ascii_digit) || has_symbol)
        && (is_mixed || has_symbol || !has_separator)
}

/// Names such as `cloud-credentials`, which charts take under `credentials`.
fn is_name_of_a_secret(text: &str) -> bool {
    let mut words = text.split('-');
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    text.contains('-')
        && words.clone().all(is_word)
        && words.any(|word| matches!(word, "secret" | "secrets" | "credential" | "credentials" | "creds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_what_points_to_them() {
        for (key, text, expected) in [
            ("adminPassword", "changeit", true),
            ("adminPassword", "pa$$word", true),
            ("adminPassword", "$ecret", true),
            ("adminPassword", "pa${ss", true),
            ("DB_PASSWORD", "hunter2-${SUFFIX}-hunter3", true),
            ("credentials", "admin:hunter2", true),
            ("credentials", "cloud-credentials", false),
            ("password", "my-secret", true),
            ("secret", "S3cretS3cret", true),
            ("secret", "grafana-admin-2x", false),
            ("secretKey", "minio123", true),
            ("secretKey", "postgres-password", false),
            ("salt", "sodium", false),
            ("adminPassword", "", false),
            ("adminPassword", " ", false),
            ("adminPassword", "${VAR}", false),
            ("adminPassword", "$${VAR}", false),
            ("adminPassword", "$(VAR)", false),
            ("adminPassword", "$GF_PASSWORD", false),
            ("adminPassword", "{{ .Values.password }}", false),
            ("authorizationToken", "Bearer ${TOKEN}", false),
            ("adminPassword", "<password>", false),
            ("adminPassword", "********", false),
            ("automountServiceAccountToken", "false", false),
            ("token", "/var/run/secrets/kubernetes.io/serviceaccount/token", false),
            ("encryptionKey", "alias/grafana", false),
            ("password", "arn:aws:secretsmanager:eu-central-1:111111111111:secret:x", false),
            ("existingSecret", "Grafana1Admin", false),
            ("passwordSecretRef", "x", false),
            ("secretName", "x", false),
            ("tokenExpiration", "24h", false),
            ("passwordKey", "admin-password", false),
            ("passwordPolicy", "strict", false),
        ] {
            assert_eq!(is_secret(key, text), expected, "{key} = {text}");
        }
    }
}
