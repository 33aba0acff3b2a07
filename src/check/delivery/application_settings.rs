//! Applications have the settings that they need, and none that they do not know.
//!
//! ## Why
//! external-dns writes into hosted zones that the specification names, and only names below `<cell>.<domain of the
//! fleet>`: its role admits nothing else, so that no cell can take the names of another. Without zones or a domain the role
//! could only be too wide or of no use. No other application writes into a zone. From cells without a way to the internet it does
//! not reach Route 53, whose API has no endpoint in a VPC.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "cert-manager" {
//!     zones = ["Z0123456789ABCDEFGHIJ"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   domain      = "delivery.example.com"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "external-dns" {
//!     zones = ["Z0123456789ABCDEFGHIJ"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::APPLICATION_SETTINGS;
use crate::model::{Application, Class};
use crate::values::ApplicationName;

pub(super) fn check(context: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let model = context.model;
    for environment in model.environments.values() {
        for application in &environment.applications {
            if application.name.value == ApplicationName::ExternalDns {
                external_dns(context, application, diagnostics);
                diagnostics.extend(out_of_reach(&environment.own_class, application));
            } else {
                diagnostics.extend(foreign_zones(application));
            }
        }
    }
}

fn external_dns(
    Context { model, is_whole, .. }: &Context<'_>,
    application: &Application,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if application.zones.as_ref().is_none_or(|zones| zones.is_empty()) {
        let span = application.zones.as_ref().map_or(application.span(), |zones| zones.span);
        let error = Diagnostic::error(APPLICATION_SETTINGS, span, "external-dns does not know where to write");
        diagnostics
            .push(error.label("no hosted zone").help("add `zones = [\"Z…\"]`, the ids of hosted zones in Route 53"));
    }
    if model.fleet.domain.is_none() && !model.fleet.is_stand_in && *is_whole {
        let headline = "external-dns has no domain below which a cell's names are";
        let error = Diagnostic::error(APPLICATION_SETTINGS, application.span(), headline);
        let error = error.label("writes names below `<cell>.<domain>`").also(model.fleet.name.span, "no domain");
        diagnostics.push(error.help("add `domain = \"delivery.example.com\"` to the fleet"));
    }
}

/// Route 53 answers at addresses of the internet, and its API has no endpoint in a VPC.
fn out_of_reach(class: &Class, application: &Application) -> Option<Diagnostic> {
    class.is_isolated().then(|| {
        let headline = format!("external-dns cannot reach Route 53 from cells of {}", class.title());
        let error = Diagnostic::error(APPLICATION_SETTINGS, application.span(), headline).label("never gets healthy");
        let error = error.also(class.nat.span, "no way to the internet");
        error.help("remove it, and let somebody outside the cells write the names")
    })
}

fn foreign_zones(application: &Application) -> Option<Diagnostic> {
    let zones = application.zones.as_ref()?;
    let headline = format!("`zones` has no meaning for `{}`", application.name.value);
    let error = Diagnostic::error(APPLICATION_SETTINGS, zones.span, headline);
    Some(error.label("only `external-dns` writes into hosted zones").help("leave it out"))
}
