//! `outputs.tf`: what the specification and the domain above need to know of the zone.

use super::DnsContext;
use crate::terraform::{BodyBuilder, File, block, path};

pub(super) fn file(context: &DnsContext<'_>) -> File {
    let zone = |attribute| path("aws_route53_zone.this").attribute(attribute);
    let above = "Name servers of the zone: the NS record of the domain in the zone above names them.";
    let outputs = vec![
        output("name_servers", above).set("value", zone("name_servers")),
        output("zone_id", "Id of the zone: `zone_id` in the spec.").set("value", zone("zone_id")),
    ];
    context.root.files.file(
        "outputs.tf",
        "What the spec and the domain above need to know of this zone.",
        file!(),
        outputs,
    )
}

fn output(name: &str, description: &str) -> BodyBuilder {
    block("output").label(name).set("description", description)
}
