//! Failures as findings, so that people and machines read the same of them: one finding a path, with the path as its subject.

use std::path::Path;

use super::conflict::{Conflict, Reason};
use super::error::{Aftermath, EmitError, remedy};
use super::path::MANIFEST;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl EmitError {
    /// The failure as findings, at least one, each of them an error.
    pub fn findings(&self) -> Vec<Diagnostic> {
        match self {
            Self::Conflicts { out, conflicts } | Self::Unreadable { out, conflicts } => {
                conflicts.iter().map(|conflict| conflict.finding(out)).collect()
            }
            Self::Manifest { out, fault } => {
                let path = out.join(MANIFEST);
                let error = error(fault.code(), format!("`{}` {}", shown(&path), fault.what()), &path);
                vec![fault.notes().into_iter().fold(error, Diagnostic::note).help(fault.help())]
            }
            Self::Busy { out } => {
                let headline = format!("another build is writing into `{}`", shown(out));
                let error = error(Code::BUSY, headline, out).note("two builds at once would mix their files");
                vec![error.help("wait until it has ended, then build again")]
            }
            Self::NoBuild { out } => {
                let error = error(Code::NO_BUILD, format!("there is no build in `{}`", shown(out)), out);
                vec![error.help("name what to compare with, as in `cellc diff before.hcl after.hcl`, or build first")]
            }
            Self::Paths { faults } => faults.iter().map(|fault| path_finding(fault)).collect(),
            Self::System { action, path, reason, aftermath } => {
                let (code, note, then) = match aftermath {
                    Aftermath::Untouched => (Code::DISK, NOTHING_CHANGED, ""),
                    Aftermath::Mixed => (Code::HALF_WRITTEN, HALF_CHANGED, ", which completes it"),
                };
                let headline = format!("cannot {action} `{}`: {reason}", shown(path));
                let help = format!("{}, then build again{then}", remedy(reason.kind()));
                vec![error(code, headline, path).note(note).help(help)]
            }
        }
    }
}

const NOTHING_CHANGED: &str = "nothing was changed";
const HALF_CHANGED: &str = "some files are already new, the others still old, each of them whole";

impl Conflict {
    fn finding(&self, out: &Path) -> Diagnostic {
        let path = out.join(&self.path);
        let error = error(self.reason.code(), self.headline(&shown(&path)), &path);
        error.note(self.why()).help(self.help())
    }
}

impl Reason {
    const fn code(&self) -> Code {
        match self {
            Self::Edited | Self::EditedOrphan => Code::EDITED,
            Self::LineEnds => Code::LINE_ENDS,
            Self::Foreign | Self::Directory { .. } | Self::FileInTheWay => Code::NOT_OURS,
            Self::Link | Self::Special => Code::NOT_A_FILE,
            Self::Unreadable(_) => Code::OUTPUT_UNREADABLE,
            Self::TooLarge { .. } | Self::TooMany { .. } => Code::OUTPUT_TOO_LARGE,
        }
    }
}

fn path_finding(fault: &str) -> Diagnostic {
    let error =
        Diagnostic::error(Code::COMPILER_FAULT, Span::NONE, format!("a generated path cannot be written: {fault}"));
    error.help("this is a fault of cellc, not of the specification; please report it")
}

fn error(code: Code, headline: String, path: &Path) -> Diagnostic {
    Diagnostic::error(code, Span::NONE, headline).about(shown(path))
}

/// The path as it is printed: with `/` on every system.
fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
