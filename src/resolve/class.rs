//! Environments and their classes.

use std::collections::BTreeMap;

use super::Resolver;
use super::application::Usual;
use super::fleet::ResolvedFleet;
use super::namespace::Inherited;
use super::profile::{Defaults, defaults, profile_of};
use crate::catalog::add_ons;
use crate::catalog::kubernetes::DEFAULT_MINOR;
use crate::decode::LabelledEntry;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::module_name;
use crate::model::{AddOn, Application, Class, Endpoint, FlowLogs, Logs, Perimeter};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{
    AccountId, AddOnName, ApplicationName, Cidr, ClassId, GitRevision, InterfaceEndpoint, KubernetesVersion, LogType,
    Name, NatMode, Profile, Region, RetentionDays, RoleArn, TagKey, TagValue, Zone,
};

/// A class, and what its cells inherit.
pub(super) struct Shape {
    pub(super) class: Class,
    pub(super) account: Spanned<AccountId>,
    pub(super) region: Spanned<Region>,
    pub(super) deploy_role: Option<Spanned<RoleArn>>,
    pub(super) revision: Spanned<GitRevision>,
    /// As written; [`None`] for the first of each cell's region.
    pub(super) zones: Option<Spanned<Vec<Zone>>>,
    /// How many zones a cell gets that writes none.
    pub(super) default_zones: usize,
}

/// Services without whose endpoint a cell without NAT cannot start nodes, pull images, or scale (EKS user guide,
/// "Deploy private clusters"; Karpenter, "Private Clusters"). `ssm` is for the parameters in which AWS publishes its images.
const PRIVATE_CLUSTER_ENDPOINTS: [&str; 11] =
    ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "kms", "logs", "sqs", "ssm", "sts"];

/// What Session Manager needs beside `ssm`. It does not need `ec2messages`, which carries Run Command (Systems Manager user
/// guide, "Reference: ec2messages, ssmmessages, and other API operations").
const SESSION_MANAGER_ENDPOINT: &str = "ssmmessages";

impl Resolver<'_> {
    /// All classes: of each environment the unnamed one first, then the named ones.
    pub(super) fn classes(&mut self, fleet: &ResolvedFleet) -> Vec<Shape> {
        let spec = self.spec;
        let mut environments: Vec<_> = super::with_cells(spec).collect();
        environments.sort_by_key(|(name, _)| *name);
        let mut shapes = Vec::new();
        for (name, environment) in environments {
            let Some(place) = self.place(name, environment) else { continue };
            shapes.push(self.shape(fleet, (name, environment), place, None));
            let mut classes: Vec<_> = environment.block.class.iter().collect();
            classes.sort_by_key(|(class, _)| *class);
            let shape = |class| self.shape(fleet, (name, environment), place, Some(class));
            shapes.extend(classes.into_iter().map(shape));
        }
        shapes
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

    fn shape(
        &mut self,
        fleet: &ResolvedFleet,
        (name, environment): (&Name, &LabelledEntry<spec::Environment>),
        (account, region): (&Spanned<AccountId>, &Spanned<Region>),
        class: Option<(&Name, &LabelledEntry<spec::Class>)>,
    ) -> Shape {
        let block = &environment.block;
        let own = class.map(|(_, entry)| &entry.block);
        let span = class.map_or(environment.span(), |(_, entry)| entry.span());
        let profile = profile(name, environment).value;
        let defaults = defaults(profile);
        let kubernetes = first(own.and_then(|class| class.kubernetes), block.kubernetes, default_kubernetes(), span);
        let (nat, session_manager) = network(block, own, defaults, span);
        let inherited = Inherited::new(fleet, name, block, defaults);
        let tiers = self.tiers(block, own, defaults, span);
        let usual = Usual { has_git: fleet.model.git.is_some(), has_tiers: !tiers.karpenter.is_empty(), defaults };
        let applications = super::application::applications(block, usual, span);
        let id = ClassId { environment: name.clone().into(), name: class.map(|(class, _)| class.clone()) };
        let class = Class {
            environment: name.clone(),
            name: class.map(|(class, _)| class.clone()),
            module: module_name(&id),
            profile,
            partition: region.partition(),
            network: block.network,
            peers: block.peers.as_ref().map(|peers| peers.value.clone()).unwrap_or_default(),
            service_cidr: block.service_cidr.unwrap_or_else(|| Spanned::new(default_service_cidr(), span)),
            interface_endpoints: interface_endpoints(block, nat.value, session_manager.value, &applications),
            written_endpoints: block.interface_endpoints.as_ref().map(|all| all.value.clone()).unwrap_or_default(),
            add_ons: resolved_add_ons(block, kubernetes.value, span),
            kubernetes,
            upgrade_policy: block.upgrade_policy,
            zonal_shift: block.zonal_shift,
            nat,
            perimeter: block.perimeter.as_ref().map(perimeter),
            session_manager,
            endpoint: endpoint(block, span),
            logs: logs(block, defaults, span),
            flow_logs: flow_logs(block, defaults),
            deletion_window_days: deletion_window(block, defaults, span),
            system: tiers.system,
            karpenter: tiers.karpenter,
            access: super::access::entries(name, block, profile),
            roles: super::access::roles(block),
            workload_identities: super::access::workload_identities(block),
            namespaces: super::namespace::namespaces(block, &inherited),
            guests: BTreeMap::new(),
            applications,
            argo_cd: super::application::argo_cd(block, span),
            sync: block.sync.unwrap_or_else(|| Spanned::new(defaults.sync, span)),
            tags: tags(fleet, name, block),
            origin: self.origin(environment.span()),
            access_is_partial: block.access.has_poison(),
            roles_are_partial: block.role.has_poison(),
            namespaces_are_partial: block.namespace.has_poison(),
            declared: Spanned::new((), span),
        };
        let zones = own.and_then(|class| class.zones.as_ref()).or(block.zones.as_ref());
        Shape {
            class,
            account: account.clone(),
            region: region.clone(),
            deploy_role: block.deploy_role.clone(),
            revision: revision(fleet, block, span),
            zones: zones.map(plain_zones),
            default_zones: defaults.zones,
        }
    }
}

