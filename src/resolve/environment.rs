//! Environments with cells of their own.

use std::collections::BTreeMap;

use super::Resolver;
use super::application::Usual;
use super::by_value::by_value;
use super::class::class;
use super::fleet::ResolvedFleet;
use super::namespace::Inherited;
use super::profile::{Defaults, defaults, profile_of};
use crate::decode::LabelledEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Application, Class, Endpoint, Environment, FlowLogs, HostedZone, IamDemands, Logs, Part, Partial, Perimeter,
};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{
    AccountId, Cidr, ClassId, DomainName, EnvironmentId, GitRevision, LogType, Name, Profile, QuotaName, Region,
    RetentionDays, TagKey, TagValue,
};

/// An environment as it is declared, with its name.
type Declared<'a> = (&'a Name, &'a LabelledEntry<spec::Environment>);

impl Resolver<'_> {
    /// All environments with cells of their own whose account and region are known.
    pub(super) fn environments(&mut self, fleet: &ResolvedFleet) -> BTreeMap<EnvironmentId, Environment> {
        let mut declared: Vec<_> = super::with_cells(self.spec).collect();
        declared.sort_by_key(|(name, _)| *name);
        let environment = |(name, entry): Declared<'_>| {
            let place = self.place(name, entry)?;
            Some((EnvironmentId::from(name.clone()), self.environment(fleet, (name, entry), place)))
        };
        declared.into_iter().filter_map(environment).collect()
    }

    /// Account and region; `decode` has found an environment of a text that lacks one.
    fn place<'a>(
        &mut self,
        name: &Name,
        environment: &'a LabelledEntry<spec::Environment>,
    ) -> Option<(&'a Spanned<AccountId>, &'a Spanned<Region>)> {
        let block = &environment.block;
        let missing = [("account", block.account.is_none()), ("region", block.region.is_none())];
        for (key, _) in missing.into_iter().filter(|(_, is_missing)| *is_missing) {
            let headline = format!("`{key}` is missing in environment `{name}`");
            let error =
                Diagnostic::error(Code::MISSING_KEY, environment.span(), headline).label(format!("needs `{key}`"));
            self.report(error.help("add it, or name the environment whose cells this one shares: `shares = \"dev\"`"));
        }
        block.account.as_ref().zip(block.region.as_ref())
    }

    fn environment(
        &mut self,
        fleet: &ResolvedFleet,
        (name, entry): Declared<'_>,
        (account, region): (&Spanned<AccountId>, &Spanned<Region>),
    ) -> Environment {
        let (block, span) = (&entry.block, entry.span());
        let profile = profile(name, entry).value;
        let defaults = defaults(profile);
        let tiers = self.tiers(block, None, defaults, span);
        let mirror = block.mirror.as_ref().map(super::fleet::mirror).or_else(|| fleet.mirror.clone());
        let (has_git, has_tiers) = (fleet.model.git.is_some(), !tiers.karpenter.is_empty());
        let usual = Usual { has_git, has_tiers, defaults, mirror: mirror.as_ref() };
        let applications = super::application::applications(block, usual, span);
        let logs = logs(block, defaults, span);
        let front_door = super::front_door::front_door(block, defaults, &logs.retention_days)
            .map(|door| super::front_door::with_replacements(door, name, self.known.lock));
        let environment = EnvironmentId::from(name.clone());
        let own_class = Spanned::new(ClassId { environment: environment.clone(), name: None }, span);
        let own_class = class(own_class, block, None, tiers, defaults, &applications);
        Environment {
            profile,
            account: account.clone(),
            region: region.clone(),
            deploy_role: block.deploy_role.clone(),
            organization_id: block.organization_id.as_ref().or(fleet.model.organization_id.as_ref()).cloned(),
            iam: iam(fleet, block),
            domain: domain(fleet, block, span),
            zone: block.dns.as_ref().map(hosted_zone),
            router: super::router::router(block, front_door.as_ref()),
            front_door,
            network: block.network,
            peers: block.peers.as_ref().map(|peers| peers.value.clone()).unwrap_or_default(),
            service_cidr: block.service_cidr.unwrap_or_else(|| Spanned::default_of(default_service_cidr(), span)),
            upgrade_policy: block.upgrade_policy,
            zonal_shift: block.zonal_shift,
            perimeter: block.perimeter.as_ref().map(perimeter),
            endpoint: endpoint(block, span),
            logs,
            flow_logs: flow_logs(block, defaults),
            deletion_window_days: deletion_window(block, defaults, span),
            access: super::access::entries(&environment, block, profile),
            roles: super::access::roles(block),
            workload_identities: super::access::workload_identities(block),
            namespaces: super::namespace::namespaces(block, &Inherited::new(fleet, name, block, defaults)),
            guests: BTreeMap::new(),
            argo_cd: super::application::argo_cd(block, mirror.as_ref(), span),
            mirror,
            sync: block.sync.unwrap_or_else(|| Spanned::default_of(defaults.sync, span)),
            revision: revision(fleet, block, span),
            tags: block.tags.as_ref().map(|tags| tags.value.clone()).unwrap_or_default(),
            resource_tags: resource_tags(fleet, name, block),
            quotas: quotas(block),
            own_class,
            named_classes: self.named_classes((name, entry), defaults, &applications),
            applications,
            origin: self.origin(span),
            partial: partial(block),
            name: Spanned::new(environment, span),
        }
    }

    fn named_classes(
        &mut self,
        (name, entry): Declared<'_>,
        defaults: &Defaults,
        applications: &[Application],
    ) -> BTreeMap<Name, Class> {
        let mut declared: Vec<_> = entry.block.class.iter().collect();
        declared.sort_by_key(|(name, _)| *name);
        let environment = EnvironmentId::from(name.clone());
        let named = |(name, own): (&Name, &LabelledEntry<spec::Class>)| {
            let tiers = self.tiers(&entry.block, Some(&own.block), defaults, own.span());
            let id = ClassId { environment: environment.clone(), name: Some(name.clone()) };
            let id = Spanned::new(id, own.span());
            (name.clone(), class(id, &entry.block, Some(&own.block), tiers, defaults, applications))
        };
        declared.into_iter().map(named).collect()
    }
}

