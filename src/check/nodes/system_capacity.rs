use std::iter::Sum;

use crate::catalog::charts::{ARGO_CD, Workload};
use crate::catalog::instance_types::{self, InstanceFacts};
use crate::check::Context;
use crate::check::facts::daemons;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment, SYSTEM_TIER, TIER_LABEL};
use crate::platform::ApplicationName;

/// System nodes without room for what must run before Karpenter.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0506"),
    kind: Kind::Varies(&[
        (
            Kind::Fails,
            "if manifests define what runs and there is no room for the pods, or not enough memory even with the most nodes",
        ),
        (Kind::Mistake, "if that is an estimate, or more nodes would be enough"),
    ]),
    since: "0.1.0",
    docs: include_str!("system_capacity.md"),
    yields_to: &[],
    check,
};

/// Where no Git repository says what will run: CoreDNS, the EBS CSI controller, Karpenter, the load balancer controller, external-dns and the metrics server in pairs,
/// cert-manager's three, Argo CD's seven: their charts' defaults.
const CONTROLLERS: u64 = 20;
/// CoreDNS and the EBS CSI controller in pairs.
const OF_ADD_ONS: u64 = 2 + 2;
/// What is kept free for a controller that requests nothing: such controllers need that much on average.
const CONTROLLER_MIB: u64 = 140;
/// What daemons request on each node.
const DAEMONS_MIB: u32 = 400;
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
    let pods = u64::from(facts.max_pods(class.address_mode()).saturating_sub(daemons_of(environment))) * nodes;
    let free_mib = |nodes: u64| u64::from(facts.memory_mib.saturating_sub(KUBELET_MIB + DAEMONS_MIB)) * nodes;
    let Needs { pods: controllers, mib: needed_mib } = needs(environment);
    // What runs is known where manifests say so; without them it is what usually does.
    let certain = if environment.applications.is_empty() { Kind::Mistake } else { Kind::Fails };
    let (kind, label) = if pods < controllers {
        (certain, format!("{nodes} × {} have room for {pods} pods, but {controllers} must run", facts.name))
    } else if free_mib(nodes) < needed_mib {
        let most = u64::from(class.system.max.value).max(nodes);
        let is_hopeless = free_mib(most) < needed_mib;
        let (kind, nodes) = if is_hopeless { (certain, most) } else { (Kind::Mistake, nodes) };
        let at_most = if is_hopeless { "even " } else { "" };
        let free_mib = free_mib(nodes);
        let label =
            format!("{at_most}{nodes} × {} have {free_mib} MiB left, but {needed_mib} MiB are needed", facts.name);
        (kind, label)
    } else {
        return None;
    };
    let types = &class.system.instance_types;
    let headline = "the system nodes are too small for what must run before Karpenter";
    let finding = RULE.finding_as(kind, types.span, headline).label(label);
    let note = "CoreDNS, the EBS CSI controller, Karpenter, Argo CD and the platform's controllers";
    Some(finding.note(note).help("use a larger type, such as `m7g.large`, or in development `t4g.medium`"))
}

/// What must have a place on the system nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Needs {
    pods: u64,
    mib: u64,
}

impl Needs {
    /// Controllers about which nothing else is known.
    const fn of_controllers(pods: u64) -> Self {
        Self { pods, mib: pods * CONTROLLER_MIB }
    }

    fn of_workload(workload: &Workload) -> Self {
        let pods = u64::from(workload.replicas());
        Self { pods, mib: pods * workload.requested_mib().map_or(CONTROLLER_MIB, u64::from) }
    }

    fn of_application(name: ApplicationName) -> Self {
        let workloads = name.facts().brings.chart().pods.iter();
        workloads.filter(|workload| workload.requires(TIER_LABEL, SYSTEM_TIER)).map(Self::of_workload).sum()
    }
}

impl Sum for Needs {
    fn sum<I: Iterator<Item = Self>>(needs: I) -> Self {
        needs.fold(Self { pods: 0, mib: 0 }, |sum, one| Self { pods: sum.pods + one.pods, mib: sum.mib + one.mib })
    }
}

fn needs(environment: &Environment) -> Needs {
    if environment.applications.is_empty() {
        let karpenter = Needs::of_application(ApplicationName::Karpenter);
        return [Needs::of_controllers(CONTROLLERS - karpenter.pods), karpenter].into_iter().sum();
    }
    // Argo CD comes with patches that put all of it on the system nodes.
    let always = ARGO_CD.chart().pods.iter().map(Needs::of_workload).chain([Needs::of_controllers(OF_ADD_ONS)]);
    let names = environment.applications.iter().map(|application| application.name.value);
    always.chain(names.map(Needs::of_application)).sum()
}

/// Pods on each node.
fn daemons_of(environment: &Environment) -> u32 {
    // Without manifests, some agent is assumed.
    daemons::OF_ADD_ONS + daemons::of_applications(environment) + u32::from(environment.applications.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_needs_what_its_chart_requests() {
        for (name, pods, mib) in [
            // Nothing is requested: an average is kept free.
            (ApplicationName::LoadBalancerController, 2, 2 * CONTROLLER_MIB),
            (ApplicationName::CertManager, 5, 5 * CONTROLLER_MIB),
            // By the values of cellc, and by the chart's own.
            (ApplicationName::Karpenter, 2, 2 * 1024),
            (ApplicationName::MetricsServer, 2, 2 * 200),
            // The agent's daemons are on each node and no pods of the system nodes.
            (ApplicationName::CloudWatch, 2, 2 * 64),
            (ApplicationName::Prometheus, 0, 0),
        ] {
            assert_eq!(Needs::of_application(name), Needs { pods, mib }, "{name}");
        }
    }
}