/// What the class says, or else the environment, or else nobody.
fn first<T>(own: Option<Spanned<T>>, block: Option<Spanned<T>>, default: T, span: Span) -> Spanned<T> {
    own.or(block).unwrap_or_else(|| Spanned::new(default, span))
}

/// How nodes reach others, and how people reach nodes.
fn network(
    block: &spec::Environment,
    own: Option<&spec::Class>,
    defaults: &Defaults,
    span: Span,
) -> (Spanned<NatMode>, Spanned<bool>) {
    let nat = first(own.and_then(|class| class.nat), block.nat, defaults.nat, span);
    let sessions = own.and_then(|class| class.session_manager);
    (nat, first(sessions, block.session_manager, false, span))
}

/// The profile of an environment, and where it comes from.
pub(super) fn profile(name: &Name, environment: &LabelledEntry<spec::Environment>) -> Spanned<Profile> {
    let by_name = || Spanned::new(profile_of(name), environment.span());
    environment.block.profile.unwrap_or_else(by_name)
}

fn revision(fleet: &ResolvedFleet, block: &spec::Environment, span: Span) -> Spanned<GitRevision> {
    let written = block.revision.as_ref().or(fleet.revision.as_ref());
    let main = || "main".parse().expect("invariant: the default is a revision");
    let usual = || fleet.model.git.as_ref().map_or_else(main, |git| git.branch.value.clone());
    written.cloned().unwrap_or_else(|| Spanned::new(usual(), span))
}

/// A list of zones without the place of each.
pub(super) fn plain_zones(zones: &Spanned<Vec<Spanned<Zone>>>) -> Spanned<Vec<Zone>> {
    Spanned::new(zones.iter().map(|zone| zone.value.clone()).collect(), zones.span)
}

