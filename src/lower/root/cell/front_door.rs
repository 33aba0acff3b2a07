//! What a cell says of its front door.

use std::collections::BTreeSet;

use super::CellContext;
use crate::model::Route;
use crate::terraform::{Expression, object};
use crate::values::{CellState, TenantCertificate};

/// Whether its load balancer and its logs may not be destroyed: as long as it is not about to go.
pub(super) fn is_protected(context: &CellContext<'_>) -> Option<bool> {
    context.environment.front_door.as_ref().map(|_| context.cell.state.value != CellState::Retiring)
}

/// The names of its target groups.
pub(super) fn target_groups(context: &CellContext<'_>) -> Option<Expression> {
    let door = context.environment.front_door.as_ref()?;
    let groups = door.routes.iter().flat_map(Route::target_groups);
    Some(object(groups.map(|group| (group.key(), group.name(context.cell)))))
}

/// Tenants that it serves, or may come to serve, with a certificate of their own.
pub(super) fn tenant_certificates(context: &CellContext<'_>) -> Option<Vec<String>> {
    context.environment.front_door.as_ref()?;
    let stays = context.tenants.in_cell(&context.cell.name.value).iter();
    let tenants = stays.filter(|stay| {
        let tenant = context.tenants.get(&stay.tenant.value);
        tenant.is_some_and(|tenant| tenant.certificate.value == TenantCertificate::Own)
    });
    let names: BTreeSet<String> = tenants.map(|stay| stay.tenant.to_string()).collect();
    (!names.is_empty()).then(|| names.into_iter().collect())
}
