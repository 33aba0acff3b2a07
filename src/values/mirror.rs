//! A registry that holds copies of what others publish.

use super::checked_text::{checked_text, is_lower, is_number};

checked_text! {
    /// A registry of images, perhaps with a path in it, without a scheme.
    ImageRegistry: "a registry of images", 4..=200, is_registry,
    "a host, perhaps with a port and a path, without `https://`",
    pattern: "^[a-z0-9][a-z0-9.-]*[a-z0-9](:[0-9]+)?(/[a-z0-9]+([._/-][a-z0-9]+)*)?$",
    examples: ["111111111111.dkr.ecr.eu-west-1.amazonaws.com"], remedy: without_scheme
}

checked_text! {
    /// What stands before the path of an image in a mirror: the prefix of a rule of ECR's pull-through cache, for instance.
    RegistryPrefix: "a prefix of repositories", 2..=100, is_repository,
    "lower-case letters and digits, with one of `.`, `_`, `-` or `/` between them",
    pattern: "^[a-z0-9]+([._/-][a-z0-9]+)*$", examples: ["ecr-public"]
}

fn is_registry(text: &str) -> bool {
    let (place, path) = text.split_once('/').map_or((text, None), |(place, path)| (place, Some(path)));
    let (host, port) = place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port)));
    host.contains('.') && is_lower(host, ".-") && port.is_none_or(is_number) && path.is_none_or(is_repository)
}

/// Names of repositories as ECR takes them: words with a single separator between two of them.
fn is_repository(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.split(['.', '_', '-', '/']).all(is_word)
}

fn without_scheme(text: &str) -> Option<super::checked_text::Remedy> {
    let rest = ["https://", "oci://"].iter().find_map(|scheme| text.strip_prefix(scheme))?.trim_end_matches('/');
    is_registry(rest).then(|| super::checked_text::Remedy::Value(rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::check;

    #[test]
    fn registries_are_hosts_with_paths() {
        let refused = "is not a registry of images: a host, perhaps with a port and a path, without `https://`";
        check::<ImageRegistry>(&[
            ("111111111111.dkr.ecr.eu-west-1.amazonaws.com", Ok("111111111111.dkr.ecr.eu-west-1.amazonaws.com")),
            ("harbor.acme.example:5000/mirror/eks", Ok("harbor.acme.example:5000/mirror/eks")),
            (
                "https://harbor.acme.example/",
                Err(&format!("`https://harbor.acme.example/` {refused} | write `harbor.acme.example`")),
            ),
            (
                "harbor",
                Err(&format!("`harbor` {refused} | write one such as `111111111111.dkr.ecr.eu-west-1.amazonaws.com`")),
            ),
        ]);
    }
}
