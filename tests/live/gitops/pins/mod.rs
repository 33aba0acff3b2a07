//! A cell learns of its next revision: two and more builds of a specification, a repository, and an Argo CD that knows only what
//! is in the cell.

mod argo_cd;
mod health;
mod migration;
mod pinned;
mod repository;
mod scripts;

use std::collections::BTreeSet;

use cellc::pipeline::Output;

use super::{compile, fleet};
use argo_cd::{ArgoCd, applications_in, name_of, wave};
use repository::Repository;

const REPOSITORY: &str = "https://github.com/acme/cells.git";
const CELL: &str = "out/gitops/dev/alpha";
const MANUAL: &str = "  sync = \"manual\"\n";

const FIRST: &str = r#"
  application "cert-manager" {}
  namespace "cards" {}
  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    role       = "developer"
    namespaces = ["cards"]
  }
"#;
/// The same with another release of Argo CD, another chart, other values, one namespace and one role more.
const SECOND: &str = r#"
  argo_cd {
    version = "v3.5.9"
  }
  application "cert-manager" {
    version = "v1.21.3"
    values  = { replicaCount = 3 }
  }
  application "metrics-server" {
    values = { replicas = 3 }
  }
  namespace "cards" {}
  namespace "payments" {}
  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    role       = "developer"
    namespaces = ["cards", "payments"]
  }
"#;

fn build(environment: &str) -> Output {
    build_at("v1.0.0", environment)
}

/// A build in which cells follow a revision.
fn build_at(revision: &str, environment: &str) -> Output {
    compile(&fleet(environment).replace("\"v1.0.0\"", &format!("\"{revision}\"")))
}

/// The two commits by which cells get a change: one that makes it and is tagged, and one that moves the pin.
fn release(repository: &mut Repository, previous: &str, tag: &str, environment: &str) {
    repository.commit("main", &build_at(previous, environment));
    repository.tag(tag);
    repository.commit("main", &build_at(tag, environment));
}

fn new_cell(repository: &Repository) -> ArgoCd {
    ArgoCd::bootstrap(&repository.folder("main", &format!("{CELL}/bootstrap")).unwrap())
}

/// Lets the cell do what it does by itself, and what people do where nothing does.
fn settle(cell: &mut ArgoCd, repository: &Repository, sync: &str) {
    cell.settle(repository);
    if sync == MANUAL {
        cell.sync_by_hand(repository);
    }
}

/// What of a revision the cell does not run: the names of Applications.
fn missing(cell: &ArgoCd, repository: &Repository, revision: &str) -> Vec<String> {
    let files = repository.folder(revision, &format!("{CELL}/applications")).unwrap();
    let wanted = files.values().flat_map(|text| applications_in(text)).filter(|application| {
        let mut spec = application["spec"].clone();
        if spec["source"]["path"].is_string() {
            spec["source"]["targetRevision"] = revision.into();
        }
        cell.applied.get(name_of(application)) != Some(&argo_cd::wanted(repository, &spec).unwrap())
    });
    wanted.map(|application| name_of(&application).to_owned()).collect()
}

/// Everything below the cell's folder arrives: each folder, each chart, and Argo CD itself.
#[test]
fn a_pinned_cell_reaches_the_revision_that_its_pin_moves_to_and_comes_back() {
    for sync in ["", MANUAL] {
        let (first, second) = (format!("{sync}{FIRST}"), format!("{sync}{SECOND}"));
        let mut repository = Repository::default();
        release(&mut repository, "v0.0.1", "v1.0.0", &first);
        let mut cell = new_cell(&repository);
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v1.0.0"), [""; 0]);

        repository.commit("main", &build_at("v1.0.0", &second));
        repository.tag("v2.0.0");
        let before = cell.applied.clone();
        settle(&mut cell, &repository, sync);
        assert_eq!(cell.applied, before, "a change that no pin names reaches nobody");
        let changed = ["access", "bootstrap", "cert-manager", "metrics-server", "namespaces"];
        assert_eq!(missing(&cell, &repository, "v2.0.0"), changed);

        repository.commit("main", &build_at("v2.0.0", &second));
        cell.settle(&repository);
        if sync == MANUAL {
            assert_eq!(missing(&cell, &repository, "v2.0.0"), changed, "the pins arrive, and wait for somebody");
            let pins = cell.applications.values().filter(|application| name_of(application) != "root");
            assert!(pins.into_iter().all(|pin| pin["spec"]["source"]["targetRevision"] == "v2.0.0"));
        }
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v2.0.0"), [""; 0]);

        repository.commit("main", &build_at("v1.0.0", &second));
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v1.0.0"), [""; 0], "the pin moved back");
    }
}

