//! Cells that run the output of cellc 0.1, where `root` reads itself at the pin and Applications hold charts and values.

use serde_json::{Value, json};

use super::argo_cd::{ArgoCd, name_of};
use super::repository::{Files, Repository, objects};
use super::{CELL, FIRST, MANUAL, SECOND, build_at, missing, settle};

/// An output as 0.1 laid it out.
fn as_of_0_1(revision: &str, environment: &str) -> Files {
    let output = build_at(revision, environment);
    let files: Files = output.files.iter().map(|(path, text)| (format!("out/{path}"), text.clone())).collect();
    let is_manual = environment.contains(MANUAL);
    let convert = |(path, text): (&String, &String)| {
        if path.starts_with(&format!("{CELL}/charts/")) {
            return None;
        }
        let text = if path.starts_with(&format!("{CELL}/applications/")) {
            with_chart(&files, objects(text).remove(0)).to_string()
        } else if path.ends_with("/bootstrap/root.yaml") {
            pinned_root(objects(text).remove(0), revision, is_manual).to_string()
        } else {
            text.clone()
        };
        Some((path.clone(), text))
    };
    files.iter().filter_map(convert).collect()
}

fn with_chart(files: &Files, mut application: Value) -> Value {
    let annotations = application["metadata"]["annotations"].as_object_mut().unwrap();
    annotations.remove("argocd.argoproj.io/sync-options");
    let source = &application["spec"]["source"];
    let folder = source["path"].as_str().unwrap().to_owned();
    let Some(chart) = files.get(&format!("{folder}/Chart.yaml")) else { return application };
    let dependency = objects(chart).remove(0)["dependencies"][0].clone();
    let mut helm = source["helm"].clone();
    helm.as_object_mut().unwrap().remove("valueFiles");
    if let Some(values) = files.get(&format!("{folder}/values.yaml")) {
        helm["valuesObject"] = objects(values).remove(0)[dependency["name"].as_str().unwrap()].clone();
    }
    application["spec"]["source"] = json!({
        "repoURL": dependency["repository"].as_str().unwrap().replace("oci://", ""),
        "targetRevision": dependency["version"],
        "chart": dependency["name"],
        "helm": helm,
    });
    application
}

fn pinned_root(mut root: Value, revision: &str, is_manual: bool) -> Value {
    root["spec"]["source"]["targetRevision"] = revision.into();
    if is_manual {
        root["spec"]["syncPolicy"].as_object_mut().unwrap().remove("automated");
    }
    root
}

/// A cell that 0.1 has built and pinned to v1.0.0, with everything synced.
fn old_cell(repository: &mut Repository, environment: &str, sync: &str) -> ArgoCd {
    repository.commit_files("main", as_of_0_1("v1.0.0", environment));
    repository.tag("v1.0.0");
    let mut cell = ArgoCd::bootstrap(&repository.folder("v1.0.0", &format!("{CELL}/bootstrap")).unwrap());
    for _ in 0..2 {
        settle(&mut cell, repository, sync);
    }
    assert_eq!(missing(&cell, repository, "v1.0.0"), [""; 0]);
    cell
}

/// The fault that the layout of today mends: the new pin stands only where nobody looks.
#[test]
fn a_pinned_cell_of_0_1_never_sees_another_revision() {
    for sync in ["", MANUAL] {
        let mut repository = Repository::default();
        let mut cell = old_cell(&mut repository, &format!("{sync}{FIRST}"), sync);
        repository.commit_files("main", as_of_0_1("v1.0.0", &format!("{sync}{SECOND}")));
        repository.tag("v2.0.0");
        repository.commit_files("main", as_of_0_1("v2.0.0", &format!("{sync}{SECOND}")));
        for _ in 0..3 {
            settle(&mut cell, &repository, sync);
        }
        assert!(cell.history.iter().all(|(_, revision)| revision != "v2.0.0"));
        assert!(missing(&cell, &repository, "v2.0.0").contains(&"bootstrap".to_owned()));
    }
}

/// The steps of `docs/operations.md`: build with the new cellc, tag, move the pin, and apply the two files by hand.
#[test]
fn a_cell_of_0_1_that_gets_the_documented_steps_follows_its_pins() {
    for sync in ["", MANUAL] {
        let (first, second) = (format!("{sync}{FIRST}"), format!("{sync}{SECOND}"));
        let mut repository = Repository::default();
        let mut cell = old_cell(&mut repository, &first, sync);
        let charts = cell.applied.clone();

        super::release(&mut repository, "v1.0.0", "v1.1.0", &first);
        let at_head =
            |folder: &str, file: &str| repository.folder("main", &format!("{CELL}/{folder}")).unwrap()[file].clone();
        let steps = [at_head("applications", "bootstrap.yaml"), at_head("bootstrap", "root.yaml")];
        cell.apply_by_hand(steps.iter().map(String::as_str));
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v1.1.0"), [""; 0]);
        let is_chart = |name: &&String| matches!(charts[*name], super::argo_cd::Content::Chart { .. });
        for name in charts.keys().filter(is_chart) {
            assert_eq!(cell.applied[name], charts[name], "{name}: another source, the same chart and values");
        }

        super::release(&mut repository, "v1.1.0", "v2.0.0", &second);
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v2.0.0"), [""; 0]);
    }
}

/// Why there are two files: where syncs are automatic, `bootstrap` puts back a `root` that its own pin does not hold.
#[test]
fn root_alone_does_not_stay_where_bootstrap_heals_it() {
    let mut repository = Repository::default();
    let mut cell = old_cell(&mut repository, FIRST, "");
    super::release(&mut repository, "v1.0.0", "v1.1.0", FIRST);
    let root = repository.folder("main", &format!("{CELL}/bootstrap")).unwrap()["root.yaml"].clone();
    cell.apply_by_hand([root.as_str()]);
    cell.settle(&repository);
    let root = cell.applications.values().find(|application| name_of(application) == "root").unwrap();
    assert_eq!(root["spec"]["source"]["targetRevision"], "v1.0.0");
}

/// A cell of 0.1 that follows a branch needs no steps.
#[test]
fn a_cell_of_0_1_that_follows_a_branch_moves_by_itself() {
    let mut repository = Repository::default();
    repository.commit_files("main", as_of_0_1("main", FIRST));
    let mut cell = ArgoCd::bootstrap(&repository.folder("main", &format!("{CELL}/bootstrap")).unwrap());
    cell.settle(&repository);
    repository.commit("main", &build_at("main", SECOND));
    cell.settle(&repository);
    assert_eq!(missing(&cell, &repository, "main"), [""; 0]);
}
