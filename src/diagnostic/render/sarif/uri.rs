//! Paths of the command line as URIs (RFC 3986).

use std::fmt::Write as _;

use super::document::Artifact;

/// The base that consumers resolve against the root of a checkout.
pub(super) const SOURCE_ROOT: &str = "%SRCROOT%";

/// The file at `path`: relative to the source root, or for an absolute path a `file:` URI.
pub(super) fn artifact(path: &str) -> Artifact {
    let path = path.replace('\\', "/");
    let encoded = encoded(&path);
    if path.starts_with('/') {
        return Artifact { uri: format!("file://{encoded}"), uri_base_id: None };
    }
    if is_on_a_drive(&path) {
        return Artifact { uri: format!("file:///{encoded}"), uri_base_id: None };
    }
    let uri = encoded.split('/').filter(|segment| *segment != ".").collect::<Vec<_>>().join("/");
    Artifact { uri, uri_base_id: Some(SOURCE_ROOT) }
}

fn is_on_a_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic())
}

/// Everything but unreserved characters and slashes as the bytes of its UTF-8.
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        for (path, uri, is_relative) in [
            ("fleet.hcl", "fleet.hcl", true),
            ("./spec/./fleet.hcl", "spec/fleet.hcl", true),
            ("../a b/ö#1%.hcl", "../a%20b/%C3%B6%231%25.hcl", true),
            ("spec\\cells.hcl", "spec/cells.hcl", true),
            ("a:b.hcl", "a%3Ab.hcl", true),
            ("/srv/my fleet.hcl", "file:///srv/my%20fleet.hcl", false),
            ("C:\\fleet.hcl", "file:///C%3A/fleet.hcl", false),
        ] {
            let artifact = artifact(path);
            assert_eq!((artifact.uri.as_str(), artifact.uri_base_id.is_some()), (uri, is_relative), "{path}");
        }
    }
}
