//! Paths of addresses.

use super::checked_text::{Remedy, checked_text};

checked_text! {
    /// A path of an address, such as `/payments`: what load balancers select requests by, and where they ask for health. Limit:
    /// Elastic Load Balancing, `path-pattern` (128 characters).
    UrlPath: "a path", 1..=126,
    |text| text.starts_with('/') && !text.contains("//") && text.chars().all(is_plain),
    "`/` and words of letters, digits, `.`, `_`, `~` and `-` with `/` between them",
    pattern: "^/[A-Za-z0-9._~/-]*$", examples: ["/payments"], remedy: plain_path
}

/// `*` and `?` select more than one path, and a query is not part of it.
const fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '~' | '-' | '/')
}

impl UrlPath {
    /// Whether a path is this one, or lies below it: `/payments/1` lies below `/payments`, `/paymentsx` does not.
    pub fn holds(&self, path: &Self) -> bool {
        let prefix = self.0.trim_end_matches('/');
        path.0.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// A path without a slash in front, or with the `*` that a prefix does not need.
fn plain_path(text: &str) -> Option<Remedy> {
    let bare = text.trim_end_matches('*').trim_matches('/');
    let path = format!("/{bare}");
    (path != text && path.parse::<UrlPath>().is_ok()).then_some(Remedy::Value(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn a_path_is_a_prefix_without_patterns() {
        let form = "is not a path: `/` and words of letters, digits, `.`, `_`, `~` and `-` with `/` between them";
        check::<UrlPath>(&[
            ("/", Ok("/")),
            ("/payments/v2", Ok("/payments/v2")),
            ("payments", Err(&format!("`payments` {form} | write `/payments`"))),
            ("/payments/*", Err(&format!("`/payments/*` {form} | write `/payments`"))),
            ("/a?b=c", Err(&format!("`/a?b=c` {form} | write one such as `/payments`"))),
        ]);
    }

    #[test]
    fn a_path_holds_what_lies_below_it() {
        let path = |text: &str| text.parse::<UrlPath>().unwrap();
        for (prefix, inside, holds) in [
            ("/payments", "/payments", true),
            ("/payments", "/payments/ready", true),
            ("/payments/", "/payments/ready", true),
            ("/payments", "/paymentsready", false),
            ("/payments", "/", false),
            ("/", "/ready", true),
        ] {
            assert_eq!(path(prefix).holds(&path(inside)), holds, "{prefix} {inside}");
        }
    }
}
