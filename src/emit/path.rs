//! Which relative paths may be written, and which names in the output folder are taken.

use crate::layout::unportable;

/// Where cellc 0.1 kept the list of owned files, in the output folder. Today a marker that keeps 0.1 out is there.
pub const MARKER: &str = "cellc.lock.json";

/// The folder of the lists of owned files.
pub const MANIFEST: &str = "manifest";

/// The list of what lies right in the output folder, which also says who wrote the output.
pub const MANIFEST_OF_OUTPUT: &str = "manifest/output.json";

/// What a build that was killed was about to do.
pub(super) const JOURNAL: &str = "manifest/journal.json";

/// What only speed rests on, and Git does not see.
pub(super) const INDEX_FOLDER: &str = ".cellc";

/// See [`super::index`].
pub(super) const INDEX: &str = ".cellc/index";

/// How the names of staging folders begin. A folder of such a name that is found in the output folder is the rest of
/// a killed run, and is removed.
pub const STAGING_PREFIX: &str = ".cellc-staging-";

/// First parts of paths that are cellc's own, or whose list would have the name of another one.
const TAKEN: [&str; 5] = [MARKER, MANIFEST, INDEX_FOLDER, "output", "journal"];

/// What is wrong with the path of a file that is to be written: it must stay inside the output folder, leave cellc's own
/// names, and be one that Git can check out on every system.
pub(super) fn fault(path: &str) -> Option<String> {
    unclean(path).or_else(|| path.split('/').find_map(unportable).map(|reason| told(path, reason)))
}

/// What is wrong with the path of a file that was written once. Older compilers wrote names that Windows does not take.
pub(super) fn unclean(path: &str) -> Option<String> {
    let first = path.split('/').next().unwrap_or_default();
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
    } else if TAKEN.contains(&first) || path.starts_with(STAGING_PREFIX) {
        "is a name that cellc needs itself"
    } else if path.split('/').any(is_terraforms) {
        "belongs to Terraform or to whoever runs it; cellc never writes it"
    } else {
        return None;
    };
    Some(told(path, reason))
}

/// State, values of variables, and what `terraform init` leaves. A list that names one would make a build delete it.
fn is_terraforms(part: &str) -> bool {
    part.contains(".tfstate")
        || part.starts_with(".terraform")
        || [".tfvars", ".tfvars.json"].iter().any(|end| part.ends_with(end))
}

fn told(path: &str, reason: &str) -> String {
    format!("`{}` {reason}", path.escape_debug())
}

/// The list of the files of a part, by its folder, such as `manifest/gitops/prod/alpha.json`.
pub(super) fn manifest_of(part: &str) -> String {
    if part.is_empty() { MANIFEST_OF_OUTPUT.to_owned() } else { format!("{MANIFEST}/{part}.json") }
}

/// The folder of the part whose list this is; the inverse of [`manifest_of`].
pub(super) fn part_of_manifest(path: &str) -> Option<&str> {
    if path == MANIFEST_OF_OUTPUT {
        return Some("");
    }
    path.strip_prefix(MANIFEST)?.strip_prefix('/')?.strip_suffix(".json").filter(|part| !part.is_empty())
}

/// The folders that a file lies in, from the inner to the outer, without the output folder itself.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

/// The same from the outer to the inner.
pub(super) fn folders_from_outside(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}

/// The folder that a path lies in, or [`None`] right in the output folder.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
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
            ("modules/manifest/a", None),
            ("", Some("`` is empty")),
            ("/etc/passwd", Some("`/etc/passwd` is absolute")),
            ("a\\b", Some("`a\\\\b` has a backslash; folders are separated by `/`")),
            ("C:a", Some("`C:a` has a character that is not portable")),
            ("a\nb", Some("`a\\nb` has a character that is not portable")),
            ("../a", Some("`../a` has an empty part, `.` or `..`")),
            ("a/./b", Some("`a/./b` has an empty part, `.` or `..`")),
            ("a//b", Some("`a//b` has an empty part, `.` or `..`")),
            ("a/", Some("`a/` has an empty part, `.` or `..`")),
            ("gitops/con/a", Some("`gitops/con/a` has a part that Windows keeps for a device")),
            ("a/nul.yaml", Some("`a/nul.yaml` has a part that Windows keeps for a device")),
            ("a./b", Some("`a./b` has a part that ends in a dot or a space, which Windows drops")),
            ("cellc.lock.json", Some("`cellc.lock.json` is a name that cellc needs itself")),
            (".cellc-staging-1/a", Some("`.cellc-staging-1/a` is a name that cellc needs itself")),
            (".cellc/index", Some("`.cellc/index` is a name that cellc needs itself")),
            ("manifest/a.json", Some("`manifest/a.json` is a name that cellc needs itself")),
            (
                "a/terraform.tfstate",
                Some("`a/terraform.tfstate` belongs to Terraform or to whoever runs it; cellc never writes it"),
            ),
            (
                "a/x.tfstate.1.backup",
                Some("`a/x.tfstate.1.backup` belongs to Terraform or to whoever runs it; cellc never writes it"),
            ),
            (
                "a/.terraform/modules/a",
                Some("`a/.terraform/modules/a` belongs to Terraform or to whoever runs it; cellc never writes it"),
            ),
            (
                "a/prod.auto.tfvars",
                Some("`a/prod.auto.tfvars` belongs to Terraform or to whoever runs it; cellc never writes it"),
            ),
            ("journal/a", Some("`journal/a` is a name that cellc needs itself")),
        ];
        for (path, expected) in table {
            assert_eq!(fault(path).as_deref(), expected, "{path:?}");
            let is_of_windows = expected.is_some_and(|fault| fault.contains("Windows"));
            assert_eq!(unclean(path).as_deref(), expected.filter(|_| !is_of_windows), "{path:?}");
        }
    }

    #[test]
    fn a_part_has_one_list_and_a_list_one_part() {
        for (part, list) in [
            ("", MANIFEST_OF_OUTPUT),
            ("modules/prod-cell", "manifest/modules/prod-cell.json"),
            ("environments/prod/cells/alpha", "manifest/environments/prod/cells/alpha.json"),
        ] {
            assert_eq!(manifest_of(part), list);
            assert_eq!(part_of_manifest(list), Some(part));
        }
        for path in ["manifest/a.tf", "manifest/.json", "manifest.json", "gitops/a.json"] {
            assert_eq!(part_of_manifest(path), None, "{path}");
        }
    }
}