/// A path of `/` is none: IAM puts there what names no path.
fn iam(fleet: &ResolvedFleet, block: &spec::Environment) -> IamDemands {
    let path = block.iam_path.as_ref().or(fleet.iam.path.as_ref());
    let boundary = block.permissions_boundary.as_ref().or(fleet.iam.boundary.as_ref());
    IamDemands { path: path.filter(|path| !path.is_usual()).cloned(), boundary: boundary.cloned() }
}

fn domain(fleet: &ResolvedFleet, block: &spec::Environment, span: Span) -> Option<Spanned<DomainName>> {
    let of_fleet = || fleet.model.domain.clone().map(|domain| Spanned::default_of(domain, span));
    block.domain.clone().or_else(of_fleet)
}

fn hosted_zone(dns: &Spanned<spec::HostedZone>) -> HostedZone {
    HostedZone {
        header: Spanned::new((), dns.span),
        zone_id: dns.zone_id.clone(),
        parent_zone_id: dns.parent_zone_id.clone(),
    }
}

fn quotas(block: &spec::Environment) -> BTreeMap<QuotaName, Spanned<u32>> {
    let stated = block.quotas.iter().flat_map(|quotas| quotas.value.iter());
    stated.map(|(name, value)| (*name, *value)).collect()
}

fn partial(block: &spec::Environment) -> Partial {
    Partial::from([
        (Part::Access, block.access.has_poison()),
        (Part::Namespaces, block.namespace.has_poison()),
        (Part::Roles, block.role.has_poison()),
    ])
}

/// The profile of an environment, and where it comes from.
pub(super) fn profile(name: &Name, environment: &LabelledEntry<spec::Environment>) -> Spanned<Profile> {
    let by_name = || Spanned::default_of(profile_of(name), environment.span());
    environment.block.profile.unwrap_or_else(by_name)
}

