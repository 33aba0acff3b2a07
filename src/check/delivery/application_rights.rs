//! Values of a chart give it no rights over what others run.
//!
//! ## Why
//! Some charts of the platform have parts that act on the whole cell: Kubecost's cluster controller deletes namespaces and
//! patches workloads, Application Signals change every pod that starts, and External Secrets can make a token of any service
//! account. cellc turns these off, and says of every other right that a chart keeps why that is accepted. Values that turn
//! one on again, or that bring a role or a webhook along, change what a flaw in that chart costs: somebody should decide it, and write down why.
//! Advice in development, a warning in staging, an error in production that an `allow` block with a reason accepts.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   application "kubecost" {
//!     values = { clusterController = { enabled = true } }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   application "kubecost" {
//!     values = { forecasting = { enabled = false } }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::APPLICATION_RIGHTS;
use crate::model::{Application, Environment};
use crate::platform::{Gives, Path};
use objects::{Brought, in_value};

mod objects;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for application in &environment.applications {
            diagnostics.extend(turned_on(environment, application));
            diagnostics.extend(brought_along(environment, application));
        }
    }
}

fn turned_on(environment: &Environment, application: &Application) -> Vec<Diagnostic> {
    let Some(values) = &application.values else { return Vec::new() };
    let name = application.name.value;
    let finding = |(path, right, _): &(Path, &str, Gives)| {
        let headline = format!("`{}` lets `{name}` {right}", path.join("."));
        let finding = Diagnostic::of_profile(environment.profile, APPLICATION_RIGHTS, values.span, headline);
        finding
            .label("sets it")
            .note("a flaw in that chart would then reach the whole cell")
            .help("leave it out of `values`, or say in an `allow` block why the cell needs it")
    };
    name.facts().values.rights.iter().filter(|(path, _, gives)| gives.is_met(values, path)).map(finding).collect()
}

fn brought_along(environment: &Environment, application: &Application) -> Option<Diagnostic> {
    let values = application.values.as_ref()?;
    let name = application.name.value;
    let found = values.keys().filter_map(|key| in_value(key, values.get(&[key])?));
    // What is known says more than what is not.
    let (headline, label, note, help) = match found.min()? {
        Brought::Kind(kind) => (
            format!("values of `{name}` bring a `{kind}` into the cell"),
            "an object in the values of a chart",
            "nothing of cellc's judges what it may do",
            "take it out of `values`, or say in an `allow` block why the cell needs it",
        ),
        Brought::Unreadable(key) => (
            format!("`{key}` in the values of `{name}` cannot be judged"),
            "a template, or not YAML",
            "the chart renders it, so it may become an object of any kind, such as a `ClusterRoleBinding`",
            "write plain objects without `{{`, or say in an `allow` block why the cell needs it",
        ),
    };
    let finding = Diagnostic::of_profile(environment.profile, APPLICATION_RIGHTS, values.span, headline);
    Some(finding.label(label).note(note).help(help))
}
