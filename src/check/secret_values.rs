//! No password stands in the values of a chart.
//!
//! ## Why
//! Values are written into a file of the repository, where everybody who reads it reads them, in every revision for ever, and Argo CD
//! shows them. Charts take the name of a Secret instead, which External Secrets makes. Advice in development, a
//! warning in staging, an error in production.
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
//!   application "prometheus" {
//!     values = { grafana = { enabled = true, adminPassword = "changeit" } }
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
//!   application "prometheus" {
//!     values = { grafana = { enabled = true, admin = { existingSecret = "grafana-admin" } } }
//!   }
//! }
//! ```

use serde_json::Value;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SECRET_VALUES;

/// Ends of keys, in small letters, whose texts are secrets.
const SECRETS: [&str; 8] =
    ["accesskey", "apikey", "clientsecret", "passphrase", "password", "privatekey", "secretaccesskey", "token"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        for application in &class.applications {
            let Some(values) = &application.values else { continue };
            let Some(path) = values.keys().find_map(|key| secret(key, values.get(&[key])?)) else { continue };
            let headline = format!("`{path}` of `{}` is a secret in clear text", application.name.value);
            let finding = Diagnostic::of_profile(class.profile, SECRET_VALUES, values.span, headline);
            let finding = finding.label("goes into the repository");
            diagnostics.push(finding.help("name a Secret that the chart reads, such as `existingSecret`"));
        }
    }
}

/// The path of the first secret at a key or below it. What points to a Secret, or is empty, is none.
fn secret(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            let key_is_one = SECRETS.iter().any(|end| key.to_ascii_lowercase().ends_with(end));
            (key_is_one && !text.is_empty() && !text.contains('$')).then(|| key.to_owned())
        }
        Value::Object(fields) => {
            let below = fields.iter().find_map(|(key, value)| secret(key, value))?;
            Some(format!("{key}.{below}"))
        }
        Value::Array(elements) => {
            let below = elements.iter().find_map(|element| secret("", element))?;
            Some(format!("{key}[]{below}"))
        }
        _ => None,
    }
}
