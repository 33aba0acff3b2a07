//! What a build is made from, as one digest: as long as it stays the same, so do the generated files.

use std::path::PathBuf;
use std::sync::OnceLock;

use sha2::{Digest as _, Sha256};

use crate::pipeline::Settings;
use crate::source::SourceMap;

/// The digest of the specification, of everything else that the stages know, and of the compiler itself. [`None`] when it is
/// not certain which compiler this is: then every build compares all files.
pub(super) fn digest(sources: &SourceMap, settings: &Settings) -> Option<String> {
    static COMPILER: OnceLock<Option<String>> = OnceLock::new();
    let compiler =
        COMPILER.get_or_init(|| std::env::current_exe().ok().and_then(|program| identity(&program))).as_ref()?;
    Some(digest_of(compiler, sources, settings))
}

fn digest_of(compiler: &str, sources: &SourceMap, settings: &Settings) -> String {
    let mut digest = Sha256::new();
    // No two different lists of texts give the same bytes.
    let mut add = |text: &str| {
        digest.update((text.len() as u64).to_le_bytes());
        digest.update(text);
    };
    add(compiler);
    // Everything in it, whatever joins it later.
    add(&format!("{settings:?}"));
    for (_, file) in sources.iter() {
        add(&file.path);
        add(&file.name);
        add(&file.text);
    }
    format!("sha256:{:x}", digest.finalize())
}

/// Tells a program from every other one, also from one that was built from the same sources in another way: by its version and
/// by what the system notes of its file. [`None`] where the system notes too little, or when the file is so new that it might
/// change without a trace.
#[cfg(unix)]
fn identity(program: &PathBuf) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    /// Longer than the time between two ticks of any file system.
    const TICK: i64 = 3;

    let file = program.metadata().ok()?;
    #[expect(clippy::disallowed_methods, reason = "how old the program is decides only whether a build may be quick")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs();
    // A program of the future says that the clock went backwards.
    let is_settled = i64::try_from(now).is_ok_and(|now| file.ctime().max(file.mtime()) + TICK < now);
    let (changed, written) = ((file.ctime(), file.ctime_nsec()), (file.mtime(), file.mtime_nsec()));
    is_settled.then(|| {
        format!(
            "cellc {} {program:?} {} {} {} {changed:?} {written:?}",
            env!("CARGO_PKG_VERSION"),
            file.dev(),
            file.ino(),
            file.len()
        )
    })
}

#[cfg(not(unix))]
fn identity(_: &PathBuf) -> Option<String> {
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
        let of = |compiler, files: &[_], day| digest_of(compiler, &sources(files), &settings(day));
        let one = ("fleet/a.hcl", "a.hcl", "text");
        let all = [
            of("cellc 1", &[one], "2026-11-21"),
            of("cellc 2", &[one], "2026-11-21"),
            of("cellc 1", &[one], "2026-11-22"),
            of("cellc 1", &[("fleet/b.hcl", "a.hcl", "text")], "2026-11-21"),
            of("cellc 1", &[("fleet/a.hcl", "b.hcl", "text")], "2026-11-21"),
            of("cellc 1", &[("fleet/a.hcl", "a.hcl", "text ")], "2026-11-21"),
            of("cellc 1", &[one, one], "2026-11-21"),
            of("cellc 1", &[("fleet/a.hcla", ".hcl", "text")], "2026-11-21"),
            of("cellc 1", &[], "2026-11-21"),
        ];
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len(), "{all:#?}");
        assert_eq!(all[0], of("cellc 1", &[one], "2026-11-21"));
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_was_just_written_or_comes_from_the_future_is_not_trusted() {
        use std::fs::{File, FileTimes};
        use std::time::{Duration, UNIX_EPOCH};

        assert!(identity(&std::env::current_exe().unwrap()).is_some());
        let folder = std::env::temp_dir().join(format!("cellc-program-{}", std::process::id()));
        std::fs::write(&folder, "").unwrap();
        let new = identity(&folder);
        let file = File::options().write(true).open(&folder).unwrap();
        file.set_times(FileTimes::new().set_modified(UNIX_EPOCH + Duration::from_secs(1 << 40))).unwrap();
        let future = identity(&folder);
        std::fs::remove_file(&folder).unwrap();
        assert_eq!((new, future, identity(&folder)), (None, None, None));
    }
}
