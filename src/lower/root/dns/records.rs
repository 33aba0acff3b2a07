//! `records.tf`: what the zone says of itself, and where the domain above finds it.

use super::DnsContext;
use crate::terraform::{BodyBuilder, Expression, File, list, path, resource};
use crate::values::HostedZoneId;

/// Seconds for which resolvers keep what hardly ever changes.
const TTL: i64 = 3600;
/// Who may issue certificates: Amazon (ACM user guide, "CAA records").
const ISSUERS: [&str; 2] = ["0 issue \"amazon.com\"", "0 issuewild \"amazon.com\""];

pub(super) fn file(context: &DnsContext<'_>) -> File {
    let zone = || path("aws_route53_zone.this.zone_id");
    let issuers = record(context, "issuers", zone(), "CAA", list(ISSUERS)).comment(
        "Nobody but Amazon issues certificates for names in this zone, unless a name has a record of its own.",
    );
    let delegation = context.zone.parent_zone_id.as_ref().map(|parent| delegation(context, &parent.value));
    let purpose = "What the zone says of itself, and the delegation in the zone above.";
    let purpose = if delegation.is_some() { purpose } else { "What the zone says of itself." };
    context.root.files.file("records.tf", purpose, file!(), std::iter::once(issuers).chain(delegation).collect())
}

fn delegation(context: &DnsContext<'_>, parent: &HostedZoneId) -> BodyBuilder {
    let servers = path("aws_route53_zone.this.name_servers");
    record(context, "delegation", parent.to_string().into(), "NS", servers)
        .comment("In the zone above: from here resolvers learn who answers for this one.")
}

fn record(context: &DnsContext<'_>, label: &str, zone: Expression, kind: &str, records: Expression) -> BodyBuilder {
    resource("aws_route53_record", label)
        .set("zone_id", zone)
        .set("name", context.domain.to_string())
        .set("type", kind)
        .set("ttl", TTL)
        .set("records", records)
}
