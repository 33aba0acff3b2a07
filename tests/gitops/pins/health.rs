//! The health of Applications, by the script that a cell's Argo CD is told to run.

use mlua::{Lua, LuaSerdeExt};
use serde_json::{Value, json};

use super::argo_cd::Content;
use super::repository::objects;
use super::{REPOSITORY, build};

/// A script in Lua.
#[derive(Debug)]
pub(super) struct Script(String);

impl Script {
    /// The script in what `bootstrap` has applied, if there is one.
    pub(super) fn of(bootstrap: Option<&Content>) -> Option<Self> {
        let Some(Content::Folder(files)) = bootstrap else { return None };
        let kustomization = objects(files.get("kustomization.yaml")?).remove(0);
        let patches = kustomization["patches"].as_array()?.iter();
        let patches = patches.flat_map(|patch| objects(patch["patch"].as_str().unwrap()));
        let mut scripts = patches.filter_map(|patch| {
            let script = &patch["data"]["resource.customizations.health.argoproj.io_Application"];
            script.as_str().map(str::to_owned)
        });
        scripts.next().map(Self)
    }

    /// The health of an Application.
    pub(super) fn judge(&self, application: &Value) -> String {
        let lua = Lua::new();
        lua.globals().set("obj", lua.to_value(application).unwrap()).unwrap();
        let health: mlua::Table = lua.load(&self.0).eval().unwrap();
        health.get("status").unwrap()
    }
}

/// What the status of an Application says about what it points to now.
#[test]
fn health_is_that_of_what_an_application_points_to_now() {
    let files = build("").files;
    let bootstrap = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("gitops/dev/alpha/bootstrap/")?.to_owned(), text.clone())));
    let script = Script::of(Some(&Content::Folder(bootstrap.collect()))).unwrap();
    let source = |revision: &str| json!({ "repoURL": REPOSITORY, "path": "a", "targetRevision": revision });
    let destination = json!({ "namespace": "argocd" });
    let sync = |revision: &str, state: &str| json!({ "status": state, "comparedTo": { "source": source(revision), "destination": destination } });
    let operation =
        |revision: &str, phase: &str| json!({ "phase": phase, "syncResult": { "source": source(revision) } });
    let error = |message: &str| json!([{ "type": "ComparisonError", "message": message }]);
    let cases = [
        ("nothing yet", json!({}), "Progressing"),
        (
            "of the old pin",
            json!({ "sync": sync("v1", "Synced"), "operationState": operation("v1", "Succeeded") }),
            "Progressing",
        ),
        (
            "before its sync",
            json!({ "sync": sync("v2", "OutOfSync"), "operationState": operation("v1", "Succeeded") }),
            "Progressing",
        ),
        (
            "after a failure of the old pin",
            json!({ "sync": sync("v2", "OutOfSync"), "operationState": operation("v1", "Failed") }),
            "Progressing",
        ),
        (
            "in its sync",
            json!({ "sync": sync("v2", "OutOfSync"), "operationState": operation("v2", "Running") }),
            "Progressing",
        ),
        (
            "after its sync",
            json!({ "sync": sync("v2", "Synced"), "operationState": operation("v2", "Succeeded") }),
            "Healthy",
        ),
        (
            "with drift",
            json!({ "sync": sync("v2", "OutOfSync"), "operationState": operation("v2", "Succeeded") }),
            "Healthy",
        ),
        (
            "where nothing differs",
            json!({ "sync": sync("v2", "Synced"), "operationState": operation("v1", "Succeeded") }),
            "Healthy",
        ),
        (
            "after its failure",
            json!({ "sync": sync("v2", "OutOfSync"), "operationState": operation("v2", "Failed") }),
            "Degraded",
        ),
        (
            "not there at its pin",
            json!({ "sync": sync("v2", "Unknown"), "conditions": error("a: app path does not exist") }),
            "Healthy",
        ),
        (
            "not there at the old pin",
            json!({ "sync": sync("v1", "Unknown"), "conditions": error("a: app path does not exist") }),
            "Progressing",
        ),
        (
            "not to be rendered",
            json!({ "sync": sync("v2", "Unknown"), "conditions": error("no such chart") }),
            "Progressing",
        ),
    ];
    for (name, mut status, expected) in cases {
        status["health"] = json!({ "status": "Healthy" });
        let application = json!({ "spec": { "source": source("v2"), "destination": destination }, "status": status });
        assert_eq!(script.judge(&application), expected, "{name}");
    }
    let sources = |revision: &str| json!([source(revision), source(revision)]);
    for (revision, expected) in [("v1", "Progressing"), ("v2", "Healthy")] {
        let compared = json!({ "source": { "repoURL": "" }, "sources": sources(revision), "destination": destination });
        let status =
            json!({ "sync": { "status": "Synced", "comparedTo": compared }, "health": { "status": "Healthy" } });
        let application = json!({ "spec": { "sources": sources("v2"), "destination": destination }, "status": status });
        assert_eq!(script.judge(&application), expected, "several sources");
    }
}
