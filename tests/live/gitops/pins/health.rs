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
        self.health(application)["status"].as_str().unwrap().to_owned()
    }

    fn health(&self, application: &Value) -> Value {
        let lua = Lua::new();
        lua.globals().set("obj", lua.to_value(application).unwrap()).unwrap();
        lua.from_value(lua.load(&self.0).eval().unwrap()).unwrap()
    }
}

/// The script of a new cell.
fn script() -> Script {
    let files = build("").files;
    let bootstrap = files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("gitops/dev/alpha/bootstrap/")?.to_owned(), text.clone())));
    Script::of(Some(&Content::Folder(bootstrap.collect()))).unwrap()
}

fn source(revision: &str) -> Value {
    json!({ "repoURL": REPOSITORY, "path": "a", "targetRevision": revision })
}

/// What an Application was compared with and found to be, and the last operation: revision and phase.
fn status((compared, state): (&str, &str), last: Option<(&str, &str)>, error: &str) -> Value {
    let compared = json!({ "source": source(compared), "destination": { "namespace": "argocd" } });
    let mut status = json!({
        "sync": { "status": state, "comparedTo": compared },
        "health": { "status": "Healthy" },
        "conditions": [],
    });
    if let Some((revision, phase)) = last {
        status["operationState"] = json!({ "phase": phase, "syncResult": { "source": source(revision) } });
    }
    if !error.is_empty() {
        status["conditions"] = json!([{ "type": "ComparisonError", "message": error }]);
    }
    status
}

/// What the status of an Application that points to v2 says about it.
#[test]
fn health_is_that_of_what_an_application_points_to_now() {
    const GONE: &str = "a: app path does not exist";
    let script = script();
    let judge = |status: &Value| {
        let spec = json!({ "source": source("v2"), "destination": { "namespace": "argocd" } });
        script.judge(&json!({ "spec": spec, "status": status }))
    };
    assert_eq!(judge(&json!({})), "Progressing", "nothing yet");
    for (name, compared, last, error, expected) in [
        ("of the old pin", ("v1", "Synced"), Some(("v1", "Succeeded")), "", "Progressing"),
        ("before its sync", ("v2", "OutOfSync"), Some(("v1", "Succeeded")), "", "Progressing"),
        ("after a failure of the old pin", ("v2", "OutOfSync"), Some(("v1", "Failed")), "", "Progressing"),
        ("in its sync", ("v2", "OutOfSync"), Some(("v2", "Running")), "", "Progressing"),
        ("after its sync", ("v2", "Synced"), Some(("v2", "Succeeded")), "", "Healthy"),
        ("with drift", ("v2", "OutOfSync"), Some(("v2", "Succeeded")), "", "Healthy"),
        ("where nothing differs", ("v2", "Synced"), Some(("v1", "Succeeded")), "", "Healthy"),
        ("after its failure", ("v2", "OutOfSync"), Some(("v2", "Failed")), "", "Degraded"),
        ("not there at its pin", ("v2", "Unknown"), None, GONE, "Healthy"),
        ("no longer there at its pin", ("v2", "Unknown"), Some(("v1", "Succeeded")), GONE, "Healthy"),
        ("not there at the old pin", ("v1", "Unknown"), None, GONE, "Progressing"),
        ("not to be rendered", ("v2", "Unknown"), None, "no such chart", "Progressing"),
    ] {
        assert_eq!(judge(&status(compared, last, error)), expected, "{name}");
    }
}

/// Neither keeps a wave waiting, but only one of them has nothing in the cell.
#[test]
fn an_application_that_its_pin_does_not_hold_says_whether_it_has_applied_something() {
    let spec = json!({ "source": source("v2"), "destination": { "namespace": "argocd" } });
    for (last, expected) in [
        (None, "its revision does not hold it yet"),
        (Some(("v1", "Succeeded")), "its revision does not hold it: what it applied before stays"),
    ] {
        let status = status(("v2", "Unknown"), last, "a: app path does not exist");
        let health = script().health(&json!({ "spec": spec, "status": status }));
        assert_eq!(health["message"], expected);
    }
}

/// An Application of a team may have several sources.
#[test]
fn the_first_of_several_sources_stands_for_all() {
    let sources = |revision: &str| json!([source(revision), source(revision)]);
    for (revision, expected) in [("v1", "Progressing"), ("v2", "Healthy")] {
        let compared = json!({ "source": { "repoURL": "" }, "sources": sources(revision), "destination": {} });
        let status =
            json!({ "sync": { "status": "Synced", "comparedTo": compared }, "health": { "status": "Healthy" } });
        let application = json!({ "spec": { "sources": sources("v2"), "destination": {} }, "status": status });
        assert_eq!(script().judge(&application), expected, "{revision}");
    }
}
