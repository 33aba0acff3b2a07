//! What files of Helm say about the charts of their folder.

use serde_json::Value;

use super::fields::{all, text};
use crate::kubernetes::{Object, helm};

/// What a file of Helm says about the charts of its folder.
#[derive(Debug)]
pub(in crate::verify::manifests) enum Chart {
    /// The charts that it consists of: name and repository.
    Dependencies(Vec<(String, String)>),
    /// Those that values are for.
    Values(Vec<String>),
}

impl Chart {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let dependency = |it: &Value| (text(it, "name").to_owned(), text(it, "repository").to_owned());
        match &*object.kind {
            helm::CHART => Some(Self::Dependencies(all(body, "dependencies.*").map(dependency).collect())),
            helm::VALUES => Some(Self::Values(body.as_object().into_iter().flatten().map(|it| it.0.clone()).collect())),
            _ => None,
        }
    }
}
