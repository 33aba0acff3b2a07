//! external-dns: it writes names below the cell's own domain, in the zones that the specification names.

use serde_json::{Value, json};

use super::ApplicationName;
use super::cell::{Cell, PLATFORM_PRIORITY};
use super::chart_values::{Argument, ROLE, Values};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::identity::{Class, Form, Identity, Policy, no_resources};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::iam::{Statement, VALIDATION_LABEL, allow, deny};
use crate::terraform::{Expression, list, path, text};
use crate::values::{DerivedName, PodSecurity};

const SERVICE_ACCOUNT: &str = "external-dns";
/// The names of the records in a request.
const NAMES: &str = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

pub(super) static FACTS: Facts = Facts {
    purpose: "Names of this cell in Route 53.",
    usual: Usual::Never,
    namespace: Namespace { name: "external-dns", security: Some(PodSecurity::Restricted) },
    wave: Wave::Rest,
    // Its records stay, with nobody who takes them away.
    leaves_nothing: false,
    keeps_data: false,
    definitions: None,
    service_account: Some(SERVICE_ACCOUNT),
    identity: Some(Identity {
        label: "external_dns",
        role: DerivedName::role("IAM role of external-dns", "-external-dns"),
        description: "external-dns",
        policies: &[Policy { form: Form::Inline("write-names"), statements }],
        resources: no_resources,
    }),
    log_groups: &[],
    endpoints: &[],
    metrics: Some(7979),
    writes_zones: true,
    // As the chart sets it.
    brings: File::of(include_str!("../../catalog/charts/external-dns.json")),
    kinds: Kinds { of_cluster: &[], guards: &[], readable: &[], of_teams: &[], fences: &[], powers: &[] },
    values: Values {
        of: values,
        arguments,
        because: |_| {
            &[
                "It writes and deletes names below this cell's own domain, and only those whose owner it is; its role admits no",
                "others. The prefix of its own records keeps them below that domain too.",
            ]
        },
        ignored: &[],
        kept: &[
            &["domainFilters"],
            &["provider"],
            &["registry"],
            &["txtOwnerId"],
            &["txtPrefix"],
            &["txtSuffix"],
            ROLE,
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["tolerations"],
        ],
        kept_arguments: &[
            "aws-assume-role",
            "domain-filter",
            "exclude-domains",
            "provider",
            "registry",
            "txt-owner-id",
            "txt-prefix",
            "txt-suffix",
            "zone-id-filter",
        ],
        rights: &[],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    cell.on_system_nodes(json!({
        "provider": { "name": "aws" },
        "sources": sources(cell),
        "domainFilters": cell.domain.iter().collect::<Vec<_>>(),
        "policy": "sync",
        "registry": "txt",
        "txtOwnerId": cell.cluster,
        "txtPrefix": "extdns-%{record_type}.",
        "priorityClassName": PLATFORM_PRIORITY,
        "serviceAccount": { "name": SERVICE_ACCOUNT },
    }))
}

/// What it reads: what namespaces may have.
fn sources(cell: &Cell<'_>) -> Vec<&'static str> {
    let sources = [("ingress", cell.balancing.ingresses), ("service", cell.balancing.services)];
    sources.into_iter().filter(|(_, may_be)| *may_be).map(|(source, _)| source).collect()
}

fn arguments(cell: &Cell<'_>) -> Vec<Argument> {
    let zones = cell.applications.zones(ApplicationName::ExternalDns).iter();
    vec![("zone-id-filter", zones.map(ToString::to_string).collect())]
}

fn statements(class: &Class<'_>) -> Vec<Statement> {
    let zones = class.applications.zones(ApplicationName::ExternalDns).iter();
    let zones: Vec<Expression> =
        zones.map(|zone| format!("arn:{}:route53:::hostedzone/{zone}", class.partition).into()).collect();
    let domain = class.domain.unwrap_or_default();
    let names = |pattern: &str| text(&format!("{pattern}{{}}.{domain}"), [path("var.cell")]);
    // Behind a front door the name of the cell is Terraform's.
    let own = if class.hosts_of_front_door.is_some() { list([names("*.")]) } else { list([names(""), names("*.")]) };
    let change = allow("ChangeOwnNames", ["route53:ChangeResourceRecordSets"])
        .because("Other cells write into the same zones: only names below this cell's own domain.")
        .on(zones.clone())
        .when("ForAllValues:StringLike", NAMES, own);
    let of_terraform = class.hosts_of_front_door.as_ref().map(|hosts| {
        let taken = hosts.iter().copied().chain([VALIDATION_LABEL]).map(|label| names(&format!("{label}.")));
        deny("LeaveNamesOfTerraform", ["route53:ChangeResourceRecordSets"])
            .because("What leads to the front door, and what proves its certificate.")
            .on(zones.clone())
            .when("ForAnyValue:StringLike", NAMES, list(taken))
    });
    let read = allow("ReadZones", ["route53:ListResourceRecordSets", "route53:ListTagsForResources"]).on(zones);
    let find = allow("FindZones", ["route53:ListHostedZones"]).on(["*"]);
    std::iter::once(change).chain(of_terraform).chain([read, find]).collect()
}
