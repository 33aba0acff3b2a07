//! Who wrote a list, and whether this compiler may read it.

use semver::Version;
use serde_json::{Map, Value};

use super::format::{COMPILER, FORMAT};
use super::manifest_fault::ManifestFault;

/// Reads a list as JSON.
pub(super) fn object(text: &[u8]) -> Result<Map<String, Value>, ManifestFault> {
    let value = serde_json::from_slice(text).map_err(|error| ManifestFault::unparsable(text, &error))?;
    let Value::Object(object) = value else { return Err(ManifestFault::Foreign) };
    Ok(object)
}

/// Takes `format` and `compiler` out, which must be there and no newer than this compiler.
pub(super) fn take(object: &mut Map<String, Value>) -> Result<(), ManifestFault> {
    let compiler = match object.shift_remove("compiler") {
        Some(Value::String(compiler)) if compiler.starts_with("cellc ") => compiler,
        _ => return Err(ManifestFault::Foreign),
    };
    match object.shift_remove("format").and_then(|format| format.as_u64()) {
        Some(format @ 1..) if format > FORMAT || is_newer(&compiler)? => Err(ManifestFault::Newer { format, compiler }),
        Some(1..) => Ok(()),
        _ => Err(ManifestFault::Corrupt("`format` is not a version number".to_owned())),
    }
}

/// Whether a compiler, by its name and version, is newer than this one.
fn is_newer(compiler: &str) -> Result<bool, ManifestFault> {
    let version = |compiler: &str| Version::parse(compiler.strip_prefix("cellc ").unwrap_or_default()).ok();
    let corrupt = || ManifestFault::Corrupt("`compiler` does not end in a version such as `0.2.0`".to_owned());
    let (theirs, ours) = (version(compiler).ok_or_else(corrupt)?, version(COMPILER).ok_or_else(corrupt)?);
    Ok(theirs.cmp_precedence(&ours).is_gt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let own = Version::parse(env!("CARGO_PKG_VERSION")).unwrap();
        let Version { major, minor, patch, .. } = own;
        for (version, expected) in [
            ("0.1.0".to_owned(), false),
            (format!("{major}.{minor}.{patch}"), false),
            (format!("{major}.{minor}.{patch}+build.7"), false),
            (format!("{major}.{minor}.{patch}-rc.1"), false),
            (format!("{major}.{minor}.{}", patch + 1), true),
            (format!("{major}.{}.0", minor + 8), true),
            (format!("{major}.{}.0-rc.1", minor + 98), true),
            (format!("{}.0.0", major + 10), true),
        ] {
            assert_eq!(is_newer(&format!("cellc {version}")), Ok(expected), "{version}");
        }
    }

    #[test]
    fn what_no_cellc_or_a_newer_one_wrote_is_refused() {
        let corrupt = |reason: &str| Err(ManifestFault::Corrupt(reason.to_owned()));
        let newer = |format| Err(ManifestFault::Newer { format, compiler: "cellc 9.0.0".to_owned() });
        for (text, expected) in [
            ("", corrupt("EOF while parsing a value at line 1 column 0")),
            ("{\n<<<<<<< HEAD\n", Err(ManifestFault::Merge)),
            ("[]", Err(ManifestFault::Foreign)),
            (r#"{"format": 1}"#, Err(ManifestFault::Foreign)),
            (r#"{"format": 1, "compiler": "npm 3"}"#, Err(ManifestFault::Foreign)),
            (r#"{"format": 4, "compiler": "cellc 9.0.0"}"#, newer(4)),
            (r#"{"format": 3, "compiler": "cellc 9.0.0"}"#, newer(3)),
            (r#"{"format": 0, "compiler": "cellc 0.1.0"}"#, corrupt("`format` is not a version number")),
            (r#"{"format": "1", "compiler": "cellc 0.1.0"}"#, corrupt("`format` is not a version number")),
            (
                r#"{"format": 2, "compiler": "cellc next"}"#,
                corrupt("`compiler` does not end in a version such as `0.2.0`"),
            ),
            (r#"{"format": 1, "compiler": "cellc 0.1.0"}"#, Ok(())),
        ] {
            assert_eq!(object(text.as_bytes()).and_then(|mut object| take(&mut object)), expected, "{text}");
        }
    }
}
