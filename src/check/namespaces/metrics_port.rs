//! A port for metrics is scraped by somebody.
//!
//! ## Why
//! `metrics_port` opens a namespace to Prometheus in the namespace `monitoring`. Where cells do not run the application `prometheus`,
//! nothing comes from there, and the port is closed to everything else.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   namespace "payments" {
//!     metrics_port = 9090
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
//! environment "dev" {
//!   application "prometheus" {}
//!   namespace "payments" {
//!     metrics_port = 9090
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::METRICS_PORT;
use crate::values::ApplicationName;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read may be the application.
    if !is_whole || model.fleet.git.is_none() {
        return;
    }
    for (environment, namespace) in model.namespaces() {
        let Some(port) = namespace.metrics_port.filter(|_| !environment.runs(ApplicationName::Prometheus)) else {
            continue;
        };
        let headline = format!("nothing scrapes namespace `{}`", namespace.name.value);
        let warning =
            Diagnostic::warning(METRICS_PORT, port.span, headline).label("opened to Prometheus, which is not there");
        diagnostics.push(warning.help("add `application \"prometheus\" {}` to the environment, or remove the port"));
    }
}
