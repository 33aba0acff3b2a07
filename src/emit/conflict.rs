//! What stands in the way of reading or writing the output folder, as data, with its wording.

use std::collections::BTreeMap;

use serde::Serialize;

/// Something in the output folder that a build would have to destroy, and does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The place, relative to the output folder.
    pub path: String,
    /// What is there.
    pub reason: Reason,
}

/// Why a path is left alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A generated file whose content is not what cellc wrote. `--force` overwrites it.
    Edited,
    /// A file that was generated, is generated no longer, and was edited since. `--force` deletes it.
    EditedOrphan,
    /// A generated file with conflict markers of Git, not both sides of which cellc wrote. `--force` overwrites or deletes it.
    Unmerged,
    /// A generated file that two branches wrote differently, with the content of neither. `--force` overwrites or deletes it.
    Mixed,
    /// A file that cellc did not make, of a name that has to be generated. `--force` overwrites it.
    Foreign,
    /// A directory where a file has to be generated, and something in it that cellc did not make.
    Directory {
        /// The first thing in it that is not cellc's, relative to the output folder.
        holds: String,
    },
    /// A file that cellc did not make, where a directory is needed.
    FileInTheWay,
    /// A symbolic link at, or above, the place of a generated file.
    Link,
    /// A pipe, socket or device.
    Special,
    /// The operating system does not let it be read.
    Unreadable(
        /// What the operating system says.
        String,
    ),
    /// A file of more bytes than cellc reads.
    TooLarge {
        /// The most bytes that are read.
        limit: u64,
        /// Whether the limit is that of all files together.
        with_others: bool,
    },
    /// A folder with more files and folders in it than cellc looks at.
    TooMany {
        /// The most that are looked at.
        limit: usize,
    },
}

impl Conflict {
    /// What is wrong, in one sentence about the path, which is spelled as `path`.
    pub fn headline(&self, path: &str) -> String {
        format!("`{path}` {}", self.reason.predicates().0)
    }

    /// The same about many paths that have the same reason, the first ones of which are spelled as `paths`; there are so many
    /// `more`.
    fn headline_of_many(&self, paths: &[String], more: usize) -> String {
        let paths: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        format!("{} and {} more {}", paths.join(", "), with_commas(more), self.reason.predicates().1)
    }

    /// Why that stops the build.
    pub fn why(&self) -> String {
        match &self.reason {
            Reason::Edited => {
                "the content is not what cellc wrote, and generating it again would lose the change".into()
            }
            Reason::EditedOrphan => "the content is not what cellc wrote, and deleting it would lose the change".into(),
            Reason::Unmerged => {
                "cellc did not write both sides as they are: Git merged other lines of the file by itself, or somebody \
                 edited it"
                    .into()
            }
            Reason::Mixed => {
                "two branches generated it differently, and the content is that of neither: Git merged it, or somebody \
                 edited it"
                    .into()
            }
            Reason::Foreign => {
                "a file of this name is to be generated, and no list in `manifest` names the one that is there".into()
            }
            Reason::Directory { holds } => format!("it holds `{holds}`, which cellc did not make"),
            Reason::FileInTheWay => {
                "generated files lie below this path, and no list in `manifest` names the file".into()
            }
            Reason::Link => {
                "generated files are not read, written or deleted through links, which may lead anywhere".into()
            }
            Reason::Special => "a generated file, or a directory of generated files, has this name".into(),
            Reason::Unreadable(error) => error.clone(),
            Reason::TooLarge { limit, with_others } => {
                let whole = if *with_others { "the files of an output folder together" } else { "a file of this kind" };
                format!("cellc reads at most {} MiB of {whole}", limit / (1024 * 1024))
            }
            Reason::TooMany { limit } => {
                format!("cellc looks at no more than {limit} files and folders in search of what Terraform reads")
            }
        }
    }

    /// What to do about it in the output folder, which is spelled as `out`.
    pub fn help(&self, out: &str) -> String {
        let help = match self.reason {
            Reason::Unmerged | Reason::Mixed => return restore(out),
            Reason::Edited => "move the change into the specification, or overwrite it with `--force`",
            Reason::EditedOrphan => "move it out of the output folder, or delete it with `--force`",
            Reason::Foreign => "rename or move it, or overwrite it with `--force`",
            Reason::Directory { .. } => "move the directory; `--force` does not delete directories",
            Reason::FileInTheWay => "rename or move the file; `--force` does not replace files by directories",
            Reason::Link => "replace the link by what it leads to, or remove it",
            Reason::Special => "remove it",
            Reason::Unreadable(_) => "let the user who builds read it",
            Reason::TooMany { .. } => "move what does not belong there out of the output folder",
            Reason::TooLarge { .. } => "remove it, or restore it from version control",
        };
        help.to_owned()
    }
}

