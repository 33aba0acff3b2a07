//! external-dns.

use serde_json::json;

use super::Wave;
use super::chart::Release;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::base::PLATFORM_PRIORITY;
use crate::lower::gitops::placement::with_placement;
use crate::model::names::cell_domain;
use crate::values::ApplicationName;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let domain = context.domain.map(|domain| cell_domain(&context.cell.name, domain));
    let zones = context.environment.application(ApplicationName::ExternalDns).and_then(|dns| dns.zones.as_ref());
    let zones = zones.into_iter().flat_map(|zones| zones.iter()).map(|zone| zone.to_string());
    let values = json!({
        "provider": { "name": "aws" },
        "sources": ["ingress", "service"],
        "domainFilters": domain.into_iter().collect::<Vec<_>>(),
        "policy": "sync",
        "registry": "txt",
        "txtOwnerId": context.cell.cluster,
        "txtPrefix": "extdns-%{record_type}.",
        "priorityClassName": PLATFORM_PRIORITY,
        "serviceAccount": { "name": ApplicationName::ExternalDns.service_account() },
    });
    Release {
        arguments: vec![("zone-id-filter", zones.collect())],
        because: &[
            "It writes and deletes names below this cell's own domain, and only those whose owner it is; its role admits no",
            "others. The prefix of its own records keeps them below that domain too.",
        ],
        ..Release::new(Wave::Rest, with_placement(context.class, values))
    }
}
