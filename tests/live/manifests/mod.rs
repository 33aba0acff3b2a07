//! Emitted manifests before real judges: the schemas of Kubernetes, of Karpenter, of Argo CD and of External Secrets, a reader
//! of YAML 1.1, and `kubectl kustomize`. `.ci/tools` installs them.

mod api_server;
mod controls;
mod judges;
mod karpenter;
mod kustomize;
mod nasty;
mod trees;

use crate::harness::tools;

#[test]
fn core_objects_fit_their_schema_and_a_reader_of_yaml_1_1_takes_every_file_for_what_it_says() {
    let Some(faults) = judges::kubernetes(trees::all()) else { return tools::skip_without_judges() };
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn custom_resources_fit_their_schemas_and_have_no_unknown_field() {
    let Some(faults) = judges::custom_resources(trees::all()) else { return tools::skip_without_judges() };
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_reader_of_yaml_1_1_takes_any_object_for_what_it_is() {
    let Some(faults) = judges::kubernetes(&nasty::files(1500)) else { return tools::skip_without_judges() };
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults[..faults.len().min(5)].join("\n"));
}

#[test]
fn objects_of_karpenter_meet_its_conditions() {
    let faults = karpenter::faults(trees::all());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_api_server_would_take_every_object() {
    let faults = api_server::faults(trees::all());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
