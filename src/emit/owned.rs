//! Which places below the output folder are cellc's to write and to delete.

/// The folders and files, relative to the output folder, that producers write. Nothing outside them is ever deleted,
/// whatever a manifest lists: a pull request may change one.
#[derive(Debug, Clone, Default)]
pub(super) struct Owned(Vec<String>);

impl Owned {
    /// An empty path is the output folder as a whole.
    pub(super) fn new(places: &[&str]) -> Self {
        Self(places.iter().map(|place| place.trim_end_matches('/').to_owned()).collect())
    }

    pub(super) fn holds(&self, path: &str) -> bool {
        let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
        self.0.iter().any(|place| place.is_empty() || path.strip_prefix(place.as_str()).is_some_and(is_below))
    }

    /// The same as a sentence ends.
    pub(super) fn list(&self) -> String {
        let names: Vec<String> = self.0.iter().map(|place| format!("`{place}`")).collect();
        match names.as_slice() {
            [] => "nothing".to_owned(),
            [name] => name.clone(),
            [names @ .., last] => format!("{} and {last}", names.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_itself_and_what_is_below_it() {
        let owned = Owned::new(&["gitops", ".gitattributes", "docs/cells/"]);
        for (path, expected) in [
            ("gitops/prod/a.yaml", true),
            (".gitattributes", true),
            ("docs/cells/a.md", true),
            ("docs/a.md", false),
            ("gitops2/a", false),
            (".git/config", false),
            ("main.tf", false),
        ] {
            assert_eq!(owned.holds(path), expected, "{path}");
        }
        assert!(Owned::new(&[""]).holds("a/b"));
        assert!(!Owned::new(&[]).holds("a"));
        assert_eq!(owned.list(), "`gitops`, `.gitattributes` and `docs/cells`");
    }
}
