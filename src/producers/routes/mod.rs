//! `routes/<environment>.json`: the map of an environment's router for proxies and other programs that route by themselves.
//! `docs/routes.md` describes it: its form is a contract, and changes with `format`.

mod document;

use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::layout::ROUTES;
use crate::verify::Fault;
use document::Routes;

pub(super) const PRODUCER: Producer =
    Producer { name: "routes", source: file!(), owns: &[Owned::Folder(ROUTES)], produce };

fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let model = model.model();
    for environment in model.environments.values() {
        if let Some(routes) = Routes::of(model, environment) {
            sink.file(&format!("{ROUTES}/{}.json", environment.name.value), &routes.to_string());
        }
    }
    Vec::new()
}