#[test]
fn a_cell_that_follows_a_branch_takes_every_commit() {
    for (sync, branch) in [("", "main"), (MANUAL, "main"), ("", "staging")] {
        let mut repository = Repository::default();
        repository.commit("main", &build_at(branch, sync));
        for environment in [FIRST, SECOND, FIRST] {
            repository.commit(branch, &build_at(branch, &format!("{sync}{environment}")));
            let bootstrap = repository.folder(branch, &format!("{CELL}/bootstrap")).unwrap();
            let mut cell = ArgoCd::bootstrap(&bootstrap);
            settle(&mut cell, &repository, sync);
            assert_eq!(missing(&cell, &repository, branch), [""; 0], "{branch}");
        }
    }
}

/// There is no earlier tag that it could name, and no cell that would look for this one too early.
#[test]
fn the_very_first_commit_may_name_the_tag_that_it_gets() {
    for sync in ["", MANUAL] {
        let mut repository = Repository::default();
        repository.commit("main", &build_at("v1.0.0", &format!("{sync}{FIRST}")));
        repository.tag("v1.0.0");
        let mut cell = new_cell(&repository);
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v1.0.0"), [""; 0]);
    }
}

/// Before the commit with the pin there is nothing at the pin, and the cell waits.
#[test]
fn a_new_cell_starts_with_the_commit_that_pins_it() {
    for sync in ["", MANUAL] {
        let environment = format!("{sync}{FIRST}");
        let mut repository = Repository::default();
        repository.commit_files("main", [("README.md".to_owned(), String::new())].into());
        repository.tag("v1.0.0");
        repository.commit("main", &build_at("v1.0.0", &environment));
        repository.tag("v2.0.0");
        let mut cell = new_cell(&repository);
        settle(&mut cell, &repository, sync);
        assert!(cell.history.iter().all(|(name, _)| name == "root"), "{:?}", cell.history);
        repository.commit("main", &build_at("v2.0.0", &environment));
        settle(&mut cell, &repository, sync);
        assert_eq!(missing(&cell, &repository, "v2.0.0"), [""; 0]);
    }
}

/// An application that no pin holds yet keeps nobody waiting, also not those of later waves.
#[test]
fn an_application_may_be_added_before_its_pin_moves() {
    let mut repository = Repository::default();
    release(&mut repository, "v0.0.1", "v1.0.0", "");
    let mut cell = new_cell(&repository);
    cell.settle(&repository);
    repository.commit("main", &build(FIRST));
    repository.tag("v2.0.0");
    cell.settle(&repository);
    assert_eq!(cell.applications["cert-manager"]["status"]["sync"]["status"], "Unknown");
    assert_eq!(cell.applications["root"]["status"]["sync"]["status"], "Synced");
    repository.commit("main", &build_at("v2.0.0", FIRST));
    cell.settle(&repository);
    assert_eq!(missing(&cell, &repository, "v2.0.0"), [""; 0]);
}

/// Where syncs are automatic, an application goes as soon as `main` no longer has it, with what it made if nothing outlives it;
/// elsewhere it stays until somebody deletes it.
#[test]
fn an_application_that_is_removed_goes_by_itself_only_where_syncs_are_automatic() {
    const APPLICATIONS: &str = "  application \"external-secrets\" {}\n  application \"kubecost\" {}\n";
    for (sync, stay) in [("", [false, false]), (MANUAL, [true, true])] {
        let mut repository = Repository::default();
        release(&mut repository, "v0.0.1", "v1.0.0", &format!("{sync}{APPLICATIONS}"));
        let mut cell = new_cell(&repository);
        settle(&mut cell, &repository, sync);
        release(&mut repository, "v1.0.0", "v2.0.0", sync);
        settle(&mut cell, &repository, sync);
        let names = ["external-secrets", "kubecost"];
        assert_eq!(names.map(|name| cell.applications.contains_key(name)), stay);
        if sync == MANUAL {
            assert!(names.iter().all(|name| cell.applied.contains_key(*name)));
            assert_eq!(cell.applications["root"]["status"]["sync"]["status"], "OutOfSync", "it shows what should go");
            for name in names {
                cell.delete_by_hand(name);
            }
        }
        let left = names.map(|name| cell.applied.contains_key(name));
        assert_eq!(left, [true, false], "Secrets outlive the one, nothing outlives the other");
        assert_eq!(missing(&cell, &repository, "v2.0.0"), [""; 0]);
    }
}

/// An Application that has left the spec and may not go: with `prune`, Argo CD would sync `root` for ever.
#[test]
fn root_comes_to_rest_beside_an_application_that_people_have_to_delete() {
    let mut repository = Repository::default();
    release(&mut repository, "v0.0.1", "v1.0.0", &format!("{MANUAL}  application \"kubecost\" {{}}\n"));
    let mut cell = new_cell(&repository);
    settle(&mut cell, &repository, MANUAL);
    release(&mut repository, "v1.0.0", "v2.0.0", MANUAL);
    assert!(cell.comes_to_rest(&repository));
    assert_eq!(cell.applications["root"]["spec"]["syncPolicy"]["automated"], serde_json::json!({ "selfHeal": true }));
    cell.applications.get_mut("root").unwrap()["spec"]["syncPolicy"]["automated"]["prune"] = true.into();
    assert!(!cell.comes_to_rest(&repository), "the model knows the loop");
}

