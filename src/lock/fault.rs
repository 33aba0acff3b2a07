//! Why a lock file cannot be used.

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A merge was not finished.
    ConflictMarkers {
        /// The line of the first marker, counted from 1.
        line: usize,
    },
    /// A newer cellc wrote the file.
    Newer {
        /// The line that says so, counted from 1.
        line: usize,
        /// The format that it has.
        format: u64,
    },
    /// A line that is no fact.
    Malformed {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong, as a clause.
        reason: String,
    },
    /// One fact twice, with two values.
    Contradiction {
        /// The line of the first value.
        first: usize,
        /// The line of the second one.
        line: usize,
        /// What both are about.
        key: String,
    },
}

impl Fault {
    /// The line that is wrong and the one that it contradicts, which is the same where it contradicts none; counted from 1.
    pub const fn lines(&self) -> [usize; 2] {
        match *self {
            Self::ConflictMarkers { line } | Self::Newer { line, .. } | Self::Malformed { line, .. } => [line, line],
            Self::Contradiction { first, line, .. } => [line, first],
        }
    }

    /// What is wrong, in one line.
    pub fn headline(&self, file: &str) -> String {
        match self {
            Self::ConflictMarkers { line } => {
                format!("`{file}` has an unfinished merge: line {line} is a conflict marker")
            }
            Self::Newer { format, .. } => {
                format!(
                    "`{file}` was written by a newer cellc: it has format {format}, and this version knows {}",
                    super::FORMAT
                )
            }
            Self::Malformed { line, reason } => format!("line {line} of `{file}` cannot be read: {reason}"),
            Self::Contradiction { first, line, key } => {
                format!("lines {first} and {line} of `{file}` say two different things about `{key}`")
            }
        }
    }

    /// What to do about it.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::ConflictMarkers { .. } => {
                "keep the lines of both sides, delete the lines that begin with `<<<<<<<`, `|||||||`, `=======` and \
                 `>>>>>>>`, then run `cellc build`, which puts the lines in order and says what does not fit together"
            }
            Self::Newer { .. } => "use the version of cellc that wrote it, or a later one",
            Self::Malformed { .. } => {
                "restore the file from version control; every line is one fact, such as `\"range prod/alpha\": \"10.1.0.0/16\",`"
            }
            Self::Contradiction { .. } => {
                "keep the line that is already deployed, which is the one of the branch that was applied first, and delete \
                 the other one"
            }
        }
    }
}
