use crate::check::Context;
use crate::check::facts::namespaces::NODE_PORTS;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Namespace;

/// More of something than a cluster or a region has.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0668"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for more node ports than a cluster has"),
        (Kind::Advice, "for more load balancers than AWS grants by default"),
    ]),
    since: "0.2.0",
    docs: include_str!("countable.md"),
    yields_to: &[],
    check,
};

/// Elastic Load Balancing, "Quotas for your Network Load Balancers": "Network Load Balancers per Region", adjustable.
const LOAD_BALANCERS: u32 = 50;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, namespace) in model.namespaces() {
        diagnostics.extend(node_ports(namespace));
        diagnostics.extend(load_balancers(namespace));
    }
}

fn node_ports(namespace: &Namespace) -> Option<Diagnostic> {
    let count = namespace.admission.node_ports;
    (count.value > NODE_PORTS).then(|| {
        let headline = format!("namespace `{}` may have more node ports than a cluster has", namespace.name.value);
        RULE.finding_as(Kind::Fails, count.span, headline)
            .label("a number of ports, not a port")
            .note(format!("a cluster has {NODE_PORTS} node ports, from 30000 to 32767"))
            .help("write how many ports its Services need, such as `node_ports = 1`")
    })
}

fn load_balancers(namespace: &Namespace) -> Option<Diagnostic> {
    let count = namespace.admission.load_balancers;
    // Load balancers that reach nothing are another rule's finding.
    (count.value > LOAD_BALANCERS && namespace.exposed.is_some()).then(|| {
        let headline = format!("namespace `{}` may have more load balancers than a region has", namespace.name.value);
        RULE.finding_as(Kind::Advice, count.span, headline)
            .label(format!("{} network load balancers", count.value))
            .note(format!("AWS grants {LOAD_BALANCERS} per region and account"))
            .help("write how many Services of type `LoadBalancer` it needs, such as `load_balancers = 2`")
    })
}
