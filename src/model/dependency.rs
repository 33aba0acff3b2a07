//! What the specification names outside the cells: things that several cells may depend on together.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cell, Environment, Model};
use crate::platform::ApplicationName;
use crate::source::Span;
use crate::values::{CellId, Cidr, EnvironmentId};

/// The cells that depend on something, by environment.
pub type Dependents<'a> = BTreeMap<&'a EnvironmentId, BTreeSet<&'a CellId>>;

/// Something outside the cells that the specification names for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency<'a> {
    /// What it is.
    pub kind: DependencyKind,
    /// Its name, as the specification writes it.
    pub name: String,
    /// Where it is named first.
    pub place: Span,
    /// The cells for which it is named.
    pub dependents: Dependents<'a>,
}

/// What something outside the cells is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DependencyKind {
    /// A bucket that the perimeter of isolated cells admits.
    Bucket,
    /// An account that the perimeter of isolated cells trusts.
    Account,
    /// A network that is routed to the cells.
    Peer,
    /// A network that a namespace connects to.
    Network,
    /// A hosted zone in which external-dns writes.
    Zone,
    /// A repository from which a namespace is deployed.
    Repository,
}

/// Something named for all cells of an environment, or only for those without a way out.
struct Named {
    kind: DependencyKind,
    name: String,
    place: Span,
}

impl Model {
    /// Everything outside the cells that the specification names for several of them, by name. Left out is what lies in the
    /// account of the cells, because the account is shared as a whole; the internet (`0.0.0.0/0`), because it says nothing about
    /// what is used there; and networks in which cells lie, which are wrong for other reasons.
    pub fn shared_dependencies(&self) -> Vec<Dependency<'_>> {
        let mut found: BTreeMap<String, Dependency<'_>> = BTreeMap::new();
        for (id, cells) in self.cells_of_environments() {
            let Some(environment) = self.environments.get(id) else { continue };
            let isolated = cells.iter().copied().filter(|cell| self.class_of(cell).is_isolated());
            let isolated: Vec<&Cell> = isolated.collect();
            for (named, users) in of_isolated(environment)
                .map(|named| (named, &isolated))
                .chain(of_all(environment).map(|named| (named, &cells)))
            {
                add(&mut found, named, id, users);
            }
        }
        let is_shared = |it: &Dependency<'_>| it.dependents.values().map(BTreeSet::len).sum::<usize>() > 1;
        let holds_cells = |it: &Dependency<'_>| {
            let network: Option<Cidr> = it.name.parse().ok();
            network.is_some_and(|network| self.cells.iter().any(|cell| cell.cidr.overlaps(network)))
        };
        found.into_values().filter(|it| is_shared(it) && !holds_cells(it)).collect()
    }
}

/// Counts cells among those that depend on something.
fn add<'a>(found: &mut BTreeMap<String, Dependency<'a>>, named: Named, id: &'a EnvironmentId, cells: &[&'a Cell]) {
    if cells.is_empty() {
        return;
    }
    let Named { kind, name, place } = named;
    let known = found.entry(name.clone());
    let known = known.or_insert_with(|| Dependency { kind, name, place, dependents: Dependents::new() });
    known.dependents.entry(id).or_default().extend(cells.iter().map(|cell| &cell.name.value));
}

/// What the perimeter admits beside the cells' own accounts.
fn of_isolated(environment: &Environment) -> impl Iterator<Item = Named> {
    let perimeter = environment.perimeter.iter();
    perimeter.flat_map(|perimeter| {
        let buckets = perimeter.buckets.iter().map(|it| named(DependencyKind::Bucket, &it.value, it.span));
        let accounts = perimeter.accounts.iter().map(|it| named(DependencyKind::Account, &it.value, it.span));
        buckets.chain(accounts)
    })
}

fn of_all(environment: &Environment) -> impl Iterator<Item = Named> {
    let peers = environment.peers.iter().map(|it| named(DependencyKind::Peer, &it.value, it.span));
    let zones = environment.application(ApplicationName::ExternalDns).and_then(|it| it.zones.as_ref());
    let zones = zones.into_iter().flat_map(|zones| zones.iter());
    let zones = zones.map(|it| named(DependencyKind::Zone, &it.value, it.span));
    let networks = environment.namespaces.iter().flat_map(|namespace| &namespace.egress).flat_map(|it| &it.cidrs);
    let networks = networks.filter(|network| !is_internet(network.value));
    let networks = networks.map(|it| named(DependencyKind::Network, &it.value, it.span));
    let repositories = environment.namespaces.iter().filter_map(|namespace| namespace.repository.as_ref());
    let repositories = repositories.map(|it| named(DependencyKind::Repository, &it.value, it.span));
    peers.chain(zones).chain(networks).chain(repositories)
}

fn named(kind: DependencyKind, name: &impl ToString, place: Span) -> Named {
    Named { kind, name: name.to_string(), place }
}

fn is_internet(network: Cidr) -> bool {
    network.prefix_len() == 0
}

impl DependencyKind {
    /// What it is, as words.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Account => "account",
            Self::Peer | Self::Network => "network",
            Self::Zone => "hosted zone",
            Self::Repository => "repository",
        }
    }
}
