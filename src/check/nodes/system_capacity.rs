use std::iter::Sum;

use crate::catalog::charts::{ARGO_CD, Workload};
use crate::catalog::instance_types::{self, InstanceFacts};
use crate::catalog::platform_resources::{self, AddOnPods};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment, SYSTEM_TIER, TIER_LABEL};
use crate::platform::{ApplicationName, Usual};

/// System nodes without room for what must run before Karpenter.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0506"),
    kind: Kind::Varies(&[
        (
            Kind::Fails,
            "if manifests define what runs and there is no room for the pods, or not enough CPU or memory even with the most nodes",
        ),
        (Kind::Mistake, "if no manifests say what runs, or more nodes would be enough"),
    ]),
    since: "0.1.0",
    docs: include_str!("system_capacity.md"),
    yields_to: &[],
    check,
};

/// What the kubelet keeps on nodes with fewer than 30 pods: 11 MiB a pod, 255 MiB and an eviction threshold of 100 MiB
/// (amazon-eks-ami, memory reservation).
const KUBELET_MIB: u32 = 11 * 29 + 255 + 100;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A single node is a finding of its own; that what usually runs does not fit there either is the same one.
    for (environment, class) in model.classes().filter(|(_, class)| class.system.min.value > 0) {
        let is_single = class.system.min.value == 1 && environment.applications.is_empty();
        let smallest = smallest(class).filter(|_| !is_single);
        diagnostics.extend(smallest.and_then(|facts| too_small(environment, class, facts)));
    }
}

/// The group may take any of its types, so the one with the least memory counts.
fn smallest(class: &Class) -> Option<&'static InstanceFacts> {
    let known = class.system.instance_types.iter().filter_map(|name| instance_types::get(&name.to_string()));
    known.min_by_key(|facts| (facts.memory_mib, facts.enis * facts.ipv4_per_eni))
}

fn too_small(environment: &Environment, class: &Class, facts: &InstanceFacts) -> Option<Diagnostic> {
    // One node alone is another rule's finding.
    let nodes = u64::from(class.system.min.value.max(2));
    let room = Amounts::of_node(facts, class, environment);
    let needed = needs(environment);
    // What runs is known where manifests say so; without them it is what usually does.
    let certain = if environment.applications.is_empty() { Kind::Mistake } else { Kind::Fails };
    let (kind, label) = if room.pods * nodes < needed.pods {
        let (pods, must) = (room.pods * nodes, needed.pods);
        (certain, format!("{nodes} × {} have room for {pods} pods, but {must} must run", facts.name))
    } else {
        let most = u64::from(class.system.max.value).max(nodes);
        // The most nodes that are still too few.
        let (nodes, shortage) =
            [most, nodes].into_iter().find_map(|count| Some((count, room.shortage(needed, count)?)))?;
        let is_hopeless = nodes == most;
        let at_most = if is_hopeless { "even " } else { "" };
        (
            if is_hopeless { certain } else { Kind::Mistake },
            format!("{at_most}{nodes} × {} have {shortage}", facts.name),
        )
    };
    let types = &class.system.instance_types;
    let headline = "the system nodes are too small for what must run before Karpenter";
    let finding = RULE.finding_as(kind, types.span, headline).label(label);
    let note = "CoreDNS, the EBS CSI controller, Karpenter, Argo CD and the platform's controllers";
    Some(finding.note(note).help("use a larger type, such as `m7g.large`, or in development `t4g.medium`"))
}

/// Pods and what they request, or the room for them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Amounts {
    pods: u64,
    millicores: u64,
    mib: u64,
}

impl Amounts {
    /// What a node has left for pods that are not on every node.
    fn of_node(facts: &InstanceFacts, class: &Class, environment: &Environment) -> Self {
        let daemons = daemons_of(environment);
        let left =
            |all: u32, kubelet: u32, daemons: u64| u64::from(all.saturating_sub(kubelet)).saturating_sub(daemons);
        Self {
            pods: left(facts.max_pods(class.address_mode()), 0, daemons.pods),
            millicores: left(facts.vcpus * 1000, kubelet_millicores(facts.vcpus), daemons.millicores),
            mib: left(facts.memory_mib, KUBELET_MIB, daemons.mib),
        }
    }

    fn of_workload(workload: &Workload, pods: u32) -> Self {
        let times = |amount: u32| u64::from(pods) * u64::from(amount);
        Self {
            pods: pods.into(),
            millicores: times(workload.requested_millicores()),
            mib: times(workload.requested_mib()),
        }
    }

