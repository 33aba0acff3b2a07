//! What a committed output folder says of a fleet that has no lock yet: a pull request may put anything there.

use std::fs;

use super::{CELL, Folder, HEAD};

#[test]
fn networks_that_no_build_cuts_say_nothing() {
    for (network, private) in [
        ("0.0.0.0/0", "10.0.0.0/32"),
        ("0.0.0.0/0", "10.0.0.0/31"),
        ("10.0.0.0/16", "10.0.0.0/32"),
        ("10.0.0.0/16", "10.0.0.0/29"),
    ] {
        let folder = Folder::with("fleet.hcl", format!("{HEAD}{CELL}"));
        folder.cellc(&["build"]).is_fine();
        fs::remove_file(folder.path("fleet.lock.json")).unwrap();
        let root = folder.path("out/environments/dev/cells/alpha/main.tf");
        let forged = forged(&fs::read_to_string(&root).unwrap(), network, private);
        assert!(forged.contains(network) && forged.contains(private), "{forged}");
        fs::write(root, forged).unwrap();
        let difference = folder.cellc(&["diff"]);
        assert_eq!((difference.code, difference.text.as_str()), (Some(2), ""), "{network} {private}");
        folder.cellc(&["build"]).says(&["main.tf", "--force"]);
        folder.cellc(&["build", "--force"]).is_fine();
    }
}

/// The root of a cell with another network, all of whose zones have one private subnet.
fn forged(root: &str, network: &str, private: &str) -> String {
    let values = [("vpc_cidr   = \"", network), ("private = \"", private)];
    values.iter().fold(root.to_owned(), |text, (name, value)| {
        let mut parts = text.split(name);
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |text, part| text + name + value + &part[part.find('"').unwrap()..])
    })
}
