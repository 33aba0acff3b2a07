//! Files that look like part of the specification and that nothing reads.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::console::WorkingFolder;
use super::path::shown;
use super::spec_file;
use super::specification::{LOCK_SUFFIX, is_of_interest, is_spec};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Suffixes of other tools for files that some write a specification into.
const FOREIGN: [&str; 8] = ["json5", "jsonc", "tf", "tfvars", "tofu", "toml", "yaml", "yml"];

/// How deep a folder beside the specification is looked into.
const DEPTH: usize = 2;

/// How much of what lies beside the specification is looked at, in the order of names, and how many files of each folder there:
/// in a large repository a check must not read everything else.
const MOST_BESIDE: usize = 200;
const MOST_INSIDE: usize = 50;

/// What blocks of a specification a text has at its top level.
#[derive(Default, Clone, Copy)]
struct Declared {
    fleet: bool,
    parts: bool,
}

/// Warnings about files and folders in and beside the specification that declare cells, environments or the fleet. They are
/// only ever named, never quoted: they may be anything.
pub(super) fn findings(folder: &WorkingFolder, root: &Path) -> Vec<Diagnostic> {
    let mut findings = foreign(folder, root);
    findings.extend(beside(folder, root));
    findings
}

/// Files with the suffix of another tool.
fn foreign(folder: &WorkingFolder, root: &Path) -> Vec<Diagnostic> {
    let is_folder = folder.at(root).is_dir();
    let (place, depth) = if is_folder { (root, usize::MAX) } else { (parent(root), 1) };
    let files = files(folder, place, depth).filter(|path| FOREIGN.iter().any(|suffix| has_suffix(path, suffix)));
    let files = files.filter(|path| {
        let declared = declared(folder, path);
        declared.fleet || declared.parts
    });
    files.map(|path| with_foreign_suffix(&path)).collect()
}

fn with_foreign_suffix(path: &Path) -> Diagnostic {
    let headline = format!("`{}` is not read: a spec is in files that end in .hcl or .json", shown(path));
    let warning = unread(path, headline).note("it looks like part of a fleet");
    if ["yaml", "yml", "toml"].iter().any(|suffix| has_suffix(path, suffix)) {
        return warning.help("write it as HCL, or as JSON of the same shape");
    }
    let json = ["json5", "jsonc"].iter().any(|suffix| has_suffix(path, suffix));
    let renamed = path.with_extension(if json { "json" } else { "hcl" });
    warning.help(format!("rename it to `{}`", shown(&renamed)))
}

/// What lies beside the specification and was meant to be part of it: what has its name, and files that declare cells or
/// environments of a fleet that is not theirs.
fn beside(folder: &WorkingFolder, root: &Path) -> Vec<Diagnostic> {
    // Nobody names a part of a fleet by `.` or `..`, and what lies above the working folder is none of our business.
    if root.file_name().is_none() {
        return Vec::new();
    }
    let place = parent(root);
    let entries = entries(folder, place, 1).filter(|entry| entry.file_name() != root.file_name().unwrap_or_default());
    let near: Vec<(PathBuf, bool, Declared)> = entries
        .filter(|entry| entry.file_type().is_dir() || is_spec(entry.path()))
        .take(MOST_BESIDE)
        .map(|entry| {
            let (path, is_folder) = (seen(folder, place, &entry), entry.file_type().is_dir());
            let declared = if is_folder { declared_in(folder, &path) } else { declared(folder, &path) };
            (path, is_folder, declared)
        })
        .collect();
    let is_file = !folder.at(root).is_dir();
    let other_fleet = near.iter().any(|(_, is_folder, declared)| !is_folder && declared.fleet);
    let is_meant = |(path, is_folder, declared): &&(PathBuf, bool, Declared)| {
        let is_namesake = path.file_stem() == root.file_stem();
        let is_stray = declared.parts && !declared.fleet && if *is_folder { is_file } else { !other_fleet };
        (is_namesake && (declared.fleet || declared.parts)) || is_stray
    };
    near.iter().filter(is_meant).map(|(path, is_folder, _)| left_beside(root, is_file, path, *is_folder)).collect()
}