fn default_kubernetes() -> KubernetesVersion {
    KubernetesVersion::from_minor(DEFAULT_MINOR).expect("invariant: the default is a minor version")
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

fn by_value<T: Clone + Ord>(values: &[Spanned<T>]) -> Vec<Spanned<T>> {
    let mut values = values.to_vec();
    values.sort_by(|left, right| left.value.cmp(&right.value));
    values.dedup_by(|left, right| left.value == right.value);
    values
}

fn endpoint(block: &spec::Environment, span: Span) -> Spanned<Endpoint> {
    let Some(endpoint) = &block.endpoint else {
        return Spanned::new(Endpoint { public: false, cidrs: Vec::new() }, span);
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
        None => Spanned::new(LogType::ALL.to_vec(), span),
    };
    let retention_days = logs.and_then(|logs| logs.retention_days.as_ref());
    let place = retention_days.map_or(span, |days| days.span);
    Logs { types: types.map(in_order), retention_days: Spanned::new(retention(retention_days, defaults), place) }
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
    written.unwrap_or_else(|| Spanned::new(defaults.deletion_window_days, span))
}

/// Services that an application calls, beside those that every private cluster calls.
const fn called_by(name: ApplicationName) -> &'static [&'static str] {
    match name {
        ApplicationName::CloudWatch => &["monitoring"],
        ApplicationName::ExternalSecrets => &["secretsmanager"],
        ApplicationName::LoadBalancerController => &["acm"],
        ApplicationName::CertManager
        | ApplicationName::ExternalDns
        | ApplicationName::Karpenter
        | ApplicationName::Kubecost
        | ApplicationName::MetricsServer
        | ApplicationName::Prometheus => &[],
    }
}

fn interface_endpoints(
    block: &spec::Environment,
    nat: NatMode,
    session_manager: bool,
    applications: &[Application],
) -> Vec<InterfaceEndpoint> {
    let written = block.interface_endpoints.iter().flat_map(|endpoints| endpoints.value.iter());
    let mut endpoints: Vec<InterfaceEndpoint> = written.map(|endpoint| endpoint.value.clone()).collect();
    if nat == NatMode::None {
        let called = applications.iter().flat_map(|application| called_by(application.name.value));
        let sessions = session_manager.then_some(&SESSION_MANAGER_ENDPOINT);
        let required = PRIVATE_CLUSTER_ENDPOINTS.iter().chain(called).chain(sessions).map(|service| service.parse());
        endpoints.extend(required.map(|endpoint| endpoint.expect("invariant: the list holds service names")));
    }
    in_order(endpoints)
}

fn resolved_add_ons(
    block: &spec::Environment,
    kubernetes: KubernetesVersion,
    span: Span,
) -> BTreeMap<AddOnName, AddOn> {
    let add_on = |name: AddOnName| {
        let written = block.add_on.get(&name).map(|entry| &entry.block);
        let known = || {
            let entry = add_ons::entry(name.as_str(), kubernetes.minor())?;
            Some(Spanned::new(entry.parsed(), span))
        };
        let prefix_delegation = written.and_then(|add_on| add_on.prefix_delegation);
        let version = written.and_then(|add_on| add_on.version).or_else(known);
        (name, AddOn { version, prefix_delegation: prefix_delegation.unwrap_or_else(|| Spanned::new(false, span)) })
    };
    AddOnName::ALL.iter().copied().map(add_on).collect()
}

/// User tags first, then cellc's own, which nobody can override.
fn tags(fleet: &ResolvedFleet, name: &Name, block: &spec::Environment) -> BTreeMap<TagKey, TagValue> {
    let own = block.tags.iter().flat_map(|tags| tags.value.iter());
    let owner = block.owner.as_ref().map_or(&fleet.owner, |owner| &owner.value);
    let cost_centre = block.cost_centre.as_ref().map_or(&fleet.cost_centre, |cost_centre| &cost_centre.value);
    let mut tags = BTreeMap::from([(key("Domain"), value(fleet.model.name.as_str()))]);
    tags.extend(fleet.tags.clone());
    tags.extend(own.map(|(key, value)| (key.clone(), value.value.clone())));
    tags.extend([
        (key("Architecture"), value("Cellular")),
        (key("CostCentre"), cost_centre.clone()),
        (key("Environment"), value(name.as_str())),
        (key("Owner"), owner.clone()),
    ]);
    tags
}

fn key(text: &str) -> TagKey {
    text.parse().expect("invariant: a word is a tag key")
}

fn value(text: &str) -> TagValue {
    text.parse().expect("invariant: a name is a tag value")
}