/// The projects of `bootstrap` admit the kinds that a release adds: before them, every other sync would be refused. The loops of
/// the documents name the waves that there are.
#[test]
fn bootstrap_has_the_first_wave_to_itself_and_the_documents_name_every_wave() {
    let output = build(FIRST);
    let files = output.files.iter().filter(|(path, _)| path.starts_with("gitops/dev/alpha/applications/"));
    let applications: Vec<_> = files.flat_map(|(_, text)| applications_in(text)).collect();
    let first: Vec<&str> = applications.iter().filter(|it| wave(it) == 0).map(name_of).collect();
    assert_eq!(first, ["bootstrap"]);
    let waves: BTreeSet<String> = applications.iter().map(|it| wave(it).to_string()).collect();
    let of_labels =
        applications.iter().map(|it| it["metadata"]["labels"]["cellc.io/wave"].as_str().unwrap().to_owned());
    assert_eq!(of_labels.collect::<BTreeSet<String>>(), waves);
    let expected = format!("for wave in {}; do", waves.into_iter().collect::<Vec<_>>().join(" "));
    for document in ["README.md", "docs/operations.md"] {
        let text = std::fs::read_to_string(document).unwrap();
        let loops: Vec<&str> = text.lines().map(str::trim).filter(|line| line.starts_with("for wave in")).collect();
        assert_eq!(loops, [expected.as_str()], "{document}");
    }
}

/// A cell that leaves the repository before it is destroyed goes on as it is.
#[test]
fn a_cell_whose_folder_is_gone_keeps_what_it_runs() {
    for sync in ["", MANUAL] {
        let mut repository = Repository::default();
        release(&mut repository, "v0.0.1", "v1.0.0", &format!("{sync}{FIRST}"));
        let mut cell = new_cell(&repository);
        settle(&mut cell, &repository, sync);
        let before = cell.applied.clone();
        repository.commit_files("main", [("README.md".to_owned(), String::new())].into());
        settle(&mut cell, &repository, sync);
        assert_eq!(cell.applied, before);
        assert_eq!(cell.applications["root"]["status"]["sync"]["status"], "Unknown");
    }
}

/// When a pin moves, a wave starts after all of the one before it are at the new pin.
#[test]
fn waves_wait_for_the_new_pin_and_not_for_the_status_of_the_old_one() {
    assert_eq!(out_of_order(None), [""; 0]);
    let naive = "local of = (obj.status or {}).health or {}; return { status = of.status or \"Progressing\" }";
    assert!(!out_of_order(Some(naive)).is_empty(), "the model knows the stale status");
}

/// Applications that do not run what the new pin names while one of a later wave already points to it.
/// With another health script, if there is one.
fn out_of_order(script: Option<&str>) -> Vec<String> {
    let mut repository = Repository::default();
    let commit = |repository: &mut Repository, revision: &str, environment: &str| {
        let mut output = build_at(revision, environment);
        let path = "gitops/dev/alpha/bootstrap/kustomization.yaml";
        let text = output.files.get_mut(path).unwrap();
        *text = script.map_or_else(|| text.clone(), |script| with_script(text, script));
        repository.commit("main", &output);
        repository.tag(revision);
    };
    commit(&mut repository, "v1.0.0", FIRST);
    let mut cell = new_cell(&repository);
    cell.settle(&repository);
    commit(&mut repository, "v2.0.0", SECOND);
    let mut late = BTreeSet::new();
    for _ in 0..30 {
        cell.step(&repository);
        let of_second = |application: &&serde_json::Value| application["spec"]["source"]["targetRevision"] == "v2.0.0";
        let newest = cell.applications.values().filter(of_second).map(wave).max().unwrap_or(0);
        let missing = missing(&cell, &repository, "v2.0.0");
        late.extend(missing.into_iter().filter(|name| wave(&cell.applications[name]) < newest));
    }
    assert_eq!(missing(&cell, &repository, "v2.0.0"), [""; 0]);
    late.into_iter().collect()
}

fn with_script(kustomization: &str, script: &str) -> String {
    let mut kustomization = repository::objects(kustomization).remove(0);
    for patch in kustomization["patches"].as_array_mut().unwrap() {
        let mut object = repository::objects(patch["patch"].as_str().unwrap()).remove(0);
        if let Some(health) = object.pointer_mut("/data/resource.customizations.health.argoproj.io_Application") {
            *health = script.into();
            patch["patch"] = object.to_string().into();
        }
    }
    kustomization.to_string()
}
