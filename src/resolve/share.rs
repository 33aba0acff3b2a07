//! Environments that share the cells of another.

use std::collections::BTreeMap;

use super::Resolver;
use super::environment::profile;
use super::fleet::ResolvedFleet;
use super::namespace::Inherited;
use super::profile::defaults;
use crate::decode::{Block as _, LabelledEntry};
use crate::model::{AccessEntry, Environment, Namespace, Obstacle, Part, Partial, Share};
use crate::source::Spanned;
use crate::spec::{self, Spec};
use crate::values::{CellId, EnvironmentId, Name, Profile};

impl Resolver<'_> {
    /// All environments without cells of their own. What they bring joins their hosts, each name once; what a rule finds
    /// wrong with it stays out.
    pub(super) fn shares(
        &mut self,
        fleet: &ResolvedFleet,
        environments: &mut BTreeMap<EnvironmentId, Environment>,
    ) -> BTreeMap<EnvironmentId, Share> {
        let spec = self.spec;
        let mut entries: Vec<_> = spec.environment.iter().collect();
        entries.retain(|(_, entry)| entry.block.shares.is_some());
        entries.sort_by_key(|(name, _)| *name);
        let mut claims = claims(spec);
        let mut shares = BTreeMap::new();
        for (name, entry) in entries {
            let claimed_by = claims.remove(name).unwrap_or_default();
            let share = self.share(fleet, (name, entry), claimed_by, environments);
            shares.extend(share.map(|share| (share.environment.value.clone(), share)));
        }
        let mut by_host: BTreeMap<&EnvironmentId, Vec<&Share>> = BTreeMap::new();
        for guest in shares.values().filter(|guest| guest.obstacle.is_none()) {
            by_host.entry(&guest.host.value).or_default().push(guest);
        }
        for (host, guests) in by_host {
            if let Some(host) = environments.get_mut(host) {
                join(host, &guests);
            }
        }
        shares
    }

    fn share(
        &mut self,
        fleet: &ResolvedFleet,
        (name, entry): (&Name, &LabelledEntry<spec::Environment>),
        claimed_by: Vec<Spanned<CellId>>,
        environments: &BTreeMap<EnvironmentId, Environment>,
    ) -> Option<Share> {
        let block = &entry.block;
        let host = block.shares.as_ref()?;
        let profile = profile(name, entry);
        let inherited = Inherited::new(fleet, name, block, defaults(profile.value));
        let environment = EnvironmentId::from(name.clone());
        Some(Share {
            obstacle: self.obstacle(name, host, profile.value, environments),
            host: host.clone().map(EnvironmentId::from),
            profile,
            namespaces: super::namespace::namespaces(block, &inherited),
            access: super::access::entries(&environment, block, profile.value),
            keys_of_cells: keys_of_cells(block),
            claimed_by,
            origin: self.origin(entry.span()),
            partial: Partial::from([(Part::Namespaces, block.namespace.has_poison())]),
            environment: Spanned::new(environment, entry.span()),
        })
    }

    fn obstacle(
        &mut self,
        name: &Name,
        host: &Spanned<Name>,
        profile: Profile,
        environments: &BTreeMap<EnvironmentId, Environment>,
    ) -> Option<Obstacle> {
        if host.value == *name {
            return Some(Obstacle::Itself);
        }
        if self.spec.environment.get(host).is_some_and(|entry| entry.block.shares.is_some()) {
            return Some(Obstacle::HasNoCells);
        }
        let Some(environment) = environments.get(&host.value) else {
            // One that was built in Rust without an account is there, and was reported.
            if self.spec.environment.get(host).is_none() {
                self.unknown_environment(&[host]);
            }
            return Some(Obstacle::Unknown);
        };
        [profile, environment.profile].contains(&Profile::Production).then_some(Obstacle::Production)
    }
}

/// The cells that name each environment, and where they do.
fn claims(spec: &Spec) -> BTreeMap<&Name, Vec<Spanned<CellId>>> {
    let mut claims: BTreeMap<&Name, Vec<Spanned<CellId>>> = BTreeMap::new();
    for (cell, entry) in spec.cell.iter() {
        let named = &entry.block.environment;
        claims.entry(named).or_default().push(Spanned::new(CellId::from(cell.clone()), named.span));
    }
    claims
}

fn join(host: &mut Environment, guests: &[&Share]) {
    let origins = guests.iter().map(|guest| (guest.environment.value.clone(), guest.origin.clone()));
    host.guests = origins.collect();
    let named = |namespace: Namespace| (namespace.name.value.clone(), namespace);
    let mut namespaces: BTreeMap<Name, Namespace> = host.namespaces.drain(..).map(named).collect();
    for namespace in guests.iter().flat_map(|guest| &guest.namespaces) {
        namespaces.entry(namespace.name.value.clone()).or_insert_with(|| namespace.clone());
    }
    host.namespaces = namespaces.into_values().collect();
    // Only now it is known which namespaces are whose.
    let named = |entry: &AccessEntry| (entry.name.value.clone(), entry.clone());
    let mut access: BTreeMap<Name, AccessEntry> = host.access.iter().map(named).collect();
    for guest in guests {
        for entry in guest.access.iter().filter(|entry| guest.stray(entry, host).is_none()) {
            access.entry(entry.name.value.clone()).or_insert_with(|| entry.clone());
        }
    }
    host.access = access.into_values().collect();
}

/// The keys that say something about cells, in the order of the reference.
fn keys_of_cells(block: &spec::Environment) -> Vec<Spanned<&'static str>> {
    let of_cells = block.written().into_iter().filter(|(key, _)| key.of != Some(spec::OF_GUESTS));
    of_cells.map(|(key, span)| Spanned::new(key.name, span)).collect()
}
