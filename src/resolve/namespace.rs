//! Namespaces, with the defaults of their profile.

use super::fleet::ResolvedFleet;
use super::profile::Defaults;
use super::storage;
use crate::decode::{Labelled, LabelledEntry};
use crate::model::{Connection, ContainerDefaults, Egress, Exposed, Namespace, Quota, Resources, Workload};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{EnvironmentId, Name, PodSecurity, Port, Quantity, TagValue, TransportProtocol};

/// What namespaces have from their environment.
pub(super) struct Inherited<'a> {
    pub(super) environment: &'a Name,
    pub(super) owner: &'a TagValue,
    pub(super) cost_centre: &'a TagValue,
    pub(super) defaults: &'a Defaults,
}

impl<'a> Inherited<'a> {
    /// What an environment gives, or the fleet where it says nothing.
    pub(super) fn new(
        fleet: &'a ResolvedFleet,
        environment: &'a Name,
        block: &'a spec::Environment,
        defaults: &'a Defaults,
    ) -> Self {
        Self {
            environment,
            owner: block.owner.as_ref().map_or(&fleet.owner, |owner| &owner.value),
            cost_centre: block.cost_centre.as_ref().map_or(&fleet.cost_centre, |centre| &centre.value),
            defaults,
        }
    }
}

/// All namespaces of an environment, by name.
pub(super) fn namespaces(block: &spec::Environment, inherited: &Inherited<'_>) -> Vec<Namespace> {
    sorted(&block.namespace, |name, entry| namespace(name, entry, inherited))
}

/// The blocks in the order of their names.
fn sorted<T, U>(blocks: &Labelled<Name, T>, convert: impl Fn(&Name, &LabelledEntry<T>) -> U) -> Vec<U> {
    let mut entries: Vec<_> = blocks.iter().collect();
    entries.sort_by_key(|(name, _)| *name);
    entries.into_iter().map(|(name, entry)| convert(name, entry)).collect()
}

fn namespace(name: &Name, entry: &LabelledEntry<spec::Namespace>, inherited: &Inherited<'_>) -> Namespace {
    let (block, span) = (&entry.block, entry.span());
    let container = container(block, span);
    let workload = |name: &Name, entry: &LabelledEntry<spec::Workload>| workload(name, entry, &container);
    let ports = block.ports.as_ref().map(|ports| plain(ports)).unwrap_or_default();
    let quota = quota(block, inherited.defaults, &container, span);
    Namespace {
        name: Spanned::new(name.clone(), span),
        environment: EnvironmentId::from(inherited.environment.clone()),
        domain: block.domain.as_ref().map_or(name, |domain| &domain.value).clone(),
        owner: block.owner.as_ref().map_or(inherited.owner, |owner| &owner.value).clone(),
        cost_centre: block.cost_centre.as_ref().map_or(inherited.cost_centre, |centre| &centre.value).clone(),
        repository: block.repository.clone(),
        pod_security: block.pod_security.unwrap_or_else(|| Spanned::default_of(PodSecurity::Restricted, span)),
        pod_max: pod_max(block, &container, &quota, span),
        quota,
        workloads: sorted(&block.workload, workload),
        admission: super::admission::admission(block, span),
        exposed: block.exposure.map(|exposure| Exposed { exposure, ports }),
        unexposed_ports: block
            .ports
            .as_ref()
            .filter(|_| block.exposure.is_none())
            .map(|ports| Spanned::new((), ports.span)),
        metrics_port: block.metrics_port,
        kubernetes_api: block.kubernetes_api.unwrap_or_else(|| Spanned::default_of(false, span)),
        connections: sorted(&block.connection, connection),
        egress: sorted(&block.egress, egress),
        container,
    }
}

/// What is not written follows what is: a default of requests never stands above limits that somebody wrote.
fn quota(block: &spec::Namespace, defaults: &Defaults, container: &ContainerDefaults, span: Span) -> Quota {
    let quota = block.quota.as_ref();
    let default = &defaults.quota;
    let requests = quota.and_then(|quota| quota.requests.as_ref()).map(resources);
    let limits = quota.and_then(|quota| quota.limits.as_ref()).map(resources);
    let limits = limits.unwrap_or_else(|| at_least(amounts(default.limits, span), requests.as_ref(), span));
    let pods = quota.and_then(|quota| quota.pods).unwrap_or(Spanned::default_of(default.pods, span));
    let (storage, largest_volume_claim) = storage::of_claims(quota, default, span);
    Quota {
        requests: requests.unwrap_or_else(|| at_most(amounts(default.requests, span), Some(&limits), span)),
        limits,
        ephemeral_storage: storage::of_nodes(quota, default, container, pods.value, span),
        pods,
        volume_claims: quota
            .and_then(|quota| quota.volume_claims)
            .unwrap_or(Spanned::default_of(default.volume_claims, span)),
        storage,
        largest_volume_claim,
    }
}

