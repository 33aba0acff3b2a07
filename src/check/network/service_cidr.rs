//! The range of service addresses is one that EKS takes and that no cell's network overlaps.
//!
//! ## Why
//! Services have addresses of their own inside each cell. EKS takes /12 to /24 of the private ranges 10.0.0.0/8,
//! 172.16.0.0/12 and 192.168.0.0/16 (EKS API reference, `KubernetesNetworkConfigRequest`), and pods could not reach
//! what lies behind an address that is both a service's and the VPC's. Inside the `network` of an environment it is a warning: no
//! cell may have that part of it. The range cannot be changed later.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   service_cidr = "10.0.0.0/20"
//! }
//! cell "alpha" {
//!   cidr = "10.0.0.0/16"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   service_cidr = "172.20.0.0/16"
//! }
//! cell "alpha" {
//!   cidr = "10.0.0.0/16"
//! }
//! ```

use super::cidr_size::is_vpc;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SERVICE_CIDR;
use crate::model::{Environment, Model};
use crate::values::Cidr;

/// EKS API reference, `KubernetesNetworkConfigRequest`: private, between /12 and /24.
const LARGEST: u8 = 12;
const SMALLEST: u8 = 24;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(shape(environment).or_else(|| in_network(model, environment)));
    }
    // What cannot be a VPC is another rule's finding.
    for cell in model.cells.iter().filter(|cell| is_vpc(cell)) {
        let service = &model.environment_of(cell).service_cidr;
        if !cell.cidr.overlaps(service.value) {
            continue;
        }
        let headline = format!("the network of cell `{}` overlaps its service addresses", cell.name.value);
        let error = Diagnostic::error(SERVICE_CIDR, cell.cidr.span, headline);
        let error = error.label(format!("{} overlaps {}", cell.cidr.value, service.value));
        let error = error.also(service.span, format!("service addresses: {}", service.value));
        diagnostics.push(error.help(match free_range(model, model.environment_of(cell)) {
            Some(range) => {
                format!("choose another network, or set `service_cidr` in the environment, such as `{range}`")
            }
            None => "choose another network".to_owned(),
        }));
    }
}

/// A cell may be given any part of its environment's network. The default is nobody's choice, and the network then neither.
fn in_network(model: &Model, environment: &Environment) -> Option<Diagnostic> {
    let (service, network) = (&environment.service_cidr, environment.network.as_ref()?);
    let is_told = model.cells_of(&environment.name).any(|cell| cell.cidr.overlaps(service.value));
    if is_told || !service.is_written() || !network.overlaps(service.value) {
        return None;
    }
    let headline = format!("service addresses of environment `{}` lie in its network", environment.name.value);
    let warning = Diagnostic::warning(SERVICE_CIDR, service.span, headline);
    let warning = warning.label(format!("{} overlaps {}", service.value, network.value));
    let warning =
        warning.also(network.span, "where its cells have their networks").note("no cell may have these addresses");
    Some(warning.help("take a range outside the network, such as the default, `172.20.0.0/16`"))
}

/// A range for services that no peer, no cell and no range of cells of the environment overlaps; [`None`] when they leave
/// none of those that are tried.
pub(in crate::check) fn free_range(model: &Model, environment: &Environment) -> Option<Cidr> {
    let cells = model.cells_of(&environment.name);
    let taken: Vec<Cidr> =
        cells.map(|cell| cell.cidr.value).chain(environment.peers.iter().map(|peer| peer.value)).collect();
    let usual = ["172.20.0.0/16", "10.100.0.0/16"].map(str::to_owned).into_iter();
    let others = (0..16).map(|third| format!("192.168.{}.0/20", third * 16));
    let others = others.chain((16..32).map(|second| format!("172.{second}.0.0/16")));
    let others = others.chain((0..=255).rev().map(|second| format!("10.{second}.0.0/16")));
    let is_free = |range: &Cidr| {
        // Docker's bridge.
        let is_docker = range.to_string() == "172.17.0.0/16";
        !is_docker && taken.iter().chain(environment.network.as_deref()).all(|other| !other.overlaps(*range))
    };
    usual.chain(others).filter_map(|range| range.parse::<Cidr>().ok()).find(is_free)
}

fn shape(environment: &Environment) -> Option<Diagnostic> {
    let service = &environment.service_cidr;
    let error = |headline: String| Diagnostic::error(SERVICE_CIDR, service.span, headline);
    let help = "write a private range from /12 to /24, such as `172.20.0.0/16`";
    if !(LARGEST..=SMALLEST).contains(&service.prefix_len()) {
        let label = format!("a /{} network", service.prefix_len());
        return Some(error(format!("EKS does not take {} for services", service.value)).label(label).help(help));
    }
    (!service.is_rfc1918())
        .then(|| error(format!("EKS does not take {} for services", service.value)).label("not private").help(help))
}
