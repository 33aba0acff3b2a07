//! Environments that share the cells of another.

use std::collections::BTreeMap;

use super::Resolver;
use super::class::{Shape, profile};
use super::fleet::ResolvedFleet;
use super::namespace::Inherited;
use super::profile::defaults;
use crate::decode::LabelledEntry;
use crate::model::{AccessEntry, Class, Namespace, Obstacle, Share};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{Name, Profile};

impl Resolver<'_> {
    /// All environments without cells of their own, by name. What they bring joins the classes of their hosts, each
    /// name once; what a rule finds wrong with it stays out.
    pub(super) fn shares(&mut self, fleet: &ResolvedFleet, shapes: &mut [Shape]) -> Vec<Share> {
        let spec = self.spec;
        let mut entries: Vec<_> = spec.environment.iter().collect();
        entries.retain(|(_, entry)| entry.block.shares.is_some());
        entries.sort_by_key(|(name, _)| *name);
        let mut claims: BTreeMap<&Name, Vec<Spanned<Name>>> = BTreeMap::new();
        for (cell, entry) in spec.cell.iter() {
            let named = &entry.block.environment;
            claims.entry(named).or_default().push(Spanned::new(cell.clone(), named.span));
        }
        let convert = |(name, entry)| {
            let claimed_by = claims.remove(name).unwrap_or_default();
            self.share(fleet, (name, entry), claimed_by, shapes)
        };
        let guests: Vec<Share> = entries.into_iter().filter_map(convert).collect();
        let mut by_host: BTreeMap<&Name, Vec<&Share>> = BTreeMap::new();
        for guest in guests.iter().filter(|guest| guest.obstacle.is_none()) {
            by_host.entry(&guest.host.value).or_default().push(guest);
        }
        for (host, guests) in by_host {
            classes_of(host, shapes).for_each(|class| join(class, &guests));
        }
        guests
    }

    fn share(
        &mut self,
        fleet: &ResolvedFleet,
        (name, entry): (&Name, &LabelledEntry<spec::Environment>),
        claimed_by: Vec<Spanned<Name>>,
        shapes: &[Shape],
    ) -> Option<Share> {
        let block = &entry.block;
        let host = block.shares.clone()?;
        let profile = profile(name, entry);
        let inherited = Inherited::new(fleet, name, block, defaults(profile.value));
        Some(Share {
            environment: Spanned::new(name.clone(), entry.span()),
            obstacle: self.obstacle(name, &host, profile.value, shapes),
            host,
            profile,
            namespaces: super::namespace::namespaces(block, &inherited),
            access: super::access::entries(name, block, profile.value),
            keys_of_cells: keys_of_cells(block),
            claimed_by,
            origin: self.origin(entry.span()),
            namespaces_are_partial: block.namespace.has_poison(),
        })
    }

    fn obstacle(&mut self, name: &Name, host: &Spanned<Name>, profile: Profile, shapes: &[Shape]) -> Option<Obstacle> {
        if host.value == *name {
            return Some(Obstacle::Itself);
        }
        if self.spec.environment.get(host).is_some_and(|entry| entry.block.shares.is_some()) {
            return Some(Obstacle::HasNoCells);
        }
        let first = shapes.partition_point(|shape| shape.class.environment < host.value);
        let Some(shape) = shapes.get(first).filter(|shape| shape.class.environment == host.value) else {
            // One that was built in Rust without an account is there, and was reported.
            if self.spec.environment.get(host).is_none() {
                self.unknown_environment(&[host]);
            }
            return Some(Obstacle::Unknown);
        };
        [profile, shape.class.profile].contains(&Profile::Production).then_some(Obstacle::Production)
    }
}

/// The classes of an environment; classes are in the order of their environments.
fn classes_of<'a>(environment: &'a Name, shapes: &'a mut [Shape]) -> impl Iterator<Item = &'a mut Class> {
    let first = shapes.partition_point(|shape| shape.class.environment < *environment);
    let classes = shapes.iter_mut().skip(first).map(|shape| &mut shape.class);
    classes.take_while(|class| class.environment == *environment)
}

