use crate::catalog::networks;
use crate::check::Context;
use crate::check::facts::networks::{free_range, is_vpc, with_record};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Model};

/// The range of service addresses is not possible.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0403"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if EKS refuses the range, or the network of a cell overlaps it"),
        (Kind::Mistake, "if it lies within the environment's `network`"),
    ]),
    since: "0.1.0",
    docs: include_str!("service_cidr.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let error = RULE.finding_as(Kind::Fails, cell.cidr.span, headline);
        let error = error.label(format!("{} overlaps {}", cell.cidr.value, service.value));
        let error = with_record(error.also(service.span, format!("service addresses: {}", service.value)), cell);
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
    let headline = format!("service addresses of environment `{}` are within its network", environment.name.value);
    let warning = RULE.finding_as(Kind::Mistake, service.span, headline);
    let warning = warning.label(format!("{} overlaps {}", service.value, network.value));
    let warning =
        warning.also(network.span, "the range for the networks of its cells").note("no cell can use these addresses");
    Some(warning.help("use a range outside the network, such as the default, `172.20.0.0/16`"))
}

fn shape(environment: &Environment) -> Option<Diagnostic> {
    let service = &environment.service_cidr;
    let error = |headline: String| RULE.finding_as(Kind::Fails, service.span, headline);
    let sizes = networks::services();
    let label = if !sizes.prefixes().contains(&service.prefix_len()) {
        format!("a /{} network", service.prefix_len())
    } else if service.is_rfc1918() {
        return None;
    } else {
        "not private".to_owned()
    };
    let (largest, smallest) = (sizes.largest_prefix, sizes.smallest_prefix);
    let help = format!("use a private range from /{largest} to /{smallest}, such as `172.20.0.0/16`");
    Some(error(format!("EKS does not accept {} for services", service.value)).label(label).help(help))
}
