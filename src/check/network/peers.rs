use crate::check::Context;
use crate::check::facts::networks::{free_range, is_vpc, with_record};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A network that is routed to cells and overlaps one.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0415"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("peers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What cannot be a VPC is another rule's finding.
    for cell in model.cells.iter().filter(|cell| is_vpc(cell)) {
        let peers = model.environment_of(cell).peers.iter();
        diagnostics.extend(peers.filter(|peer| peer.overlaps(cell.cidr.value)).map(|peer| {
            let headline = format!("the network of cell `{}` overlaps a peer", cell.name.value);
            let error = RULE.finding(cell.cidr.span, headline);
            let error = error.label(format!("{} overlaps {}", cell.cidr.value, peer.value));
            let error = with_record(error.also(peer.span, "routed to the cells of this environment"), cell);
            error.help("give the cell its own network")
        }));
    }
    for environment in model.environments.values() {
        let services = &environment.service_cidr;
        diagnostics.extend(environment.peers.iter().filter(|peer| peer.overlaps(services.value)).map(|peer| {
            let headline = format!("service addresses of {} hide a peer", environment.title());
            RULE.finding(peer.span, headline)
                .label(format!("{} overlaps {}", peer.value, services.value))
                .also(services.span, "service addresses")
                .help(match free_range(model, environment) {
                    Some(range) => format!("set `service_cidr` to another private range, such as `{range}`"),
                    None => "narrow `peers`: they leave no private range for services".to_owned(),
                })
        }));
    }
}
