//! Which source file imports which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use walkdir::WalkDir;

use super::paths::{Named, named, test_modules};

/// From each name to those that it imports: of modules, such as `print::shape`, or of stages.
pub(super) type Imports = BTreeMap<String, BTreeSet<String>>;

/// What these modules name, by the path of each. `check/mod.rs` is `check`, `check/zones.rs` is `check::zones`.
pub(super) struct Sources(BTreeMap<String, Vec<Named>>);

impl Sources {
    /// Reads the library: the code that a release contains.
    pub(super) fn of_library() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let files = WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        let sources = files.filter(|file| file.path().extension().is_some_and(|kind| kind == "rs")).map(|file| {
            let path = file.path().strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            (path, std::fs::read_to_string(file.path()).unwrap())
        });
        let sources: BTreeMap<String, String> = sources.collect();
        Self::of(sources.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Reads texts by their paths below `src`.
    pub(super) fn of<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let texts: BTreeMap<String, &str> = texts.into_iter().map(|(path, text)| (module_of(path), text)).collect();
        let for_tests: Vec<String> = texts.iter().flat_map(|(module, text)| below(module, text)).collect();
        let is_kept =
            |module: &str| module != "main" && module != "lib" && !for_tests.iter().any(|test| is_within(module, test));
        let kept = texts.into_iter().filter(|(module, _)| is_kept(module));
        Self(
            kept.map(|(module, text)| {
                let names = named(&module, text);
                (module, names)
            })
            .collect(),
        )
    }

    /// Which stage imports which.
    pub(super) fn stages(&self) -> Imports {
        let mut stages: Imports = self.0.keys().map(|module| (stage(module).to_owned(), BTreeSet::new())).collect();
        for (from, to) in self.edges() {
            if stage(&from) != stage(&to) {
                stages.entry(stage(&from).to_owned()).or_default().insert(stage(&to).to_owned());
            }
        }
        stages
    }

    /// Which file imports which of its own stage. A module and those inside it are one: a parent calls its children, and these
    /// use what it declares for all of them.
    pub(super) fn files(&self) -> Imports {
        let mut files = Imports::new();
        for (from, to) in self.edges() {
            if stage(&from) == stage(&to) && !is_within(&from, &to) && !is_within(&to, &from) {
                files.entry(from).or_default().insert(to);
            }
        }
        files
    }

    fn edges(&self) -> impl Iterator<Item = (String, String)> {
        self.0.iter().flat_map(|(from, names)| {
            let homes = names.iter().filter_map(|named| self.home(&named.path));
            homes.map(move |to| (from.clone(), to.to_owned()))
        })
    }

    /// The module in which something is declared: of `pub use`, what stands behind it.
    fn home(&self, path: &str) -> Option<&str> {
        // No name is passed on through more modules.
        const MOST: usize = 8;
        let mut path = path.to_owned();
        for _ in 0..MOST {
            let (module, names) = self.module(&path)?;
            let rest = path.strip_prefix(module)?.trim_start_matches("::");
            let (first, behind) = rest.split_once("::").unwrap_or((rest, ""));
            // `pub use` of a macro passes on what is declared right here.
            let here = format!("{module}::{first}");
            let passed_on = names.iter().find(|named| named.is_passed_on && named.name.as_deref() == Some(first));
            let passed_on = passed_on.filter(|named| named.path != here);
            let Some(next) = passed_on else { return Some(module) };
            path = format!("{}::{behind}", next.path).trim_end_matches("::").to_owned();
        }
        panic!("`{path}` is passed on in a circle");
    }

    /// The innermost module that a path leads through.
    fn module(&self, path: &str) -> Option<(&str, &[Named])> {
        let ends = path.match_indices("::").map(|(end, _)| end).chain([path.len()]);
        let modules = ends.filter_map(|end| self.0.get_key_value(path.get(..end)?));
        modules.last().map(|(module, names)| (module.as_str(), names.as_slice()))
    }
}

/// The paths of the modules for tests that a module declares. What the root of the crate declares is at the top.
fn below(module: &str, text: &str) -> Vec<String> {
    let path = |name: &str| if module == "lib" { name.to_owned() } else { format!("{module}::{name}") };
    test_modules(text).into_iter().map(path).collect()
}

fn module_of(path: &str) -> String {
    let path = path.trim_end_matches(".rs").replace('/', "::");
    path.strip_suffix("::mod").unwrap_or(&path).to_owned()
}

fn is_within(module: &str, outer: &str) -> bool {
    module.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn stage(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}
