//! What may move in the files of a cell, and what changes in them from build to build.

use std::collections::BTreeMap;

use cellc::pipeline::Output;
use serde_json::Value;

use super::argo_cd::{applications_in, name_of};
use super::{FIRST, MANUAL, SECOND, build_at, fleet};

/// Applications with the revision that each points to.
fn references(output: &Output) -> BTreeMap<String, String> {
    let applications = output.files.iter().filter(|(path, _)| path.starts_with("gitops/dev/alpha/"));
    let applications = applications.filter(|(path, _)| !path.contains("/charts/"));
    let applications = applications.flat_map(|(_, text)| applications_in(text));
    let reference = |application: Value| {
        let source = &application["spec"]["source"];
        assert_eq!(source["repoURL"], super::REPOSITORY);
        (name_of(&application).to_owned(), source["targetRevision"].as_str().unwrap().to_owned())
    };
    applications.map(reference).collect()
}

#[test]
fn one_reference_of_a_pinned_cell_moves() {
    for revision in ["v1.2.3", "0123456789abcdef0123456789abcdef01234567", "refs/tags/weekly"] {
        for environment in [FIRST.to_owned(), SECOND.to_owned(), format!("{MANUAL}{FIRST}")] {
            let mut references = references(&build_at(revision, &environment));
            assert_eq!(references.remove("root").as_deref(), Some("main"));
            assert!(references.len() > 5 && references.values().all(|it| it == revision), "{references:?}");
        }
    }
}

#[test]
fn every_reference_of_a_cell_that_follows_a_branch_is_that_branch() {
    for branch in ["main", "staging"] {
        let references = references(&build_at(branch, FIRST));
        assert!(references.values().all(|it| it == branch), "{references:?}");
    }
}

#[test]
fn the_branch_of_pins_is_the_one_of_the_spec_and_the_default_of_a_revision() {
    let with_branch = |text: &str| text.replace("revision   =", "branch     = \"trunk\"\n    revision   =");
    let pinned = references(&super::compile(&with_branch(&fleet(""))));
    assert_eq!((pinned["root"].as_str(), pinned["base"].as_str()), ("trunk", "v1.0.0"));
    let unpinned = with_branch(&fleet("")).replace("    revision   = \"v1.0.0\"\n", "");
    let following = references(&super::compile(&unpinned));
    assert!(following.values().all(|it| it == "trunk"), "{following:?}");
}

/// What `root` reads on the branch changes with the pin, with applications that come and go, and with nothing else: otherwise a
/// merge would change pinned cells at once.
#[test]
fn only_pins_change_in_the_folder_that_root_reads() {
    let changes = [
        ("values of a chart", "  application \"cert-manager\" {\n    values = { replicaCount = 3 }\n  }\n"),
        ("version of a chart", "  application \"cert-manager\" {\n    version = \"v1.21.3\"\n  }\n"),
        ("mirror of a chart", "  application \"karpenter\" {\n    repository = \"registry.example.com/charts\"\n  }\n"),
        ("Argo CD", "  argo_cd {\n    version = \"v3.5.9\"\n  }\n"),
        ("a namespace", "  namespace \"payments\" {}\n"),
        (
            "a role",
            "  access \"auditors\" {\n    principal = \"arn:aws:iam::111111111111:role/auditor\"\n    role = \"viewer\"\n  }\n",
        ),
        ("a tier", "  node_tier \"steady\" {\n    capacity = \"on-demand\"\n  }\n"),
        ("tags", "  owner = \"another-team\"\n"),
    ];
    for sync in ["", MANUAL] {
        let before = files(&build_at("v1.0.0", &format!("{sync}{FIRST}")));
        for (what, lines) in changes {
            let first = if lines.contains("cert-manager") {
                FIRST.replace("  application \"cert-manager\" {}\n", "")
            } else {
                FIRST.to_owned()
            };
            let after = files(&build_at("v1.0.0", &format!("{sync}{first}{lines}")));
            assert!(read_by_root(&before) == read_by_root(&after), "{what}");
            assert!(before != after, "{what} shows nowhere");
        }
        let moved = files(&build_at("v2.0.0", &format!("{sync}{FIRST}")));
        let replaced: BTreeMap<String, String> =
            read_by_root(&before).into_iter().map(|(path, text)| (path, text.replace("v1.0.0", "v2.0.0"))).collect();
        assert_eq!(read_by_root(&moved), replaced);
        let others = |files: &BTreeMap<String, String>| {
            let mut files = files.clone();
            files.retain(|path, _| !path.starts_with("applications/"));
            files
        };
        assert!(others(&moved) == others(&before), "a pin stands nowhere but in `applications`");
    }
}

