//! A tenant has one cell.

use std::collections::BTreeMap;

use super::codes::TENANTS;
use crate::diagnostic::Diagnostic;
use crate::model::{Cell, Model};
use crate::source::Span;

/// Environments are worlds of their own: a tenant may be in one cell of each.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&str, &str), (Span, &Cell)> = BTreeMap::new();
    for cell in &model.cells {
        let environment = model.class_of(cell).environment.as_str();
        for tenant in &cell.tenants {
            let key = (environment, tenant.as_str());
            let Some((span, first)) = seen.insert(key, (tenant.span, cell)) else { continue };
            let headline = format!("tenant `{}` has two places in environment `{environment}`", tenant.value);
            let error = Diagnostic::error(TENANTS, tenant.span, headline);
            let error = error.label(format!("in cell `{}`", cell.name.value));
            let error = error.also(span, format!("in cell `{}`", first.name.value));
            diagnostics.push(error.help("keep it in one cell"));
        }
    }
}
