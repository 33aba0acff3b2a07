//! Which relative paths may be written, and which names in the output folder are taken.

use super::FileSet;

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = "cellc.lock.json";

/// How the names of staging folders begin. A folder of such a name that is found in the output folder is the rest of
/// a killed run, and is removed.
pub const STAGING_PREFIX: &str = ".cellc-staging-";

/// What is wrong with the paths of a file set, one entry a fault; empty when all of them can be written.
pub(super) fn faults(files: &FileSet) -> Vec<String> {
    files.keys().filter_map(|path| fault(path).or_else(|| nested(files, path))).collect()
}

/// What is wrong with a path: it must stay inside the output folder on every system, and leave cellc's own names.
pub(super) fn fault(path: &str) -> Option<String> {
    let reason = if path.is_empty() {
        "is empty"
    } else if path.starts_with('/') {
        "is absolute"
    } else if path.contains('\\') {
        "has a backslash; folders are separated by `/`"
    } else if path.contains(':') || path.contains(char::is_control) {
        "has a character that is not portable"
    } else if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        "has an empty part, `.` or `..`"
    } else if path == MANIFEST || path.starts_with(STAGING_PREFIX) {
        "is a name that cellc needs itself"
    } else {
        return None;
    };
    Some(format!("`{}` {reason}", path.escape_debug()))
}

/// The folders that a file lies in, from the inner to the outer, without the output folder itself.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

/// The folder that a path lies in, or [`None`] right in the output folder.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

fn nested(files: &FileSet, path: &str) -> Option<String> {
    let outer = folders(path).find(|folder| files.contains_key(*folder))?;
    Some(format!("`{path}` lies below `{outer}`, which is a file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clean_relative_paths_pass() {
        let table = [
            ("a.tf", None),
            ("modules/prod-cell/network.tf", None),
            ("a/..b/.c", None),
            ("modules/cellc.lock.json", None),
            ("", Some("`` is empty")),
            ("/etc/passwd", Some("`/etc/passwd` is absolute")),
            ("a\\b", Some("`a\\\\b` has a backslash; folders are separated by `/`")),
            ("C:a", Some("`C:a` has a character that is not portable")),
            ("a\nb", Some("`a\\nb` has a character that is not portable")),
            ("../a", Some("`../a` has an empty part, `.` or `..`")),
            ("a/./b", Some("`a/./b` has an empty part, `.` or `..`")),
            ("a//b", Some("`a//b` has an empty part, `.` or `..`")),
            ("a/", Some("`a/` has an empty part, `.` or `..`")),
            ("cellc.lock.json", Some("`cellc.lock.json` is a name that cellc needs itself")),
            (".cellc-staging-1/a", Some("`.cellc-staging-1/a` is a name that cellc needs itself")),
        ];
        for (path, expected) in table {
            assert_eq!(fault(path).as_deref(), expected, "{path:?}");
        }
    }

    #[test]
    fn a_path_is_a_file_or_a_folder() {
        let set = |paths: &[&str]| paths.iter().map(|path| ((*path).to_owned(), String::new())).collect::<FileSet>();
        assert_eq!(faults(&set(&["a", "a.b/c", "a-b"])), Vec::<String>::new());
        assert_eq!(faults(&set(&["a", "a-b", "a/b/c"])), ["`a/b/c` lies below `a`, which is a file"]);
    }
}