    fn of_add_on(workload: &AddOnPods, pods: u32) -> Self {
        let times = |amount: u32| u64::from(pods) * u64::from(amount);
        Self { pods: pods.into(), millicores: times(workload.cpu_millicores), mib: times(workload.memory_mib) }
    }

    /// What an application needs of the system nodes, but for its daemons.
    fn of_application(name: ApplicationName) -> Self {
        let workloads = name.facts().brings.chart().pods.iter();
        let on_system_nodes = workloads.filter(|workload| workload.requires(TIER_LABEL, SYSTEM_TIER));
        on_system_nodes.map(|workload| Self::of_workload(workload, workload.replicas())).sum()
    }

    /// What so many nodes with this room lack, in words.
    fn shortage(self, needed: Self, nodes: u64) -> Option<String> {
        let (mib, millicores) = (self.mib * nodes, self.millicores * nodes);
        if mib < needed.mib {
            Some(format!("{mib} MiB left, but {} MiB are needed", needed.mib))
        } else if millicores < needed.millicores {
            Some(format!("{millicores}m of CPU left, but {}m are needed", needed.millicores))
        } else {
            None
        }
    }
}

impl Sum for Amounts {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), |sum, one| Self {
            pods: sum.pods + one.pods,
            millicores: sum.millicores + one.millicores,
            mib: sum.mib + one.mib,
        })
    }
}

/// Thousandths of a CPU that the kubelet keeps: 6 % of the first, 1 % of the second, 0.5 % of the next two and 0.25 % of all
/// others (amazon-eks-ami, CPU reservation).
fn kubelet_millicores(vcpus: u32) -> u32 {
    let share = |from: u32, to: u32, tenths: u32| vcpus.clamp(from, to).saturating_sub(from) * tenths;
    (share(0, 1, 600) + share(1, 2, 100) + share(2, 4, 50) + share(4, u32::MAX, 25)).div_ceil(10)
}

/// Everything that must have a place on the system nodes: Argo CD comes with patches that put all of it there.
fn needs(environment: &Environment) -> Amounts {
    let argo_cd = ARGO_CD.chart().pods.iter().map(|workload| Amounts::of_workload(workload, workload.replicas()));
    let add_ons = platform_resources::add_ons().iter().map(|pods| Amounts::of_add_on(pods, pods.replicas));
    argo_cd.chain(add_ons).chain(applications(environment).map(Amounts::of_application)).sum()
}

/// What runs on each node.
fn daemons_of(environment: &Environment) -> Amounts {
    let add_ons = platform_resources::add_ons().iter().filter(|pods| pods.daemon);
    let workloads = applications(environment).flat_map(|name| name.facts().brings.chart().pods.iter());
    let daemons = workloads.filter(|workload| workload.is_daemon()).map(|workload| Amounts::of_workload(workload, 1));
    add_ons.map(|pods| Amounts::of_add_on(pods, 1)).chain(daemons).sum()
}

/// What the cells of an environment run. Where no Git repository says so, it is what cells usually do.
fn applications(environment: &Environment) -> impl Iterator<Item = ApplicationName> {
    let is_unknown = environment.applications.is_empty();
    let usual =
        ApplicationName::ALL.iter().copied().filter(move |name| is_unknown && name.facts().usual != Usual::Never);
    environment.applications.iter().map(|application| application.name.value).chain(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_needs_what_its_containers_request() {
        for (name, pods, millicores, mib) in [
            (ApplicationName::LoadBalancerController, 2, 2 * 100, 2 * 128),
            (ApplicationName::CertManager, 5, 5 * 25, 2 * 128 + 2 * 64 + 128),
            (ApplicationName::Karpenter, 2, 2 * 250, 2 * 1024),
            (ApplicationName::MetricsServer, 2, 2 * 100, 2 * 200),
            // The agent's daemons are on each node and no pods of the system nodes.
            (ApplicationName::CloudWatch, 2, 2 * 100, 2 * 64),
            (ApplicationName::Prometheus, 0, 0, 0),
        ] {
            assert_eq!(Amounts::of_application(name), Amounts { pods, millicores, mib }, "{name}");
        }
    }

    #[test]
    fn the_kubelet_keeps_a_falling_share_of_each_cpu() {
        for (vcpus, millicores) in [(1, 60), (2, 70), (4, 80), (8, 90), (64, 230)] {
            assert_eq!(kubelet_millicores(vcpus), millicores, "{vcpus}");
        }
    }
}
