//! What stands in the way of reading or writing the output folder, as data, with its wording.

use std::fmt;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A generated file whose content is not what cellc wrote. `--force` overwrites it.
    Edited,
    /// A generated file in which only the line ends differ. `--force` overwrites it.
    LineEnds,
    /// A file that was generated, is generated no longer, and was edited since. `--force` deletes it.
    EditedOrphan,
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
        let what = match &self.reason {
            Reason::Edited => "was edited by hand",
            Reason::LineEnds => "has different line endings from those that cellc wrote",
            Reason::EditedOrphan => "is no longer generated, and was edited by hand",
            Reason::Foreign => "was not written by cellc",
            Reason::Directory { .. } => "is a directory, where a file is to be generated",
            Reason::FileInTheWay => "is a file, where a directory is needed",
            Reason::Link => "is a symbolic link",
            Reason::Special => "is neither a file nor a directory",
            Reason::Unreadable(_) => "cannot be read",
            Reason::TooLarge { .. } | Reason::TooMany { .. } => "is too large to be read",
        };
        format!("`{path}` {what}")
    }

    /// Why that stops the build.
    pub fn why(&self) -> String {
        match &self.reason {
            Reason::Edited => "its content is not what cellc wrote; generating it again would lose the change".into(),
            Reason::LineEnds => "only the line endings differ; Git probably converted them".into(),
            Reason::EditedOrphan => "its content is not what cellc wrote; deleting it would lose the change".into(),
            Reason::Foreign => {
                "a file of this name is to be generated, and `cellc.lock.json` does not list the one that is there"
                    .into()
            }
            Reason::Directory { holds } => format!("it holds `{holds}`, which cellc did not make"),
            Reason::FileInTheWay => {
                "generated files lie below this path, and `cellc.lock.json` does not list the file".into()
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

    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self.reason {
            Reason::Edited => "move the change into the specification, or overwrite the file with `--force`",
            Reason::LineEnds => {
                "keep Git from converting them (`out/** -text` in `.gitattributes`), and overwrite the file with `--force`"
            }
            Reason::EditedOrphan => "move the file out of the output folder, or delete it with `--force`",
            Reason::Foreign => "rename or move the file, or overwrite it with `--force`",
            Reason::Directory { .. } => "move the directory; `--force` does not delete directories",
            Reason::FileInTheWay => "rename or move the file; `--force` does not replace files by directories",
            Reason::Link => "replace the link by what it leads to, or remove it",
            Reason::Special => "remove it",
            Reason::Unreadable(_) => "let the user who builds read it",
            Reason::TooMany { .. } => "move what does not belong there out of the output folder",
            Reason::TooLarge { .. } => "remove it, or restore it from version control",
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, .. } = self;
        let headline = self.headline(path);
        write!(formatter, "{headline}\n  = note: {}\n  = help: {}", self.why(), self.help())
    }
}
