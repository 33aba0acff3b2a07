//! The custom resources of charts: who sees everything in a cell sees those of the applications that it runs.
//!
//! They are made to hold references to Secrets. A few have a field for clear text beside the reference (the password of a
//! keystore in a Certificate, the bearer token of a remote write in a Prometheus): what stands there is no better kept than in a
//! config map, which the same people read.

use super::rule::{READ, Rule};
use crate::model::Environment;
use crate::platform::ApplicationName;

/// Reading what the applications of a cell bring.
pub(super) fn readable(environment: &Environment) -> impl Iterator<Item = Rule> {
    environment.applications.iter().flat_map(|application| of(application.name.value))
}

/// Reading what the applications of a cell make of the objects of a team.
pub(super) fn of_teams(environment: &Environment) -> impl Iterator<Item = Rule> {
    let kinds = environment.applications.iter().map(|application| &application.name.value.facts().kinds);
    kinds.flat_map(|kinds| kinds.of_teams).map(|(group, resources)| (*group, *resources, READ))
}

/// Reading what one application brings.
pub(super) fn of(application: ApplicationName) -> impl Iterator<Item = Rule> {
    application.facts().kinds.readable.iter().map(|(group, resources)| (*group, *resources, READ))
}
