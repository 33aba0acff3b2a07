//! Cells: their class, and what they declare for themselves.

use std::collections::BTreeMap;

use super::Resolver;
use super::profile::defaults;
use crate::decode::LabelledEntry;
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, did_you_mean, listing, plural};
use crate::layout;
use crate::lock::CellFacts;
use crate::model::{Cell, Class, Environment, Fleet, NetworkPlan, cluster_name};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{CellId, CellState, Cidr, EnvironmentId, Name, Region, Zone};

/// How many names are compared with unknown ones, all in all: thousands of cells may name thousands of environments.
const MOST_COMPARISONS: usize = 100_000;

/// A cell with the shape that it has.
#[derive(Clone, Copy)]
pub(super) struct Shaped<'a> {
    pub(super) name: &'a Name,
    pub(super) entry: &'a LabelledEntry<spec::Cell>,
    pub(super) environment: &'a Environment,
    pub(super) class: &'a Class,
}

impl Shaped<'_> {
    /// `environment/cell`, as the lock file names it.
    pub(super) fn key(&self) -> String {
        layout::cell_name(&self.environment.name, &CellId::from(self.name.clone()))
    }
}

/// How many names a help lists.
const MOST_LISTED: usize = 12;

impl Resolver<'_> {
    /// All cells whose environment and class are there, by name.
    pub(super) fn cells(&mut self, fleet: &Fleet, environments: &BTreeMap<EnvironmentId, Environment>) -> Vec<Cell> {
        let spec = self.spec;
        let mut cells: Vec<_> = spec.cell.iter().collect();
        cells.sort_by_key(|(name, _)| *name);
        self.unknown_environments();
        let shaped = cells.into_iter().filter_map(|(name, entry)| {
            let (environment, class) = self.class_of(entry, environments)?;
            Some(Shaped { name, entry, environment, class })
        });
        let shaped: Vec<Shaped<'_>> = shaped.collect();
        let ranges = self.ranges(&shaped);
        shaped.iter().filter_map(|shaped| Some(self.cell(fleet, shaped, *ranges.get(shaped.name)?))).collect()
    }

    fn class_of<'a>(
        &mut self,
        entry: &LabelledEntry<spec::Cell>,
        environments: &'a BTreeMap<EnvironmentId, Environment>,
    ) -> Option<(&'a Environment, &'a Class)> {
        let cell = &entry.block;
        let class = cell.class.as_ref().map(|class| &class.value);
        let environment = environments.get(&cell.environment.value);
        let found = environment.and_then(|environment| Some((environment, environment.class(class)?)));
        // That an environment which shares another's cells has none itself is for a rule to say.
        let has_cells = |name: &Name| self.spec.environment.get(name).is_some_and(|entry| entry.block.shares.is_none());
        if let Some(class) = cell.class.as_ref().filter(|_| found.is_none() && has_cells(&cell.environment)) {
            self.unknown_class(class, &cell.environment);
        }
        found
    }

    /// One finding an environment, however many cells name it.
    fn unknown_environments(&mut self) {
        let mut unknown: BTreeMap<&Name, Vec<&Spanned<Name>>> = BTreeMap::new();
        let environments = self.spec.cell.iter().map(|(_, cell)| &cell.block.environment);
        for name in environments.filter(|name| self.spec.environment.get(&name.value).is_none()) {
            unknown.entry(&name.value).or_default().push(name);
        }
        for names in unknown.into_values() {
            self.unknown_environment(&names);
        }
    }

    /// An environment that nothing declares, at all places that name it; one that could not be read is no news.
    pub(super) fn unknown_environment(&mut self, places: &[&Spanned<Name>]) {
        let Some((name, others)) = places.split_first() else { return };
        if self.spec.environment.is_poisoned(name.as_str()) {
            return;
        }
        let error =
            Diagnostic::error(codes::UNKNOWN_REFERENCE, name.span, format!("there is no environment `{}`", name.value));
        let hosts = super::with_cells(self.spec).map(|(name, _)| name.as_str());
        let error = match others.first() {
            Some(next) => error
                .label(format!("not declared, and named by {}", plural(places.len(), "cell")))
                .also(next.span, "the next of them"),
            None => error.label("not declared"),
        };
        let error = self.propose(error, places, hosts, self.hosts, "environment");
        self.report(error);
    }

    fn unknown_class(&mut self, class: &Spanned<Name>, environment: &Name) {
        let Some(entry) = self.spec.environment.get(environment) else { return };
        if entry.block.class.is_poisoned(class.as_str()) {
            return;
        }
        let headline = format!("environment `{environment}` has no class `{}`", class.value);
        let error = Diagnostic::error(codes::UNKNOWN_REFERENCE, class.span, headline).label("not declared");
        let error = error.also(entry.span(), "in this environment");
        let classes = entry.block.class.iter().map(|(name, _)| name.as_str());
        let error = self.propose(error, &[class], classes, entry.block.class.len(), "class");
        self.report(error);
    }

    /// Says what to write instead of a name that nothing has, at all its places; there are `count` names.
    fn propose<'a>(
        &mut self,
        error: Diagnostic,
        places: &[&Spanned<Name>],
        names: impl Iterator<Item = &'a str> + Clone,
        count: usize,
        kind: &str,
    ) -> Diagnostic {
        let Some(name) = places.first() else { return error };
        let near = (self.comparisons < MOST_COMPARISONS).then(|| did_you_mean(name.as_str(), names.clone())).flatten();
        self.comparisons += count;
        let declare = format!("declare `{kind} \"{}\" {{ … }}`", name.value);
        let listed: Vec<&str> = names.take(MOST_LISTED).collect();
        if let Some(near) = near {
            let certain = near.certain().map(|meant| format!("\"{meant}\""));
            let edits = certain.iter().flat_map(|meant| places.iter().map(|place| (place.span, meant.clone())));
            return error.help_editing(near.question(), edits);
        }
        let words = match count - listed.len() {
            0 if listed.is_empty() => declare,
            0 => format!("write {}, or {declare}", listing(listed, "or")),
            others => format!("write `{}` or one of {others} others, or {declare}", listed.join("`, `")),
        };
        error.help(words)
    }

    fn cell(&mut self, fleet: &Fleet, shaped: &Shaped<'_>, cidr: Spanned<Cidr>) -> Cell {
        let Shaped { name, entry, environment, class } = *shaped;
        let cell = &entry.block;
        let name = CellId::from(name.clone());
        let region = cell.region.clone().unwrap_or_else(|| environment.region.clone());
        let zones = zones(cell, environment, class, &region);
        let record = if cidr.is_written() { Span::NONE } else { self.known.lock.place_of_range(&shaped.key()) };
        let slots = self.zone_slots(shaped, &region, &zones, cidr.value);
        let account = cell.account.clone().unwrap_or_else(|| environment.account.clone());
        let (iam, organization_id) = self.demands_in(&account.value, environment);
        Cell {
            class: class.id.value.clone(),
            cluster: cluster_name(&fleet.name, &environment.name, &name),
            name: Spanned::new(name, entry.span()),
            account,
            region,
            organization_id,
            iam,
            deploy_role: cell.deploy_role.clone().or_else(|| environment.deploy_role.clone()),
            cidr,
            record,
            network: NetworkPlan::of_slots(cidr.value, &slots),
            slots,
            zones,
            revision: cell.revision.clone().unwrap_or_else(|| environment.revision.clone()),
            last_state: self.known.lock.cell(&shaped.key()).map(CellFacts::last_state),
            state: cell.state.unwrap_or_else(|| Spanned::default_of(CellState::Active, entry.span())),
            origin: self.origin(entry.span()),
        }
    }
}

/// Those that the cell names, or else its class, or else the first of its region.
fn zones(cell: &spec::Cell, environment: &Environment, class: &Class, region: &Region) -> Spanned<Vec<Spanned<Zone>>> {
    let place = cell.region.as_ref().map_or(class.span(), |region| region.span);
    let usual = || {
        let zones = region.default_zones(defaults(environment.profile).zones).into_iter();
        Spanned::default_of(zones.map(|zone| Spanned::default_of(zone, place)).collect::<Vec<_>>(), place)
    };
    let written = cell.zones.clone().or_else(|| class.zones.clone());
    let by_letter = |zone: Spanned<Zone>| zone.map(|zone| by_letter(&zone, region));
    written.unwrap_or_else(usual).map(|zones| zones.into_iter().map(by_letter).collect())
}

/// A zone of the region by its letter; one of another region as it is, for `check` to find.
fn by_letter(zone: &Zone, region: &Region) -> Zone {
    zone.within(region).unwrap_or_else(|_| zone.clone())
}
