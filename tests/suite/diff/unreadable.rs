//! Files that cannot be read hide what they hold, and nothing else.

use cellc::diff::{diff, render as text};

use super::BEFORE;
use super::hand_written::{told, with};

#[test]
fn a_file_that_cannot_be_read_hides_only_what_it_holds() {
    const NETWORK: &str = "modules/prod-cell/network.tf";
    let broken = with(NETWORK, "resource \"aws_vpc\" {{");
    let difference = diff(&BEFORE, &broken);
    let unreadable: Vec<&str> = difference.unreadable.new.iter().map(|file| file.path.as_str()).collect();
    assert_eq!((unreadable, difference.unreadable.old.len()), (vec![NETWORK], 0));
    assert!(difference.has_unknown());
    let told = told(&difference);
    assert!(told.contains(&format!("{NETWORK} Unknown")), "{told:?}");
    assert!(told.contains(&"module.cell.aws_vpc.this Unknown".to_owned()), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("Destroy")), "{told:?}");
    // The file comes first, with one line for what it hides, and nothing is said twice.
    let shown = text::human(&difference);
    let group = shown.split("\n\n").find(|group| group.contains(NETWORK)).unwrap();
    let first = group.lines().find(|line| line.starts_with("  ?"));
    assert_eq!(first, Some(format!("  ?   {NETWORK}").as_str()), "{shown}");
    assert_eq!(shown.matches("so nobody can tell what becomes of ").count(), 1, "{shown}");
    assert!(!shown.contains("which may declare it"), "{shown}");
    assert!(!shown.contains("data loss"), "{shown}");
    // Other environments are told as ever.
    assert!(difference.unchanged > 0);
    let mut changed = broken.clone();
    let staging = "environments/staging/cells/staging/main.tf";
    let text = changed.get_mut(staging).unwrap();
    *text = text.replace("10.16.", "10.19.");
    let shown = text::human(&diff(&BEFORE, &changed));
    assert!(shown.contains("replaced in 1 cell: VPC"), "{shown}");
}

#[test]
fn a_file_of_settings_that_cannot_be_read_makes_them_unknown_and_not_another_state() {
    for file in ["backend.tf", "providers.tf"] {
        let path = format!("environments/prod/cells/alpha/{file}");
        assert!(BEFORE.contains_key(&path), "{path}");
        let broken = with(&path, "terraform {{");
        for difference in [diff(&BEFORE, &broken), diff(&broken, &BEFORE)] {
            assert_eq!(told(&difference), [format!("{path} Unknown")]);
            assert!(difference.has_unknown() && difference.replacing().next().is_none());
        }
    }
}
