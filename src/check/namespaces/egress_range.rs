use crate::check::Context;
use crate::check::facts::cell_networks::CellNetworks;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Egress, Environment, Namespace};
use crate::source::Spanned;
use crate::values::Cidr;

/// An egress that leads nowhere.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0637"),
    kind: Kind::Varies(&[
        (Kind::Fails, "for addresses that are not routed"),
        (Kind::Mistake, "for private ranges to which the spec knows no route"),
    ]),
    since: "0.1.0",
    docs: include_str!("egress_range.md"),
    yields_to: &[],
    check,
};

/// Special ranges (IANA, "IPv4 Special-Purpose Address Registry"; RFC 5771 for multicast).
const SPECIAL: [(&str, &str); 5] = [
    ("0.0.0.0/8", "unspecified addresses"),
    ("127.0.0.0/8", "loopback: a pod itself"),
    ("169.254.0.0/16", "link-local: the node's own services"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
];

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let networks = CellNetworks::new(model);
    for (environment, namespace) in model.namespaces() {
        for (egress, range) in
            namespace.egress.iter().flat_map(|egress| egress.cidrs.iter().map(move |range| (egress, range)))
        {
            let found = special(namespace, egress, range).or_else(|| service(environment, namespace, range));
            let found =
                found.or_else(|| is_whole.then(|| unrouted(environment, namespace, range, &networks)).flatten());
            diagnostics.extend(found);
        }
    }
}

fn special(namespace: &Namespace, egress: &Egress, range: &Spanned<Cidr>) -> Option<Diagnostic> {
    let holds =
        |(network, _): &&(&str, &str)| network.parse::<Cidr>().is_ok_and(|network| network.contains(range.value));
    let (_, what) = SPECIAL.iter().find(holds)?;
    let headline = format!("namespace `{}` cannot connect to {}", namespace.name.value, range.value);
    let error = RULE.finding_as(Kind::Fails, range.span, headline).label(*what);
    Some(match egress.cidrs.len() {
        1 => error.help_removing(
            format!("remove egress `{}`, which leads nowhere else", egress.name.value),
            egress.name.span,
        ),
        _ => error.help_removing("remove it", range.span),
    })
}

fn service(environment: &Environment, namespace: &Namespace, range: &Spanned<Cidr>) -> Option<Diagnostic> {
    let services = &environment.service_cidr;
    if !services.contains(range.value) {
        return None;
    }
    let api = environment.kubernetes_service();
    let headline = format!("namespace `{}` opens addresses of Services", namespace.name.value);
    let warning = RULE
        .finding_as(Kind::Mistake, range.span, headline)
        .label(format!("within {}, the range of Services", services.value));
    Some(if range.contains_address(api) {
        warning
            .note(format!("{api} is the Kubernetes API"))
            .help("set `kubernetes_api = true` in the namespace instead")
    } else {
        warning.help("declare a `connection` to the intended namespace, which opens both sides")
    })
}

fn unrouted(
    environment: &Environment,
    namespace: &Namespace,
    range: &Spanned<Cidr>,
    networks: &CellNetworks<'_>,
) -> Option<Diagnostic> {
    let known = || environment.peers.iter().chain(&environment.network).any(|network| network.overlaps(range.value));
    // What a cell or the environment has is another rule's finding.
    if !range.is_private() || known() || !networks.reached(range.value).is_empty() {
        return None;
    }
    let headline = format!("there is no route to {} from namespace `{}`", range.value, namespace.name.value);
    let warning = RULE.finding_as(Kind::Mistake, range.span, headline).label("private, and not listed in `peers`");
    Some(warning.help(format!(
        "add \"{}\" to `peers` of environment `{}`, so that no cell may overlap it",
        range.value, environment.name.value
    )))
}