fn container(block: &spec::Namespace, span: Span) -> ContainerDefaults {
    let container = block.container.as_ref();
    let requests = container.and_then(|container| container.requests.as_ref()).map(resources);
    let limits = container.and_then(|container| container.limits.as_ref()).map(resources);
    let max = container.and_then(|container| container.max.as_ref()).map(resources);
    let limits = limits.unwrap_or_else(|| {
        let usual = at_least(amounts(("500m", "512Mi"), span), requests.as_ref(), span);
        at_most(usual, max.as_ref(), span)
    });
    ContainerDefaults {
        requests: requests.unwrap_or_else(|| at_most(amounts(("100m", "128Mi"), span), Some(&limits), span)),
        max: max.unwrap_or_else(|| at_least(amounts(("4", "8Gi"), span), Some(&limits), span)),
        ephemeral_storage: storage::of_container(container, span),
        limits,
    }
}

/// Containers of the largest size that a pod has room for by default: the main one, and a few beside it.
const CONTAINERS: u32 = 4;

/// The largest limits of a pod. By default it keeps out no pod of a few containers, however large, that the quota has room for.
fn pod_max(block: &spec::Namespace, container: &ContainerDefaults, quota: &Quota, span: Span) -> Resources {
    if let Some(pod) = &block.pod {
        return resources(&pod.max);
    }
    let most = |each: &Quantity| Spanned::default_of(each.times(CONTAINERS).unwrap_or_else(|| each.clone()), span);
    let usual = Resources { cpu: most(&container.max.cpu), memory: most(&container.max.memory) };
    at_most(usual, Some(&quota.limits), span)
}

fn workload(name: &Name, entry: &LabelledEntry<spec::Workload>, container: &ContainerDefaults) -> Workload {
    let (block, span) = (&entry.block, entry.span());
    let limits = block.limits.as_ref().map_or_else(|| inherited(&container.limits), resources);
    // Kubernetes takes limits for requests where only limits are written; the namespace's own default is never more.
    let usual = || at_most(container.requests.clone(), Some(&limits), span);
    Workload {
        name: Spanned::new(name.clone(), span),
        replicas: block.replicas,
        requests: block.requests.as_ref().map_or_else(usual, resources),
        limits,
        surge_percent: block.surge_percent.map_or(25, |percent| percent.value),
    }
}

/// What a workload has from its namespace: the workload leaves it out, wherever the namespace says it.
fn inherited(given: &Resources) -> Resources {
    let of = |quantity: &Spanned<Quantity>| Spanned::default_of(quantity.value.clone(), quantity.span);
    Resources { cpu: of(&given.cpu), memory: of(&given.memory) }
}

/// Amounts that nobody wrote.
fn amounts((cpu, memory): (&str, &str), span: Span) -> Resources {
    let default = |text: &str| {
        let quantity = text.parse::<Quantity>().expect("invariant: the default is a quantity");
        Spanned::default_of(quantity, span)
    };
    Resources { cpu: default(cpu), memory: default(memory) }
}

/// A default that is not above what is written.
fn at_most(usual: Resources, written: Option<&Resources>, span: Span) -> Resources {
    let Some(written) = written else { return usual };
    let least = |one: &Quantity, other: &Quantity| Spanned::default_of(one.min(other).clone(), span);
    Resources { cpu: least(&usual.cpu, &written.cpu), memory: least(&usual.memory, &written.memory) }
}

/// A default that is not below what is written.
fn at_least(usual: Resources, written: Option<&Resources>, span: Span) -> Resources {
    let Some(written) = written else { return usual };
    let most = |one: &Quantity, other: &Quantity| Spanned::default_of(one.max(other).clone(), span);
    Resources { cpu: most(&usual.cpu, &written.cpu), memory: most(&usual.memory, &written.memory) }
}

fn resources(written: &Spanned<spec::Resources>) -> Resources {
    Resources { cpu: written.cpu.clone(), memory: written.memory.clone() }
}

fn connection(name: &Name, entry: &LabelledEntry<spec::Connection>) -> Connection {
    let block = &entry.block;
    Connection {
        name: Spanned::new(name.clone(), entry.span()),
        to: block.to.clone(),
        ports: plain(&block.ports),
        protocol: block.protocol.map_or(TransportProtocol::Tcp, |protocol| protocol.value),
    }
}

fn egress(name: &Name, entry: &LabelledEntry<spec::Egress>) -> Egress {
    let block = &entry.block;
    Egress {
        name: Spanned::new(name.clone(), entry.span()),
        cidrs: block.cidrs.value.clone(),
        ports: plain(&block.ports),
        protocol: block.protocol.map_or(TransportProtocol::Tcp, |protocol| protocol.value),
    }
}

fn plain(ports: &[Spanned<Port>]) -> Vec<Port> {
    let mut ports: Vec<Port> = ports.iter().map(|port| port.value).collect();
    ports.sort();
    ports.dedup();
    ports
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(resources: &Resources) -> String {
        format!("{} {}", resources.cpu.value, resources.memory.value)
    }

    #[test]
    fn what_is_not_written_follows_what_is() {
        let of = |cpu, memory| amounts((cpu, memory), Span::NONE);
        let usual = || of("500m", "512Mi");
        for (written, least, most) in [
            (None, "500m 512Mi", "500m 512Mi"),
            (Some(of("100m", "1Gi")), "100m 512Mi", "500m 1Gi"),
            (Some(of("2", "128Mi")), "500m 128Mi", "2 512Mi"),
        ] {
            assert_eq!(text(&at_most(usual(), written.as_ref(), Span::NONE)), least);
            assert_eq!(text(&at_least(usual(), written.as_ref(), Span::NONE)), most);
        }
    }
}
