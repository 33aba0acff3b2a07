//! What a person asks about the entry points of an environment: who is served where and under which names, what happens when a
//! cell fails and how long it takes, how to evacuate one, and in which order everything is applied and removed.

mod cells;
mod failure;
mod order;
mod served;
mod table;

use std::collections::BTreeSet;

use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::layout::{ENTRY_POINTS, RootKind};
use crate::lower::{self, header};
use crate::model::{Cell, Environment, Model, RecordPlan};
use crate::print::Comment;
use crate::values::{AccountId, Exposure};
use crate::verify::Fault;
use served::Served;

pub(super) const PRODUCER: Producer =
    Producer { name: "entry_points", source: file!(), owns: &[Owned::Folder(ENTRY_POINTS)], produce };

/// Everything that a document is made from.
struct DocumentContext<'a> {
    model: &'a Model,
    environment: &'a Environment,
    cells: Vec<&'a Cell>,
    /// Whether Route 53 reaches the cells.
    is_public: bool,
    /// Whether the router has a root already.
    has_router_root: bool,
    /// The accounts that have a root.
    baselines: BTreeSet<AccountId>,
}

/// How a standby comes to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takeover {
    /// Route 53 notices that the cell does not answer.
    Automatic,
    /// Somebody evacuates the cell.
    BySwitch,
    /// Not at all.
    Never,
}

impl DocumentContext<'_> {
    fn takeover(&self) -> Takeover {
        let has_switch = self.environment.router.as_ref().is_some_and(|router| router.evacuation.is_some());
        match (self.is_public, has_switch) {
            (true, _) => Takeover::Automatic,
            (false, true) => Takeover::BySwitch,
            (false, false) => Takeover::Never,
        }
    }
}

fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let environments = model.model().environments.values();
    let with_entry_points: Vec<&Environment> =
        environments.filter(|it| it.front_door.is_some() || it.router.is_some()).collect();
    if with_entry_points.is_empty() {
        return Vec::new();
    }
    let baselines: BTreeSet<AccountId> = lower::lower_accounts(model)
        .iter()
        .filter_map(|root| match RootKind::of_folder(&root.path)? {
            RootKind::Account(account) => Some(account),
            _ => None,
        })
        .collect();
    for environment in with_entry_points {
        let path = format!("{ENTRY_POINTS}/{}.md", environment.name.value);
        sink.file(&path, &document(model.model(), environment, &baselines, &path));
    }
    Vec::new()
}

fn document(model: &Model, environment: &Environment, baselines: &BTreeSet<AccountId>, path: &str) -> String {
    let door = environment.front_door.as_ref();
    let zone_id = environment.zone.as_ref().and_then(|zone| zone.zone_id.as_ref());
    let context = DocumentContext {
        model,
        environment,
        cells: model.cells_of(&environment.name.value).collect(),
        is_public: door.is_some_and(|door| door.exposure.value == Exposure::Public),
        has_router_root: environment.router.is_some() && zone_id.is_some(),
        baselines: baselines.clone(),
    };
    let plan = RecordPlan::of(model, environment);
    let served = plan.as_ref().map(Served::of).unwrap_or_default();
    let title = format!("# Entry points of environment {}\n", environment.name.value);
    let sections = [
        head(&context, path),
        title,
        cells::section(&context),
        served::section(&context, &served),
        failure::section(&context, &served),
        failure::evacuation(&context),
        order::section(&context),
        cells::sharing(&context),
    ];
    sections.concat()
}

fn head(context: &DocumentContext<'_>, path: &str) -> String {
    let cells = context.cells.iter().map(|cell| cell.origin.as_str());
    let tenants = context.model.tenants.iter().map(|(_, tenant)| tenant.origin.as_str());
    let own = [context.model.fleet.origin.as_str(), context.environment.origin.as_str()].into_iter();
    let origins: BTreeSet<String> =
        own.chain(cells).chain(tenants).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let origins: Vec<String> = origins.into_iter().collect();
    let purpose = "Who is served where, and what happens when a cell fails.";
    let lines = header(&origins, purpose);
    format!("{}\n", Comment::of_file(path).lines(lines.iter().map(String::as_str)))
}
