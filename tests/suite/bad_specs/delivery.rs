//! How changes of the repository come into cells, and when they should not.

use super::case::Case;

const REPOSITORY: &str = "repository = \"https://github.com/acme/cells.git\"";

/// The good environment with these lines, in a fleet with these lines in its `git` block.
fn case(name: &'static str, git: &str, lines: &str) -> Case {
    let git = format!("\"CC-1\"\n  git {{\n    {REPOSITORY}\n{git}  }}\n");
    Case::environment(name, lines).with("\"CC-1\"\n", &git)
}

const PINNED: &str = "    revision   = \"v1.0.0\"\n";

pub(crate) fn cases() -> Vec<Case> {
    let two_cells =
        "cidr        = \"10.0.0.0/16\"\n}\n\ncell \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}";
    let production = "profile = \"production\"";
    vec![
        Case::environment("namespace-without-git", "namespace \"fraud\" {}"),
        Case::environment("sync-without-git", "sync = \"manual\"\nrevision = \"v1.0.0\""),
        Case::cell("revision-without-git", "revision = \"v1.0.0\""),
        case("revision-default-in-production", "", production),
        case("revision-of-fleet-in-production", "    revision   = \"main\"\n", production)
            .with("cidr        = \"10.0.0.0/16\"\n}", two_cells)
            .finds(2),
        case("revision-floating-in-staging", PINNED, "profile  = \"staging\"\nrevision = \"HEAD\""),
        case("revision-of-cell-in-production", PINNED, production)
            .with("\"10.0.0.0/16\"\n", "\"10.0.0.0/16\"\n  revision    = \"feature/limits-2\"\n"),
        case("branch-of-pins-is-a-tag", "    branch     = \"v1.0.0\"\n    revision   = \"v1.0.0\"\n", ""),
        case("branch-of-its-own-in-development", "    branch     = \"trunk\"\n    revision   = \"release-7\"\n", "")
            .with("cidr        = \"10.0.0.0/16\"\n}", two_cells),
        case("branch-of-pins-is-called-a-tag", "    branch     = \"refs/tags/main\"\n    revision   = \"v1.0.0\"\n", ""),
        case("branch-of-pins-is-no-branch", "    branch     = \"my branch\"\n", ""),
        case("revision-without-numbers-in-staging", PINNED, "profile  = \"staging\"\nrevision = \"release-7\""),
        case("sync-automatic-in-production", PINNED, "profile = \"production\"\nsync    = \"automatic\""),
        case("repository-with-password", PINNED, "namespace \"fraud\" {}")
            .with("https://github.com", "https://user:token@github.com"),
        case(
            "kustomization-of-folders",
            PINNED,
            "namespace \"kustomization\" {}\n\nnode_tier \"kustomization\" {\n  capacity = \"spot\"\n}\n\naccess \"kustomization\" {\n  principal = \"arn:aws:iam::111111111111:role/viewer\"\n  role      = \"viewer\"\n}",
        )
        .finds(3),
        case(
            "names-of-devices-of-windows",
            PINNED,
            "namespace \"aux\" {}\n\nnode_tier \"com1\" {\n  capacity = \"spot\"\n}\n\naccess \"nul\" {\n  principal = \"arn:aws:iam::111111111111:role/viewer\"\n  role      = \"viewer\"\n}",
        )
        .finds(3),
        Case::fleet("repository-folder-above", &format!("git {{\n  {REPOSITORY}\n  path       = \"../gitops\"\n}}")),
    ]
}
