//! Failures as findings, so that people and machines read the same of them: one finding for each path, with the path as its
//! subject; many paths of one reason are one finding.

use std::path::Path;

use super::conflict::{Conflict, Reason, folded, headline};
use super::error::{Aftermath, EmitError, remedy};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

impl EmitError {
    /// The failure as findings, at least one, each of them an error.
    pub fn findings(&self) -> Vec<Diagnostic> {
        match self {
            Self::Conflicts { out, conflicts } | Self::Unreadable { out, conflicts } => {
                folded(conflicts).iter().filter_map(|group| finding(group, out)).collect()
            }
            Self::Manifest { out, list, fault } => {
                let path = out.join(list);
                let error = error(fault.code(), format!("`{}` {}", shown(&path), fault.what()), &path);
                vec![fault.notes().into_iter().fold(error, Diagnostic::note).help(fault.help(&shown(out)))]
            }
            Self::Busy { out } => {
                let headline = format!("another build is writing into `{}`", shown(out));
                let error = error(Code::BUSY, headline, out).note("two builds at once would mix their files");
                vec![error.help("wait until it has ended, then build again")]
            }
            Self::Overtaken { path } => {
                let headline = format!("`{}` was changed while this build was at work", shown(path));
                let error = error(Code::OVERTAKEN, headline, path).note(NOTHING_CHANGED);
                vec![error.help("build again")]
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

/// One finding for conflicts of one reason, about the first of them.
fn finding(group: &[&Conflict], out: &Path) -> Option<Diagnostic> {
    let first = group.first()?;
    let headline = headline(group, |path| shown(&out.join(path)))?;
    let error = error(first.reason.code(), headline, &out.join(&first.path));
    Some(error.note(first.why()).help(first.help(&shown(out))))
}

impl Reason {
    const fn code(&self) -> Code {
        match self {
            Self::Edited | Self::EditedOrphan | Self::Unmerged | Self::Mixed => Code::EDITED,
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
