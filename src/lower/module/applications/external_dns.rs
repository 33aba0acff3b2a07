//! external-dns: the names below the cell's own domain, in the zones that the specification names.

use super::Identity;
use crate::lower::iam::allow;
use crate::lower::module::ModuleContext;
use crate::model::{Application, names};
use crate::terraform::{BodyBuilder, Expression, list, path, text};
use crate::values::ApplicationName;

const IDENTITY: Identity = Identity {
    label: "external_dns",
    role: names::EXTERNAL_DNS_ROLE,
    description: "external-dns",
    application: ApplicationName::ExternalDns,
};

pub(super) fn blocks(context: &ModuleContext<'_>, application: &Application) -> Vec<BodyBuilder> {
    let zones = application.zones.iter().flat_map(|zones| zones.iter());
    let zones: Vec<Expression> = zones
        .map(|zone| format!("arn:{}:route53:::hostedzone/{}", context.environment.partition(), zone.value).into())
        .collect();
    let domain = context.model.fleet.domain.as_ref().map_or("", |domain| domain.as_str());
    let names = |pattern: &str| text(&format!("{pattern}{{}}.{domain}"), [path("var.cell")]);
    let change = allow("ChangeOwnNames", ["route53:ChangeResourceRecordSets"])
        .because("Other cells write into the same zones: only names below this cell's own domain.")
        .on(zones.clone())
        .when(
            "ForAllValues:StringLike",
            "route53:ChangeResourceRecordSetsNormalizedRecordNames",
            list([names(""), names("*.")]),
        );
    let read = allow("ReadZones", ["route53:ListResourceRecordSets", "route53:ListTagsForResources"]).on(zones);
    let find = allow("FindZones", ["route53:ListHostedZones"]).on(["*"]);
    IDENTITY.with_policy(context, "write-names", [change, read, find])
}