fn left_beside(root: &Path, is_file: bool, path: &Path, is_folder: bool) -> Diagnostic {
    let (spec, beside) = (shown(root), shown(path));
    let headline = format!("`{beside}` is not read: the spec is `{spec}` and nothing beside it");
    let warning = unread(path, headline).note("a spec is one file, or all .hcl and .json files of one folder");
    let elsewhere = "if it does not belong to this fleet, move it away from here";
    warning.help(match (is_file, is_folder) {
        (true, true) => format!("move `{spec}` and its lock file into `{beside}`, and name that; {elsewhere}"),
        (true, false) => format!("move both, and the lock file, into one folder, and name that; {elsewhere}"),
        (false, _) => format!("move it into `{spec}`; {elsewhere}"),
    })
}

/// What a folder declares in all of its HCL; JSON is left out, since folders of other tools are full of it.
fn declared_in(folder: &WorkingFolder, place: &Path) -> Declared {
    let files = files(folder, place, DEPTH).take(MOST_INSIDE).filter(|path| has_suffix(path, "hcl"));
    files
        .map(|path| declared(folder, &path))
        .fold(Declared::default(), |all, one| Declared { fleet: all.fleet || one.fleet, parts: all.parts || one.parts })
}

fn declared(folder: &WorkingFolder, path: &Path) -> Declared {
    let Ok(text) = spec_file::read(folder, path, spec_file::MOST_BYTES) else { return Declared::default() };
    let has = |word: &str| text.lines().any(|line| begins_block(line, word));
    // Values of many programs have a key `environment`.
    let is_yaml = ["yaml", "yml", "toml"].iter().any(|suffix| has_suffix(path, suffix));
    Declared { fleet: has("fleet"), parts: has("cell") || (!is_yaml && (has("environment") || has("account"))) }
}

/// Whether a line begins a block at the top level: `cell "…`, `"cell":`, `cell:`, `[cell.…`.
fn begins_block(line: &str, word: &str) -> bool {
    // HCL has its blocks at the beginning of the line, JSON indented by one level at most.
    let indented = line.len() - line.trim_start().len();
    let line = line.trim_start_matches([' ', '\t', '{', '[']);
    let quoted = line.strip_prefix('"').and_then(|line| line.strip_prefix(word)?.strip_prefix('"'));
    if let Some(rest) = quoted {
        return indented <= 4 && rest.trim_start().starts_with(':');
    }
    let Some(rest) = line.strip_prefix(word).filter(|_| indented == 0) else { return false };
    rest.starts_with([':', '.']) || (rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('"'))
}

fn files(folder: &WorkingFolder, place: &Path, depth: usize) -> impl Iterator<Item = PathBuf> {
    let place = place.to_owned();
    let entries = entries(folder, &place, depth).filter(|entry| entry.file_type().is_file());
    entries.map(move |entry| seen(folder, &place, &entry))
}

/// Everything below a folder but links, what is hidden, output and locks, in the order of names.
fn entries(folder: &WorkingFolder, place: &Path, depth: usize) -> impl Iterator<Item = DirEntry> + use<> {
    let at = folder.at(place);
    let at = if at.as_os_str().is_empty() { PathBuf::from(".") } else { at };
    let walk = WalkDir::new(at).min_depth(1).max_depth(depth).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| is_of_interest(entry.path()) && !entry.path_is_symlink());
    walk.flatten().filter(|entry| !entry.file_name().to_string_lossy().ends_with(LOCK_SUFFIX))
}

/// The path of an entry as the user would write it.
fn seen(folder: &WorkingFolder, place: &Path, entry: &DirEntry) -> PathBuf {
    let at = folder.at(place);
    let below = entry.path().strip_prefix(&at).or_else(|_| entry.path().strip_prefix(".")).unwrap_or(entry.path());
    place.join(below)
}

fn parent(root: &Path) -> &Path {
    root.parent().unwrap_or(Path::new(""))
}

fn has_suffix(path: &Path, suffix: &str) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|extension| extension.eq_ignore_ascii_case(suffix))
}

fn unread(path: &Path, headline: String) -> Diagnostic {
    Diagnostic::warning(Code::UNREAD, Span::NONE, headline).about(shown(path))
}