fn revision(fleet: &ResolvedFleet, block: &spec::Environment, span: Span) -> Spanned<GitRevision> {
    let written = block.revision.as_ref().or(fleet.revision.as_ref());
    let main = || "main".parse().expect("invariant: the default is a revision");
    let usual = || fleet.model.git.as_ref().map_or_else(main, |git| git.branch.value.clone());
    written.cloned().unwrap_or_else(|| Spanned::default_of(usual(), span))
}

/// EKS would pick between this and 10.100.0.0/16 by the VPC's range; neither can be changed later, so it is said.
fn default_service_cidr() -> Cidr {
    "172.20.0.0/16".parse().expect("invariant: the default is a network")
}

fn perimeter(perimeter: &Spanned<spec::Perimeter>) -> Spanned<Perimeter> {
    let (buckets, accounts) = (perimeter.buckets.as_ref(), perimeter.accounts.as_ref());
    let buckets = buckets.map(|buckets| by_value(&buckets.value)).unwrap_or_default();
    let accounts = accounts.map(|accounts| by_value(&accounts.value)).unwrap_or_default();
    Spanned::new(Perimeter { buckets, accounts }, perimeter.span)
}

fn endpoint(block: &spec::Environment, span: Span) -> Spanned<Endpoint> {
    let Some(endpoint) = &block.endpoint else {
        return Spanned::default_of(Endpoint { public: false, cidrs: Vec::new() }, span);
    };
    let public = endpoint.public.as_ref().is_some_and(|public| public.value);
    let cidrs = endpoint.cidrs.as_ref().map(|cidrs| cidrs.value.clone()).unwrap_or_default();
    Spanned::new(Endpoint { public, cidrs }, endpoint.span)
}

fn logs(block: &spec::Environment, defaults: &Defaults, span: Span) -> Logs {
    let logs = block.logs.as_ref();
    let written = logs.and_then(|logs| logs.types.as_ref());
    let types = match written {
        Some(types) => Spanned::new(types.iter().map(|kind| kind.value).collect(), types.span),
        None => Spanned::default_of(LogType::ALL.to_vec(), span),
    };
    let retention_days = logs.and_then(|logs| logs.retention_days);
    let usual = || Spanned::default_of(retention(None, defaults), span);
    Logs { types: types.map(in_order), retention_days: retention_days.unwrap_or_else(usual) }
}

fn in_order<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort();
    values.dedup();
    values
}

fn retention(written: Option<&Spanned<RetentionDays>>, defaults: &Defaults) -> RetentionDays {
    match written {
        Some(days) => days.value,
        None => RetentionDays::try_from(defaults.retention_days).expect("invariant: the default is an allowed number"),
    }
}

fn flow_logs(block: &spec::Environment, defaults: &Defaults) -> FlowLogs {
    let flow_logs = block.flow_logs.as_ref();
    let traffic = flow_logs.and_then(|logs| logs.traffic.as_ref()).map_or(defaults.flow_traffic, |t| t.value);
    let own = flow_logs.and_then(|logs| logs.retention_days.as_ref());
    let shared = block.logs.as_ref().and_then(|logs| logs.retention_days.as_ref());
    FlowLogs { traffic, retention_days: retention(own.or(shared), defaults) }
}

fn deletion_window(block: &spec::Environment, defaults: &Defaults, span: Span) -> Spanned<u32> {
    let written = block.encryption.as_ref().and_then(|encryption| encryption.deletion_window_days);
    written.unwrap_or_else(|| Spanned::default_of(defaults.deletion_window_days, span))
}

/// User tags first, then cellc's own, which nobody can override.
fn resource_tags(fleet: &ResolvedFleet, name: &Name, block: &spec::Environment) -> BTreeMap<TagKey, TagValue> {
    let declared = fleet.model.tags.iter().chain(block.tags.iter().flat_map(|tags| tags.value.iter()));
    let owner = block.owner.as_ref().map_or(&fleet.owner, |owner| &owner.value);
    let cost_centre = block.cost_centre.as_ref().map_or(&fleet.cost_centre, |cost_centre| &cost_centre.value);
    let mut tags = super::tags::tags(fleet, declared, owner, cost_centre);
    tags.insert(super::tags::key("Environment"), super::tags::value(name.as_str()));
    tags
}
