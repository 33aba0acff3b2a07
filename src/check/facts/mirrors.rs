//! The registries of its own that an environment names.

use crate::model::Environment;
use crate::source::Span;

/// Where the specification says charts and images are: each address with its place. What comes from a mirror has the mirror's.
pub(in crate::check) fn registries(environment: &Environment) -> impl Iterator<Item = (&str, Span)> {
    let mirror = environment.mirror.iter().map(|mirror| (mirror.registry.as_str(), mirror.registry.span));
    let charts = environment.applications.iter().filter(|application| !application.is_published());
    mirror.chain(charts.map(|application| (application.repository.as_str(), application.repository.span)))
}

/// The account and the region of a registry in ECR.
pub(in crate::check) fn in_ecr(address: &str) -> Option<(&str, &str)> {
    let (account, rest) = address.split_once(".dkr.ecr.").or_else(|| address.split_once(".dkr.ecr-fips."))?;
    let region = rest.split('.').next().filter(|region| !region.is_empty())?;
    Some((account, region))
}