fn join(class: &mut Class, guests: &[&Share]) {
    let origins = guests.iter().map(|guest| (guest.environment.value.clone(), guest.origin.clone()));
    class.guests = origins.collect();
    let named = |namespace: Namespace| (namespace.name.value.clone(), namespace);
    let mut namespaces: BTreeMap<Name, Namespace> = class.namespaces.drain(..).map(named).collect();
    for namespace in guests.iter().flat_map(|guest| &guest.namespaces) {
        namespaces.entry(namespace.name.value.clone()).or_insert_with(|| namespace.clone());
    }
    class.namespaces = namespaces.into_values().collect();
    // Only now it is known which namespaces are whose.
    let named = |entry: &AccessEntry| (entry.name.value.clone(), entry.clone());
    let mut access: BTreeMap<Name, AccessEntry> = class.access.iter().map(named).collect();
    for guest in guests {
        for entry in guest.access.iter().filter(|entry| guest.stray(entry, class).is_none()) {
            access.entry(entry.name.value.clone()).or_insert_with(|| entry.clone());
        }
    }
    class.access = access.into_values().collect();
}

/// The keys that say something about cells, in the order of the reference.
#[expect(clippy::too_many_lines, reason = "one line a key")]
fn keys_of_cells(block: &spec::Environment) -> Vec<Spanned<&'static str>> {
    fn place<T>(value: Option<&Spanned<T>>) -> Vec<Span> {
        value.map(|value| value.span).into_iter().collect()
    }
    // A key that is new is not forgotten here.
    let spec::Environment {
        account,
        region,
        zones,
        network,
        peers,
        service_cidr,
        kubernetes,
        upgrade_policy,
        zonal_shift,
        deploy_role,
        nat,
        interface_endpoints,
        perimeter,
        session_manager,
        endpoint,
        logs,
        flow_logs,
        encryption,
        node_tier,
        add_on,
        workload_identity,
        quotas,
        role,
        application,
        argo_cd,
        sync,
        revision,
        class,
        tags,
        profile: _,
        shares: _,
        namespace: _,
        access: _,
        owner: _,
        cost_centre: _,
    } = block;
    let keys = [
        ("account", place(account.as_ref())),
        ("region", place(region.as_ref())),
        ("zones", place(zones.as_ref())),
        ("network", place(network.as_ref())),
        ("peers", place(peers.as_ref())),
        ("service_cidr", place(service_cidr.as_ref())),
        ("kubernetes", place(kubernetes.as_ref())),
        ("upgrade_policy", place(upgrade_policy.as_ref())),
        ("zonal_shift", place(zonal_shift.as_ref())),
        ("deploy_role", place(deploy_role.as_ref())),
        ("nat", place(nat.as_ref())),
        ("interface_endpoints", place(interface_endpoints.as_ref())),
        ("perimeter", place(perimeter.as_ref())),
        ("session_manager", place(session_manager.as_ref())),
        ("endpoint", place(endpoint.as_ref())),
        ("logs", place(logs.as_ref())),
        ("flow_logs", place(flow_logs.as_ref())),
        ("encryption", place(encryption.as_ref())),
        ("node_tier", node_tier.iter().map(|(_, entry)| entry.span()).collect()),
        ("add_on", add_on.iter().map(|(_, entry)| entry.span()).collect()),
        ("workload_identity", workload_identity.iter().map(|(_, entry)| entry.span()).collect()),
        ("quotas", place(quotas.as_ref())),
        ("role", role.iter().map(|(_, entry)| entry.span()).collect()),
        ("application", application.iter().map(|(_, entry)| entry.span()).collect()),
        ("argo_cd", place(argo_cd.as_ref())),
        ("sync", place(sync.as_ref())),
        ("revision", place(revision.as_ref())),
        ("class", class.iter().map(|(_, entry)| entry.span()).collect()),
        ("tags", place(tags.as_ref())),
    ];
    let keys = keys.into_iter().flat_map(|(key, places)| places.into_iter().map(move |place| Spanned::new(key, place)));
    keys.collect()
}
