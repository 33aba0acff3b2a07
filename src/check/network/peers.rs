//! No cell overlaps a network that is routed to it.
//!
//! ## Why
//! `peers` of an environment names the networks that a transit gateway, a VPN or a peering brings to its cells: offices, data
//! centres, other VPCs. A router cannot tell two places with one address apart, so a cell that overlaps a peer can reach only
//! one of them, and service addresses hide a peer from every pod.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   peers = ["10.0.0.0/12"]
//! }
//! cell "alpha" {
//!   cidr = "10.1.0.0/16"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   peers = ["10.0.0.0/12"]
//! }
//! cell "alpha" {
//!   cidr = "10.16.0.0/16"
//! }
//! ```

use super::cidr_size::is_vpc;
use super::service_cidr::free_range;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PEERS;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What cannot be a VPC is another rule's finding.
    for cell in model.cells.iter().filter(|cell| is_vpc(cell)) {
        let peers = model.environment_of(cell).peers.iter();
        diagnostics.extend(peers.filter(|peer| peer.overlaps(cell.cidr.value)).map(|peer| {
            let headline = format!("the network of cell `{}` overlaps a peer", cell.name.value);
            Diagnostic::error(PEERS, cell.cidr.span, headline)
                .label(format!("{} overlaps {}", cell.cidr.value, peer.value))
                .also(peer.span, "routed to the cells of this environment")
                .help("give the cell a network of its own")
        }));
    }
    for environment in model.environments.values() {
        let services = &environment.service_cidr;
        diagnostics.extend(environment.peers.iter().filter(|peer| peer.overlaps(services.value)).map(|peer| {
            let headline = format!("service addresses of {} hide a peer", environment.title());
            Diagnostic::error(PEERS, peer.span, headline)
                .label(format!("{} overlaps {}", peer.value, services.value))
                .also(services.span, "service addresses")
                .help(match free_range(model, environment) {
                    Some(range) => format!("set `service_cidr` to another private range, such as `{range}`"),
                    None => "narrow `peers`: they leave no private range for services".to_owned(),
                })
        }));
    }
}