/// What comes with an application changes the files of no other one: those are read before their charts have changed.
#[test]
fn an_application_more_changes_no_other_application() {
    const ALL: [&str; 8] = [
        "aws-load-balancer-controller",
        "cert-manager",
        "cloudwatch-observability",
        "external-secrets",
        "karpenter",
        "kubecost",
        "metrics-server",
        "prometheus",
    ];
    let nodes = "  node_tier \"system\" {\n    instance_types = [\"m7g.large\"]\n  }\n";
    let with = |names: &[&str]| {
        let blocks: Vec<String> = names.iter().map(|name| format!("  application \"{name}\" {{}}\n")).collect();
        let blocks = blocks.concat();
        read_by_root(&files(&build_at("v1.0.0", &format!("{nodes}{blocks}"))))
    };
    let all = with(&ALL);
    for name in ALL {
        let others: Vec<&str> = ALL.into_iter().filter(|other| *other != name).collect();
        for (path, text) in with(&others) {
            assert_eq!(Some(&text), all.get(&path), "{path} without {name}");
        }
    }
}

/// A chart is one release of the publisher's, its values are below the publisher's name, and the Application hands them on.
#[test]
fn charts_are_what_helm_and_argo_cd_take_them_for() {
    let output = build_at("v1.0.0", FIRST);
    let files = files(&output);
    let applications = read_by_root(&files);
    let applications: Vec<Value> = applications.values().flat_map(|text| applications_in(text)).collect();
    let mut found = Vec::new();
    for application in &applications {
        let source = &application["spec"]["source"];
        let Some((_, folder)) = source["path"].as_str().unwrap().split_once("/charts/") else { continue };
        let read = |file: &str| {
            files.get(&format!("charts/{folder}/{file}")).map(|text| super::repository::objects(text).remove(0))
        };
        let chart = read("Chart.yaml").unwrap();
        assert_eq!((chart["apiVersion"].as_str(), chart["name"].as_str()), (Some("v2"), Some(folder)));
        let [dependency] = chart["dependencies"].as_array().unwrap().as_slice() else { panic!("{chart}") };
        let values = read("values.yaml");
        let keys: Vec<&str> =
            values.iter().flat_map(|values| values.as_object().unwrap().keys().map(String::as_str)).collect();
        let text = |key: &str| dependency[key].as_str().unwrap();
        assert!(keys.iter().all(|key| *key == text("name")), "{keys:?}");
        assert_eq!(source["helm"]["valueFiles"].is_null(), values.is_none(), "{folder}");
        assert_eq!(source["helm"]["releaseName"], folder);
        let scheme = text("repository").split_once("://").unwrap().0.to_owned();
        found.push((folder.to_owned(), text("name").to_owned(), scheme));
    }
    let expected = [
        ("aws-load-balancer-controller", "aws-load-balancer-controller", "https"),
        ("cert-manager", "cert-manager", "https"),
        ("karpenter-crd", "karpenter-crd", "oci"),
        ("karpenter", "karpenter", "oci"),
        ("metrics-server", "metrics-server", "https"),
    ];
    let expected = expected.map(|(folder, name, scheme)| (folder.to_owned(), name.to_owned(), scheme.to_owned()));
    assert_eq!(found, expected);
    let folders =
        files.keys().filter_map(|path| path.strip_prefix("charts/")?.split_once('/').map(|(folder, _)| folder));
    assert!(
        folders.into_iter().all(|folder| found.iter().any(|(known, ..)| known == folder)),
        "a chart without Application"
    );
}

/// The files of the cell, by their paths in its folder.
fn files(output: &Output) -> BTreeMap<String, String> {
    let files = output.files.iter();
    files.filter_map(|(path, text)| Some((path.strip_prefix("gitops/dev/alpha/")?.to_owned(), text.clone()))).collect()
}

fn read_by_root(files: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut files = files.clone();
    files.retain(|path, _| path.starts_with("applications/"));
    files
}
