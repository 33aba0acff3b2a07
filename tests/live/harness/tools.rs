//! Where the tools of the tests are, and what happens when one is missing.

use std::path::{Path, PathBuf};

/// The folder that `.ci/tools` fills: `tools` in the target directory.
pub(crate) fn directory() -> PathBuf {
    // Cargo creates `<target>/tmp` for integration tests, whatever the target directory is.
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("tools")
}

/// The folder of one tool, if `.ci/tools` has finished installing it.
pub(crate) fn folder(tool: &str) -> Option<PathBuf> {
    Some(directory().join(tool)).filter(|folder| folder.join("package").is_file())
}

/// The Python interpreter of one tool, if `.ci/tools` has finished installing it.
pub(crate) fn python(tool: &str) -> Option<PathBuf> {
    folder(tool).map(|folder| folder.join("bin/python"))
}

/// Says loudly that a test is skipped because `what` is missing.
///
/// # Panics
///
/// When the environment variable `requirement` is `1`, as it is in `.ci/run`: there a skipped test would be a hole.
pub(crate) fn skip(what: &str, requirement: &str) {
    let required = std::env::var_os(requirement).is_some_and(|value| value == "1");
    assert!(
        !required,
        "{what} is missing and {requirement}=1 forbids to skip; `.ci/tools` installs what can be installed"
    );
    eprintln!(
        "\n!!! SKIPPED: {what} is missing; `.ci/tools` installs what can be installed; {requirement}=1 makes this a failure\n"
    );
}

/// Terraform and its provider are missing.
pub(crate) fn skip_without_terraform() {
    skip("Terraform (or Terraform in another version)", "CELLC_REQUIRE_TERRAFORM");
}

/// The AWS emulator is missing.
pub(crate) fn skip_without_emulator() {
    skip("the AWS emulator", "CELLC_REQUIRE_EMULATOR");
}

/// The judges of manifests are missing.
pub(crate) fn skip_without_judges() {
    skip("a judge of manifests (schemas, YAML 1.1, kubectl)", "CELLC_REQUIRE_MANIFESTS");
}
