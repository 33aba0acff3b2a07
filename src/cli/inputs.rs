//! What a build is made from, as one digest: as long as it stays the same, so do the generated files.

use std::path::Path;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest as _, Sha256};

use crate::pipeline::Settings;
use crate::source::SourceMap;

/// The digest of the specification, of its lock as the build leaves it, of everything else that the stages know, and of the
/// compiler itself. [`None`] when it is not certain which compiler this is: then every build compares all files.
///
/// The day is not part of it. It decides about findings, which every build makes again, and about what the build writes into
/// the lock: days on which cells left their networks, and networks that no longer rest and are given to new cells. With a lock
/// that the build leaves as it is, it decides nothing more.
pub(super) fn digest(sources: &SourceMap, lock: &str, settings: Settings) -> Option<String> {
    static COMPILER: OnceLock<Option<String>> = OnceLock::new();
    let compiler = COMPILER.get_or_init(identity).as_ref()?;
    Some(digest_of(compiler, sources, lock, settings))
}

fn digest_of(compiler: &str, sources: &SourceMap, lock: &str, settings: Settings) -> String {
    // Whatever joins the day has to join the digest.
    let Settings { as_of: _ } = settings;
    let mut digest = Sha256::new();
    // No two different lists of texts give the same bytes.
    let mut add = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    };
    add(compiler);
    add(lock);
    for (_, file) in sources.iter() {
        add(&file.path);
        add(&file.name);
        add(&file.text);
    }
    format!("sha256:{:x}", digest.finalize())
}

/// Tells the running program from every other one, also from one that was built from the same sources in another way.
fn identity() -> Option<String> {
    let program = std::env::current_exe().ok()?;
    #[expect(clippy::disallowed_methods, reason = "the age of the program decides only whether a build may be quick")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    identity_of(&program, i64::try_from(now).ok()?)
}

/// A program by its version and by what the system notes of its file. [`None`] where the system notes too little, and when
/// the file is so new, at this second, that it could change without a trace.
#[cfg(unix)]
fn identity_of(program: &Path, now: i64) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;

    /// In seconds: longer than the time between two ticks of any file system.
    const TICK: i64 = 3;

    let file = program.metadata().ok()?;
    // A program of the future says that the clock has been set back.
    let is_settled = file.ctime().max(file.mtime()) + TICK < now;
    let (changed, written) = ((file.ctime(), file.ctime_nsec()), (file.mtime(), file.mtime_nsec()));
    let (version, file) = (env!("CARGO_PKG_VERSION"), (file.dev(), file.ino(), file.len()));
    is_settled.then(|| format!("cellc {version} {} {file:?} {changed:?} {written:?}", program.display()))
}

#[cfg(not(unix))]
fn identity_of(_: &Path, _: i64) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(files: &[(&str, &str, &str)]) -> SourceMap {
        let mut sources = SourceMap::new();
        for (path, name, text) in files {
            sources.add(*path, *name, *text);
        }
        sources
    }

    #[test]
    fn everything_that_the_output_is_made_from_changes_the_digest() {
        let settings = |day: &str| Settings { as_of: day.parse().unwrap() };
        let of = |compiler, files: &[_], day| digest_of(compiler, &sources(files), "lock", settings(day));
        let one = ("fleet/a.hcl", "a.hcl", "text");
        let all = [
            of("cellc 1", &[one], "2026-11-21"),
            of("cellc 2", &[one], "2026-11-21"),
            of("cellc 1", &[("fleet/b.hcl", "a.hcl", "text")], "2026-11-21"),
            of("cellc 1", &[("fleet/a.hcl", "b.hcl", "text")], "2026-11-21"),
            of("cellc 1", &[("fleet/a.hcl", "a.hcl", "text ")], "2026-11-21"),
            of("cellc 1", &[one, one], "2026-11-21"),
            of("cellc 1", &[("fleet/a.hcla", ".hcl", "text")], "2026-11-21"),
            of("cellc 1", &[], "2026-11-21"),
        ];
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len(), "{all:#?}");
        let of_lock = |lock| digest_of("cellc 1", &sources(&[one]), lock, settings("2026-11-21"));
        assert!(of_lock("") != of_lock("{}") && of_lock("") != all[0]);
        assert_eq!(all[0], of("cellc 1", &[one], "2026-11-22"), "a day that passes changes no file");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_may_still_change_without_a_trace_is_not_trusted() {
        use std::os::unix::fs::MetadataExt as _;

        let program = std::env::current_exe().unwrap();
        let file = program.metadata().unwrap();
        let last = file.ctime().max(file.mtime());
        for (now, expected) in [(last - 60, false), (last, false), (last + 3, false), (last + 4, true)] {
            assert_eq!(identity_of(&program, now).is_some(), expected, "{} s", now - last);
        }
        assert_ne!(identity_of(&program, last + 4), identity_of(Path::new("/"), i64::MAX));
        assert_eq!(identity_of(&program.join("absent"), i64::MAX), None);
    }
}
