//! `cellc check --fix`: the proposals of findings, written into the specification.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use sha2::{Digest as _, Sha256};

use super::analysis::{self, Access};
use super::arguments::SpecArguments;
use super::console::{Console, WorkingFolder};
use super::lock_file::Substitute;
use super::timings::Timings;
use crate::diagnostic::edits::{self, Chosen};
use crate::diagnostic::{Code, Diagnostic, Edit, Help, plural};
use crate::pipeline::Settings;
use crate::source::{FileId, SourceMap, Span};

/// One proposal can bring the next to light, and of a file that cannot be parsed one fault is known at a time. Nobody waits for
/// more rounds than this.
const MOST_ROUNDS: usize = 2_000;

/// Applies proposals until there is none left, and says what was changed. Every round leads to a spec that was not there before,
/// so proposals that undo each other end it. Where the spec or its lock cannot be read, nothing is:
/// what is right depends on both.
///
/// # Errors
/// When a file cannot be written. Each file is replaced at once or not at all.
pub(super) fn fix(
    console: &mut Console<'_>,
    arguments: &SpecArguments,
    settings: Settings,
    substitute: Substitute<'_>,
) -> Result<(), Box<Diagnostic>> {
    let access = Access { substitute, advance: false };
    let mut told = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut is_done = false;
    for _ in 0..MOST_ROUNDS {
        let timings = &mut Timings::start();
        let (analysis, sources, _) = analysis::undenied(&console.folder, arguments, settings, access, timings);
        let changing = analysis.diagnostics.into_iter().map(|finding| without_idle_proposals(finding, &sources));
        let changing: Vec<Diagnostic> = changing.collect();
        let chosen = edits::choose(&changing);
        seen.insert(fingerprint(&sources, &BTreeMap::new()));
        let edited = edited(&chosen, &sources)?;
        is_done = edited.is_empty() || !seen.insert(fingerprint(&sources, &edited));
        if is_done {
            break;
        }
        write(&console.folder, &edited, &sources)?;
        for (finding, help) in &chosen.proposals {
            let line = told_of(finding, help, &sources);
            // What moved up into the place of another one is fixed with it.
            if !told.contains(&line) {
                console.line(&line);
                told.insert(line);
            }
        }
    }
    console.line(&match (told.len(), is_done) {
        (0, _) => "nothing to fix".to_owned(),
        (made, true) => format!("{} fixed", plural(made, "finding")),
        (made, false) => format!("{} fixed, and there are more: run it again", plural(made, "finding")),
    });
    Ok(())
}

/// A proposal that leaves the text as it is fixes nothing.
fn without_idle_proposals(finding: Diagnostic, sources: &SourceMap) -> Diagnostic {
    let is_idle = |edit: &Edit| {
        let text = sources.file_of(edit.span).and_then(|file| file.text.get(file.clamp(edit.span)));
        text.is_none_or(|text| text == edit.replacement)
    };
    let is_useful = |help: &Help| !help.edits.iter().all(is_idle);
    let helps = finding.helps.into_iter().filter(is_useful).collect();
    Diagnostic { helps, ..finding }
}

fn told_of(finding: &Diagnostic, help: &Help, sources: &SourceMap) -> String {
    let place = sources.file_of(finding.primary.span).map(|file| {
        let (line, column) = file.line_column(finding.primary.span.start as usize);
        format!(" {}:{line}:{column}", file.path)
    });
    format!("fixed{}: {}: {}", place.unwrap_or_default(), finding.headline, help.text)
}

/// The files that proposals change, with their new texts.
fn edited(chosen: &Chosen<'_>, sources: &SourceMap) -> Result<BTreeMap<FileId, String>, Box<Diagnostic>> {
    let files = chosen.by_file().into_iter();
    let texts = files.filter_map(|(id, edits)| {
        let file = sources.get(id)?;
        let text = edits::apply(&file.text, edits).context("proposals are in each other's way");
        Some(text.map(|text| (id, text)).map_err(|error| Box::new(not_written(&file.path, &error))))
    });
    texts.collect()
}

/// Tells one state of a spec from another one.
fn fingerprint(sources: &SourceMap, edited: &BTreeMap<FileId, String>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for (id, file) in sources.iter() {
        let text = edited.get(&id).map_or(&*file.text, String::as_str);
        hasher.update(file.path.as_bytes());
        // A name and a text cannot run into each other.
        hasher.update([0]);
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().into()
}

fn write(
    folder: &WorkingFolder,
    edited: &BTreeMap<FileId, String>,
    sources: &SourceMap,
) -> Result<(), Box<Diagnostic>> {
    for (id, text) in edited {
        let Some(file) = sources.get(*id) else { continue };
        let written = replace(&folder.at(Path::new(&file.path)), &file.text, text);
        written.map_err(|error| Box::new(not_written(&file.path, &error)))?;
    }
    Ok(())
}

fn not_written(path: &str, error: &anyhow::Error) -> Diagnostic {
    let finding = Diagnostic::error(Code::FIX_NOT_WRITTEN, Span::NONE, format!("cannot write `{path}`: {error:#}"));
    finding.about(path).help("make the change by hand, or let the user who runs cellc write the file and its folder")
}

/// Puts the new text in place of the old, which has to be there still. A byte-order mark stays, so does a symbolic link.
fn replace(path: &Path, old: &str, new: &str) -> anyhow::Result<()> {
    const MARK: &str = "\u{feff}";
    let path = fs::canonicalize(path)?;
    let found = fs::read_to_string(&path)?;
    let mark = if found.starts_with(MARK) { MARK } else { "" };
    anyhow::ensure!(found.strip_prefix(mark) == Some(old), "it was changed in the meantime");
    let folder = path.parent().context("it is in no folder")?;
    let name = path.file_name().context("it has no name")?.to_string_lossy();
    let staged = folder.join(format!(".{name}.cellc-{}", std::process::id()));
    let result = stage(&staged, &path, &[mark, new]).and_then(|()| fs::rename(&staged, &path));
    if result.is_err() {
        _ = fs::remove_file(&staged);
    }
    Ok(result?)
}

fn stage(staged: &Path, path: &Path, parts: &[&str]) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(staged)?;
    parts.iter().try_for_each(|part| file.write_all(part.as_bytes()))?;
    file.set_permissions(fs::metadata(path)?.permissions())?;
    file.sync_all()
}
