//! The codes of what happens on the disk, behind the analysis of a specification. A code never changes its meaning and is
//! never reused: CELL1002 was about line endings, which a build now takes back by itself.

use super::Code;

impl Code {
    /// A generated file that somebody changed.
    pub const EDITED: Self = Self::rule("CELL1001");
    /// Something that cellc did not make, where output is to be written.
    pub const NOT_OURS: Self = Self::rule("CELL1003");
    /// A link, pipe, socket or device in the output folder.
    pub const NOT_A_FILE: Self = Self::rule("CELL1004");
    /// A file or folder of the output that the operating system does not hand out.
    pub const OUTPUT_UNREADABLE: Self = Self::rule("CELL1005");
    /// A file of the output, or all of it, that is larger than anything cellc writes.
    pub const OUTPUT_TOO_LARGE: Self = Self::rule("CELL1006");
    /// The list of owned files cannot be used.
    pub const MANIFEST: Self = Self::rule("CELL1007");
    /// Output of a newer cellc.
    pub const NEWER_OUTPUT: Self = Self::rule("CELL1008");
    /// Another build in the same folder.
    pub const BUSY: Self = Self::rule("CELL1009");
    /// The operating system refused, and nothing was changed.
    pub const DISK: Self = Self::rule("CELL1010");
    /// The operating system refused, and part of the output is already new.
    pub const HALF_WRITTEN: Self = Self::rule("CELL1011");
    /// There is no output to compare with.
    pub const NO_BUILD: Self = Self::rule("CELL1012");
    /// A generated file that is no Terraform, because somebody changed it.
    pub const NOT_TERRAFORM: Self = Self::rule("CELL1013");
    /// A file of the specification that `--fix` could not write.
    pub const FIX_NOT_WRITTEN: Self = Self::rule("CELL1014");
    /// What cellc generated is wrong: a fault of its own.
    pub const COMPILER_FAULT: Self = Self::rule("CELL1015");
    /// A file beside the output that somebody else wrote during a build.
    pub const OVERTAKEN: Self = Self::rule("CELL1016");

    /// All of them.
    pub const ON_DISK: &[Self] = &[
        Self::EDITED,
        Self::NOT_OURS,
        Self::NOT_A_FILE,
        Self::OUTPUT_UNREADABLE,
        Self::OUTPUT_TOO_LARGE,
        Self::MANIFEST,
        Self::NEWER_OUTPUT,
        Self::BUSY,
        Self::DISK,
        Self::HALF_WRITTEN,
        Self::NO_BUILD,
        Self::NOT_TERRAFORM,
        Self::FIX_NOT_WRITTEN,
        Self::COMPILER_FAULT,
        Self::OVERTAKEN,
    ];

    /// Whether an error of this code means that cellc could not do its work, and not that the specification is wrong.
    pub fn is_failure(self) -> bool {
        [Self::UNREADABLE, Self::FILE_NAME].contains(&self) || Self::ON_DISK.contains(&self)
    }
}
