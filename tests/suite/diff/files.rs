//! What is said of changes within files: manifests key by key, inputs of a root, and what is gone.

use cellc::diff::{Effect, diff, render as text};

use super::{BEFORE, CHANGES, edited};

/// The example after a change of some files of a cell, compared with the example.
fn changed_files(mut edit: impl FnMut(&str, &mut String)) -> String {
    let mut new = BEFORE.clone();
    for (path, text) in &mut new {
        if let Some(path) = path.strip_prefix("gitops/staging/staging/") {
            edit(path, text);
        }
    }
    text::human(&diff(&BEFORE, &new))
}

#[test]
fn every_chart_tells_its_own_version() {
    let mut versions = Vec::new();
    let told = changed_files(|path, text| {
        if path.ends_with("/Chart.yaml") {
            let version = format!("99.0.{}", versions.len());
            text.extend(["appVersion: ", &version, "\n"]);
            versions.push(version);
        }
    });
    assert!(versions.len() > 4);
    for version in versions {
        assert!(told.contains(&format!("appVersion: not set → \"{version}\"")), "{version}: {told}");
    }
}

#[test]
fn pins_that_move_together_are_one_line_and_the_root_is_another() {
    let told = changed_files(|path, text| {
        if path.starts_with("applications/") {
            *text = text.replace("v2026.11.1", "v2026.12.0");
        } else if path == "bootstrap/root.yaml" {
            *text = text.replace("targetRevision: main", "targetRevision: next");
        }
    });
    let lines: Vec<&str> = told.lines().map(str::trim).filter(|line| line.starts_with("spec.")).collect();
    let pins = "spec.source.targetRevision: \"v2026.11.1\" → \"v2026.12.0\"";
    assert_eq!(lines, [pins, "spec.source.targetRevision: \"main\" → \"next\""], "{told}");
    assert!(told.contains("\n  ~   gitops/bootstrap/root.yaml\n"), "{told}");
}

#[test]
fn quotas_limits_and_policies_are_told_key_by_key() {
    let told = changed_files(|path, text| {
        if path == "namespaces/identity.yaml" {
            *text = text.replace("services.nodeports: \"0\"", "services.nodeports: \"3\"");
        } else if path == "base/admission.yaml" {
            text.push_str("---\nkind: ValidatingAdmissionPolicy\nmetadata: {name: more.cellc.io}\n");
        }
    });
    for expected in [
        "ResourceQuota quota: spec.hard.services.nodeports: \"0\" → \"3\"",
        "+ ValidatingAdmissionPolicy more.cellc.io",
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn a_role_that_a_run_may_set_is_told() {
    let mut old = BEFORE.clone();
    let path = "environments/prod/cells/alpha/providers.tf";
    let text = old.get_mut(path).unwrap();
    *text = text.replace("var.deploy_role_arn", "\"arn:aws:iam::222222222222:role/terraform\"");
    let told = text::human(&diff(&old, &BEFORE));
    assert!(told.contains("assume_role.role_arn (input of a run): not set → var.deploy_role_arn"), "{told}");
}

/// What is destroyed has no successor to wait for, and a gravity alone says nothing.
#[test]
fn what_is_destroyed_says_what_is_gone() {
    let removing = ["nat_none", "interface_endpoint", "namespace_removed", "access_renamed"];
    for (name, edits) in CHANGES.iter().filter(|(name, _)| removing.contains(name)) {
        let after = edited(edits);
        for (old, new) in [(&*BEFORE, &after), (&after, &*BEFORE)] {
            let difference = diff(old, new);
            let changes = difference.groups.iter().flat_map(|group| &group.changes);
            for change in changes.filter(|change| change.effect == Effect::Destroy) {
                let loses = change.stakes.map_or("", |stakes| stakes.loses);
                assert!(!loses.contains("for a moment") && !loses.contains("until the new"), "{name}: {loses}");
            }
            let told = text::human(&difference);
            let bare = |line: &&str| ["harmless", "disruption", "outage", "data loss"].contains(&line.trim());
            assert_eq!(told.lines().find(bare), None, "{name}: {told}");
        }
    }
}
