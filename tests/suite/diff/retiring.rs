//! A cell that is about to go: what no longer protects it, before anything is destroyed.

use cellc::diff::{diff, render};

use super::{Files, generated};

/// The cell behind a front door, in this state.
fn cell_in(state: &str) -> Files {
    let text = include_str!("../front_door.hcl");
    let stated = text.replacen("cell \"alpha\" {\n", &format!("cell \"alpha\" {{\n  state = \"{state}\"\n"), 1);
    assert_ne!(stated, text, "there is a cell `alpha`");
    generated(&[("fleet.hcl".to_owned(), stated)])
}

#[test]
fn only_retiring_turns_the_protections_of_a_front_door_off() {
    let told = |before: &str, after: &str| {
        let text = render::human(&diff(&cell_in(before), &cell_in(after)));
        ["enable_deletion_protection", "force_destroy"].map(|argument| {
            let line = text.lines().find(|line| line.contains(argument));
            line.map(|line| line.trim().to_owned()).unwrap_or_default()
        })
    };
    assert_eq!(told("active", "draining"), ["", ""]);
    let off = ["enable_deletion_protection: true → false", "force_destroy: false → true"];
    assert_eq!(told("draining", "retiring"), off);
    let on = ["enable_deletion_protection: false → true", "force_destroy: true → false"];
    assert_eq!(told("retiring", "draining"), on);
}
