//! Where the repository of a fleet is, and which of its states a cell follows.

use super::checked_text::{Remedy, checked_text, is_number};
use super::compact_day;

checked_text! {
    /// The address of a Git repository, as Argo CD takes it: without a user's name or a token.
    GitRepository: "the address of a Git repository", 12..=300,
    |text| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("ssh://git@"));
        let rest = rest.or_else(|| text.strip_prefix("git@"));
        rest.is_some_and(|rest| {
            rest.chars().all(|c| c.is_ascii_alphanumeric() || "._-~/:".contains(c)) && rest.contains('/')
        })
    },
    "`https://…`, `ssh://git@…` or `git@host:…`, without a password",
    pattern: "^(https://|ssh://git@|git@)[A-Za-z0-9._~/:-]+$", examples: ["https://github.com/acme/cells.git"],
    remedy: over_https
}

/// The same address by HTTPS, where it has another scheme or none.
fn over_https(input: &str) -> Option<Remedy> {
    let rest = ["http://", "git://"].iter().find_map(|scheme| input.strip_prefix(scheme)).unwrap_or(input);
    let is_host = rest.split('/').next().is_some_and(|host| host.contains('.') && !host.starts_with('.'));
    let address = format!("https://{rest}");
    (is_host && address.parse::<GitRepository>().is_ok()).then_some(Remedy::Value(address))
}

checked_text! {
    /// A branch, a tag or a commit of a Git repository.
    GitRevision: "a Git revision", 1..=200, is_git_name,
    "a branch, a tag or a commit, of letters, digits, `.`, `_`, `-` and `/`",
    pattern: "^[A-Za-z0-9._/-]{1,200}$", examples: ["v2026.11.1"]
}

impl GitRevision {
    /// Whether it names another commit tomorrow, as far as its form says. A commit never does, nor does what ends in three
    /// numbers, as a version or a day does, or what is said to be a tag; everything else is the name of a branch, such as
    /// `main`, `release-2` or `1.x`, and so is what stands in a folder that teams keep for branches.
    pub fn is_floating(&self) -> bool {
        /// Folders of branches.
        const BRANCHES: [&str; 9] =
            ["bugfix", "chore", "feat", "feature", "fix", "hotfix", "origin", "refs/heads", "users"];
        let is_commit = (7..=40).contains(&self.0.len()) && self.0.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        let is_in = |folder: &&str| self.0.strip_prefix(*folder).is_some_and(|rest| rest.starts_with('/'));
        let is_branch = BRANCHES.iter().any(is_in) || self.0.split('.').any(|part| part == "x");
        let is_tag = self.0.starts_with("refs/tags/") || has_three_numbers(&self.0);
        !is_commit && (is_branch || !is_tag)
    }
}

/// Whether somewhere three numbers stand with `.` or `-` between them, `1.2.3` or `2026-11-21`, or a day without hyphens.
fn has_three_numbers(text: &str) -> bool {
    let runs: Vec<&str> =
        text.split(['.', '-', '+', '_', '/']).map(|run| run.strip_prefix('v').unwrap_or(run)).collect();
    runs.windows(3).any(|three| three.iter().all(|part| is_number(part)))
        || runs.iter().any(|run| compact_day(run).is_some())
}

checked_text! {
    /// A folder of a Git repository.
    GitPath: "a folder of a repository", 1..=200, is_git_name,
    "names with `/` between them, from the root of the repository",
    pattern: "^[A-Za-z0-9._/-]{1,200}$", examples: ["out/gitops"]
}

/// Characters that Git takes in a path or a name of a revision without quoting, and that no shell and no YAML reads
/// otherwise.
fn is_git_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    text.split('/').all(|part| !part.is_empty() && part.chars().all(is_plain) && !part.starts_with(['.', '-']))
        && !text.contains("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_float_unless_they_are_tags_or_commits() {
        for (text, expected) in [
            ("main", true),
            ("HEAD", true),
            ("release/stable", true),
            ("feature/2026-limits", true),
            ("refs/heads/v1", true),
            ("v1.x", true),
            ("v1.0.0", false),
            ("2026.11.1", false),
            ("refs/tags/v1", false),
            ("release-2026", true),
            ("release-1.30", true),
            ("v1.2.3-rc.1", false),
            ("cells/v1.2.3", false),
            ("build-20261121", false),
            ("prod-2026-11-21", false),
            ("deadbeef", false),
            ("0123456789abcdef0123456789abcdef01234567", false),
        ] {
            assert_eq!(text.parse::<GitRevision>().unwrap().is_floating(), expected, "{text}");
        }
    }
}