/// How to get out of a merge of generated files without losing what anybody committed on this side.
pub(super) fn restore(out: &str) -> String {
    format!(
        "take the whole folder from your side, without edits that were never committed, and build again: \
         `git restore --source HEAD --staged --worktree {out}`"
    )
}

impl Reason {
    /// The end of a sentence about one path, and about many.
    const fn predicates(&self) -> (&'static str, &'static str) {
        match self {
            Self::Edited => ("was edited by hand", "were edited by hand"),
            Self::EditedOrphan => {
                ("is no longer generated, and was edited by hand", "are no longer generated, and were edited by hand")
            }
            Self::Unmerged => ("holds conflict markers of a merge", "hold conflict markers of a merge"),
            Self::Mixed => ("is neither side of a merge", "are neither side of a merge"),
            Self::Foreign => ("was not written by cellc", "were not written by cellc"),
            Self::Directory { .. } => {
                ("is a directory, where a file is to be generated", "are directories, where files are to be generated")
            }
            Self::FileInTheWay => ("is a file, where a directory is needed", "are files, where directories are needed"),
            Self::Link => ("is a symbolic link", "are symbolic links"),
            Self::Special => ("is neither a file nor a directory", "are neither files nor directories"),
            Self::Unreadable(_) => ("cannot be read", "cannot be read"),
            Self::TooLarge { .. } | Self::TooMany { .. } => ("is too large to be read", "are too large to be read"),
        }
    }
}

/// The most paths of one reason that are told one by one. Beyond that only so many are named.
const MOST_TOLD: usize = 3;

/// Conflicts with their like, so that one cause is told once: each group is one conflict, or more than [`MOST_TOLD`] of one
/// reason. Groups come in the order of their first paths.
pub(super) fn folded(conflicts: &[Conflict]) -> Vec<Vec<&Conflict>> {
    let mut by_reason: BTreeMap<&Reason, Vec<&Conflict>> = BTreeMap::new();
    for conflict in conflicts {
        by_reason.entry(&conflict.reason).or_default().push(conflict);
    }
    let (many, few): (Vec<_>, Vec<_>) = by_reason.into_values().partition(|group| group.len() > MOST_TOLD);
    let singles = few.into_iter().flatten().map(|conflict| vec![conflict]);
    let mut groups: Vec<Vec<&Conflict>> = many.into_iter().chain(singles).collect();
    groups.sort_by_key(|group| group.first().map(|first| &first.path));
    groups
}

/// The headline of such a group, with each path as `shown` spells it.
pub(super) fn headline(group: &[&Conflict], shown: impl Fn(&str) -> String) -> Option<String> {
    let first = group.first()?;
    if group.len() == 1 {
        return Some(first.headline(&shown(&first.path)));
    }
    let told: Vec<String> = group.iter().take(MOST_TOLD).map(|conflict| shown(&conflict.path)).collect();
    Some(first.headline_of_many(&told, group.len() - told.len()))
}

/// `72711` as `72,711`.
fn with_commas(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&[u8]> = digits.as_bytes().rchunks(3).rev().collect();
    String::from_utf8_lossy(&groups.join(&b',')).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(path: &str, reason: Reason) -> Conflict {
        Conflict { path: path.to_owned(), reason }
    }

    #[test]
    fn many_paths_of_one_reason_are_told_once() {
        let many = (1..=1234).map(|number| conflict(&format!("b{number:04}"), Reason::Edited));
        let holds = |holds: &str| Reason::Directory { holds: holds.to_owned() };
        let few = [
            conflict("a1", Reason::Foreign),
            conflict("a2", Reason::Foreign),
            conflict("c", holds("c/x")),
            conflict("d", holds("d/x")),
        ];
        let mut conflicts: Vec<Conflict> = many.chain(few).collect();
        conflicts.sort_by(|left, right| left.path.cmp(&right.path));
        let told: Vec<String> =
            folded(&conflicts).iter().filter_map(|group| headline(group, |path| format!("out/{path}"))).collect();
        assert_eq!(
            told,
            [
                "`out/a1` was not written by cellc",
                "`out/a2` was not written by cellc",
                "`out/b0001`, `out/b0002`, `out/b0003` and 1,231 more were edited by hand",
                "`out/c` is a directory, where a file is to be generated",
                "`out/d` is a directory, where a file is to be generated",
            ]
        );
    }

    #[test]
    fn numbers_are_grouped() {
        for (number, expected) in [(1, "1"), (999, "999"), (72_711, "72,711"), (1_000_000, "1,000,000")] {
            assert_eq!(with_commas(number), expected);
        }
    }
}
