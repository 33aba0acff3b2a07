//! What a producer may write, and what nobody else may.

use std::fmt;

/// A file or a folder below the output folder that belongs to one producer. Only what is in there is ever deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owned {
    /// A folder with everything in it, such as `modules`.
    Folder(&'static str),
    /// A file right in the output folder, such as `.gitattributes`.
    File(&'static str),
}

impl Owned {
    /// Whether the path is that of the file, or of something in the folder.
    pub fn holds(self, path: &str) -> bool {
        match self {
            Self::Folder(folder) => path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')),
            Self::File(file) => path == file,
        }
    }

    /// The path of the file or the folder, without a slash at its end.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Folder(path) | Self::File(path) => path,
        }
    }
}

impl fmt::Display for Owned {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(formatter, "{folder}/"),
            Self::File(file) => formatter.write_str(file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_holds_what_is_in_it_and_a_file_only_itself() {
        for (owned, path, expected) in [
            (Owned::Folder("modules"), "modules/a/main.tf", true),
            (Owned::Folder("modules"), "modules", false),
            (Owned::Folder("modules"), "modules-old/a", false),
            (Owned::Folder("modules"), "a/modules/b", false),
            (Owned::File(".gitattributes"), ".gitattributes", true),
            (Owned::File(".gitattributes"), ".gitattributes/a", false),
            (Owned::File(".gitattributes"), "modules/.gitattributes", false),
        ] {
            assert_eq!(owned.holds(path), expected, "{owned} {path}");
        }
    }
}
