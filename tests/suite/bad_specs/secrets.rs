//! Passwords and tokens where everybody can read them. Each of them holds `hunter2`, and no format prints that.

use super::case::Case;
use super::judged::{JUDGED, Judged};

/// What no output may hold.
const SECRET: &str = "hunter2";

const GIT: &str =
    "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";

fn pulled(name: &'static str, lines: &str) -> Case {
    Case::environment(name, lines).with("\"CC-1\"\n", GIT)
}

/// Of a version that nobody has checked, so that only secrets are told and no unknown keys.
fn chart(name: &'static str, lines: &str) -> Case {
    pulled(
        name,
        &format!(
            "application \"prometheus\" {{\n  version = \"88.0.0\"\n  allow \"CELL0835\" {{\n    reason = \"tried with this release\"\n  }}\n{lines}\n}}\n"
        ),
    )
}

fn repository(name: &'static str, address: &str) -> Case {
    pulled(name, "namespace \"fraud\" {}").with("https://github.com/acme/cells.git", address)
}

pub(crate) fn cases() -> Vec<Case> {
    [in_values(), in_addresses(), beside_other_faults()].into_iter().flatten().collect()
}

fn in_values() -> Vec<Case> {
    vec![
        chart(
            "secrets-in-values",
            r#"  values = {
    adminPassword = "pa$$hunter2"
    env = [
      { name = "DB_PASSWORD", value = "hunter2" },
      { name = "DB_HOST", value = "db" },
      { name = "API_TOKEN", value = "$(API_TOKEN)" },
    ]
    dsn         = "postgres://app:hunter2@db/app"
    args        = ["--password=hunter2", "--token", "hunter2", "--verbose"]
    id          = "AKIAHUNTER2IOSFODNN7"
    credentials = "app:hunter2"
    github      = "ghp_hunter2abcdefghijklmnopqrstuvwxyz0123"
    admin       = { existingSecret = "grafana", passwordKey = "password", tokenExpiration = "24h" }
    key         = "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n"
  }"#,
        )
        .finds(9),
        chart("secrets-in-values-heredoc", "  values = {\n    config = <<EOT\nuser: app\npassword: hunter2\nEOT\n  }"),
        pulled(
            "secrets-in-values-production",
            "profile  = \"production\"\napplication \"prometheus\" {\n  values = { grafana = { adminPassword = \"hunter2\" } }\n}\n",
        ),
        Case::environment(
            "secrets-in-tags",
            "tags = { Deploy = \"ghp_hunter2abcdefghijklmnopqrstuvwxyz0123\", Token = \"hunter2\" }",
        )
        .finds(2),
    ]
}

fn in_addresses() -> Vec<Case> {
    vec![
        repository("secrets-in-repository", "https://user:hunter2@github.com/acme/cells.git"),
        repository("secrets-in-repository-token-only", "https://ghp_hunter2@github.com/acme/cells.git"),
        repository("secrets-in-repository-with-escapes", "https://user:hunter2\\u0040github.com/acme/cells.git"),
        repository("secrets-in-repository-without-scheme", "user:hunter2@github.com/acme/cells.git"),
        repository("secrets-in-repository-query", "https://github.com/acme/cells.git?token=hunter2"),
        repository(
            "secrets-in-repository-cut",
            "https://a-user-with-a-rather-long-name-for-robots:hunter2hunter2hunter2@github.com/acme/cells.git",
        ),
        chart("secrets-in-chart-repository", "  repository = \"https://user:hunter2@charts.example.com\""),
        chart("secrets-in-oci-repository", "  repository = \"oci://user:hunter2@ghcr.io/charts\""),
        pulled(
            "secrets-in-manifest",
            "argo_cd {\n  manifest = \"https://mirror.example.com/install.yaml?token=hunter2\"\n}\n",
        ),
    ]
}

fn beside_other_faults() -> Vec<Case> {
    vec![
        Case::environment("secrets-under-unknown-key", "password = \"hunter2\""),
        Case::hcl("secrets-beside-syntax-error", "fleet \"demo\" { password = \"hunter2\" owner = }\n"),
        pulled(
            "secrets-in-lists",
            "application \"bogus\" { values = { passwords = [\"hunter2\"], password = { value = \"hunter2\" } } }\n",
        ),
        Case::hcl("secrets-in-lists-beside-syntax-error", "fleet \"demo\" { passwords = [\"hunter2\"] owner = }\n"),
        Case::json("secrets-in-json", "{\"fleet\": {\"demo\": {\"apiToken\": \"hunter2\"}}}").finds(3),
    ]
}

#[test]
fn no_format_prints_a_secret() {
    let names: Vec<&str> = cases().iter().map(|case| case.name).collect();
    for Judged { case, built, formats } in JUDGED.iter().filter(|judged| names.contains(&judged.case.name)) {
        let texts = formats.iter().flat_map(|outcome| [&outcome.stdout, &outcome.stderr]).chain([&built.text]);
        let told: Vec<&String> = texts.filter(|text| !text.is_empty()).collect();
        assert_eq!(told.len(), 4, "{}: a format reports nothing", case.name);
        for text in told {
            assert!(text.contains("CELL"), "{}: nothing is reported: {text}", case.name);
            assert!(!text.to_ascii_lowercase().contains(SECRET), "{}: {text}", case.name);
        }
    }
}

/// The lines of a hunk do not show the key that a password stands below.
#[test]
fn a_patch_prints_neither_the_old_nor_the_new_secret() {
    let old = r#"  values = { passwords = ["a1", "b1", "c1", "d1", "e1", "hunter2"] }"#;
    let folder = chart("secrets-in-patch", old).folder_of_files();
    let new = chart("secrets-in-patch", &old.replace("hunter2", "hunter22"));
    chart("secrets-in-patch", old).call(&folder, &["build", "--out", "out"]);
    let changed = new.folder_of_files();
    std::fs::copy(changed.path().join("fleet.hcl"), folder.path().join("fleet.hcl")).unwrap();
    for format in ["human", "json"] {
        let output = new.call(&folder, &["build", "--check", "--out", "out", "--format", format]);
        let text = output.stdout + &output.stderr;
        assert!(text.contains("- ***\n") && text.contains("@@"), "{text}");
        assert!(!text.contains(SECRET), "{text}");
    }
}
