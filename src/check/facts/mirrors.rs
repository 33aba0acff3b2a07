//! The registries of its own that an environment names.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Cell, Environment, Model};
use crate::source::Span;

/// Where the specification says charts and images are: each address with its place. What comes from a mirror has the mirror's.
fn registries(environment: &Environment) -> impl Iterator<Item = (&str, Span)> {
    let mirror = environment.mirror.iter().map(|mirror| (mirror.registry.as_str(), mirror.registry.span));
    let charts = environment.applications.iter().filter(|application| !application.is_published());
    mirror.chain(charts.map(|application| (application.repository.as_str(), application.repository.span)))
}

/// What a rule finds about registries that cells without internet access have to reach, each registry once: given the cell, the
/// address and its place.
pub(in crate::check) fn of_isolated_cells(
    model: &Model,
    find: impl Fn(&Cell, &str, Span) -> Option<Diagnostic>,
) -> Vec<Diagnostic> {
    let (mut told, mut found) = (BTreeSet::new(), Vec::new());
    for cell in model.cells.iter().filter(|cell| model.class_of(cell).is_isolated()) {
        for (address, span) in registries(model.environment_of(cell)) {
            found.extend(find(cell, address, span).filter(|_| told.insert(span)));
        }
    }
    found
}

/// The account and the region of a registry in ECR.
pub(in crate::check) fn in_ecr(address: &str) -> Option<(&str, &str)> {
    let (account, rest) = address.split_once(".dkr.ecr.").or_else(|| address.split_once(".dkr.ecr-fips."))?;
    let region = rest.split('.').next().filter(|region| !region.is_empty())?;
    Some((account, region))
}
