use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::quota_units::are_units_right;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::types_of;
use crate::model::{Class, Model, Namespace, Workload};
use crate::values::{EnvironmentId, Name};

/// A workload that no node is large enough for.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0644"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("workload_node.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !is_whole {
        return;
    }
    diagnostics.extend(without_node(model).into_values());
}

/// Which workload it is: its environment, its namespace, its name.
type Identity<'a> = (&'a EnvironmentId, &'a Name, &'a Name);

/// Tells a workload from all others of the fleet.
const fn identity<'a>(namespace: &'a Namespace, workload: &'a Workload) -> Identity<'a> {
    (&namespace.environment, &namespace.name.value, &workload.name.value)
}

/// The findings about workloads that have no node: nothing else about their size helps.
fn without_node(model: &Model) -> BTreeMap<Identity<'_>, Diagnostic> {
    let mut findings = BTreeMap::new();
    for (environment, class) in model.populated_classes() {
        let workloads = environment.namespaces.iter().flat_map(|namespace| {
            namespace.workloads.iter().map(move |workload| (identity(namespace, workload), workload))
        });
        // A wrong unit is another rule's finding.
        let mut workloads = workloads.filter(|(_, workload)| are_units_right(&workload.requests)).peekable();
        if workloads.peek().is_none() {
            continue;
        }
        let Some(nodes) = Nodes::of(class) else { continue };
        let found = workloads.filter_map(|(who, workload)| Some((who, check_workload(class, workload, &nodes)?)));
        // Namespaces are those of the environment: what one class has found needs no second one.
        found.for_each(|(who, finding)| _ = findings.entry(who).or_insert(finding));
    }
    findings
}

/// The most memory of the instance types with each number of vCPUs, in MiB.
struct Nodes(BTreeMap<u32, u32>);

impl Nodes {
    /// [`None`] when nothing is known about the types of a tier, which is another rule's finding.
    fn of(class: &Class) -> Option<Self> {
        let mut nodes: BTreeMap<u32, u32> = BTreeMap::new();
        for tier in &class.karpenter {
            let types = types_of(tier);
            if types.is_empty() {
                return None;
            }
            for facts in types {
                let most = nodes.entry(facts.vcpus).or_default();
                *most = facts.memory_mib.max(*most);
            }
        }
        (!nodes.is_empty()).then_some(Self(nodes))
    }

    /// Whether one of them has more than is requested.
    fn fit(&self, workload: &Workload) -> bool {
        let (cpu, memory) = (&workload.requests.cpu, &workload.requests.memory);
        let fits = |(vcpus, memory_mib): (&u32, &u32)| {
            i128::from(*vcpus) * 1000 > cpu.thousandths()
                && i128::from(*memory_mib) * 1024 * 1024 * 1000 > memory.thousandths()
        };
        self.0.iter().any(fits)
    }
}

fn check_workload(class: &Class, workload: &Workload, nodes: &Nodes) -> Option<Diagnostic> {
    if nodes.fit(workload) {
        return None;
    }
    let (cpu, memory) = (&workload.requests.cpu, &workload.requests.memory);
    let headline = format!("no node of {} has room for workload `{}`", class.title(), workload.name.value);
    let error = RULE.finding(workload.name.span, headline);
    let error = error.label(format!("a replica requests {} CPUs and {} of memory", cpu.value, memory.value));
    let most_cpu = nodes.0.last_key_value().map_or(0, |(vcpus, _)| *vcpus);
    let most_memory = nodes.0.values().max().map_or(0, |memory_mib| *memory_mib / 1024);
    let note =
        format!("its Karpenter tiers have nodes with up to {most_cpu} vCPUs and up to {most_memory} GiB of memory");
    Some(error.note(note).help("allow larger nodes in `cpus` of a tier, or use more replicas that request less"))
}
