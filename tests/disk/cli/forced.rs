//! What `--force` takes away is named.

use std::fs;

use cellc_test_support::command_line::cellc;

#[test]
fn what_force_replaces_or_deletes_is_named_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let beta = "\ncell \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}\n";
    fs::write(folder.join("fleet.hcl"), super::example() + beta).unwrap();
    assert_eq!(cellc(folder, &["build"]).code, 0);
    let cells = folder.join("out/environments/dev/cells");
    let edit = |file: &str| {
        let text = fs::read_to_string(cells.join(file)).unwrap();
        fs::write(cells.join(file), text + "# by hand\n").unwrap();
    };
    edit("alpha/main.tf");
    edit("beta/main.tf");
    let versions = fs::read_to_string(cells.join("alpha/versions.tf")).unwrap();
    fs::write(cells.join("alpha/versions.tf"), versions.replace('\n', "\r\n")).unwrap();
    fs::write(folder.join("fleet.hcl"), super::example()).unwrap();
    assert_eq!(cellc(folder, &["build"]).code, 1);
    let told = cellc(folder, &["build", "--force"]);
    let named: Vec<&str> = told.stderr.lines().filter(|line| line.contains("`--force`")).collect();
    let line = |verb, file| {
        format!(
            "note: `--force` {verb} `out/environments/dev/cells/{file}`, which held changes that cellc did not make"
        )
    };
    assert_eq!((told.code, named), (0, vec![&*line("replaced", "alpha/main.tf"), &*line("deleted", "beta/main.tf")]));
    assert!(!cellc(folder, &["build", "--force"]).stderr.contains("`--force`"));
}
