//! `network.tf`: the VPC, its subnets and the way out.

use super::references::{depends_on, name, name_tag};
use super::{Content, ModuleContext};
use crate::terraform::{BodyBuilder, Expression, call, list, object, path, resource, text};
use crate::values::NatMode;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut blocks = vec![vpc(), default_security_group()];
    if !context.class.is_isolated() {
        blocks.extend(public());
        blocks.extend(nat(context.class.nat.value));
    }
    blocks.extend(private());
    match context.class.nat.value {
        NatMode::PerZone => blocks.push(way_out(path("each.key"))),
        NatMode::Single => blocks.push(way_out(path("var.nat_zone"))),
        NatMode::None => {}
    }
    ("network.tf", "The VPC of the cell, its subnets and the way out.", file!(), blocks)
}

fn vpc() -> BodyBuilder {
    resource("aws_vpc", "this")
        .set("cidr_block", path("var.vpc_cidr"))
        .because("Nodes resolve the private endpoint of the cluster.")
        .set("enable_dns_support", true)
        .set("enable_dns_hostnames", true)
        .set("tags", name_tag(name()))
}

fn default_security_group() -> BodyBuilder {
    resource("aws_default_security_group", "this")
        .comment("No rules: anything placed in it by accident can reach nothing.")
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("tags", name_tag(text("{}-default-unused", [name()])))
}

fn zone_name(kind: &str) -> Expression {
    text(&format!("{{}}-{kind}-{{}}"), [name(), path("each.key")])
}

fn zone_of_region() -> Expression {
    text("{}{}", [path("var.region"), path("each.key")])
}

fn subnet(kind: &str, tags: Expression) -> BodyBuilder {
    resource("aws_subnet", kind)
        .set("for_each", path("var.zones"))
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("availability_zone", zone_of_region())
        .set("cidr_block", path("each.value").attribute(kind))
        .set("tags", tags)
}

fn association(kind: &str, route_table: Expression) -> BodyBuilder {
    resource("aws_route_table_association", kind)
        .set("for_each", path("var.zones"))
        .set("subnet_id", path("aws_subnet").attribute(kind).index(path("each.key")).attribute("id"))
        .set("route_table_id", route_table)
}

fn public() -> Vec<BodyBuilder> {
    let tags = object([("Name", zone_name("public")), ("kubernetes.io/role/elb", "1".into())]);
    vec![
        resource("aws_internet_gateway", "this").set("vpc_id", path("aws_vpc.this.id")).set("tags", name_tag(name())),
        subnet("public", tags).comment("Load balancers and NAT gateways only; nodes never run here."),
        resource("aws_route_table", "public")
            .set("vpc_id", path("aws_vpc.this.id"))
            .set("tags", name_tag(text("{}-public", [name()]))),
        resource("aws_route", "public_internet")
            .set("route_table_id", path("aws_route_table.public.id"))
            .set("destination_cidr_block", "0.0.0.0/0")
            .set("gateway_id", path("aws_internet_gateway.this.id")),
        association("public", path("aws_route_table.public.id")),
    ]
}

/// Addresses and gateways are keyed by zone in both modes, so that going from one to several keeps the first address.
fn nat(mode: NatMode) -> [BodyBuilder; 2] {
    let (zones, comment) = if mode == NatMode::PerZone {
        (path("var.zones"), "One per zone: losing a zone does not cut off the others.")
    } else {
        (call("toset", [list([path("var.nat_zone")])]), "One for all zones: cheaper, and lost with its zone.")
    };
    let tags = || name_tag(text("{}-nat-{}", [name(), path("each.key")]));
    let address = resource("aws_eip", "nat")
        .set("for_each", zones.clone())
        .set("domain", "vpc")
        .set("tags", tags())
        .set("depends_on", depends_on(["aws_internet_gateway.this"]));
    let gateway = resource("aws_nat_gateway", "this")
        .comment(comment)
        .set("for_each", zones)
        .set("allocation_id", path("aws_eip.nat").index(path("each.key")).attribute("id"))
        .set("subnet_id", path("aws_subnet.public").index(path("each.key")).attribute("id"))
        .set("tags", tags())
        .because("On destroy the public route outlives the gateway, and with it the nodes' way out.")
        .set("depends_on", depends_on(["aws_route.public_internet", "aws_route_table_association.public"]));
    [address, gateway]
}

fn private() -> Vec<BodyBuilder> {
    let tags = object([
        ("Name", zone_name("private")),
        ("kubernetes.io/role/internal-elb", "1".into()),
        ("karpenter.sh/discovery", name()),
    ]);
    let table = path("aws_route_table.private").index(path("each.key")).attribute("id");
    vec![
        subnet("private", tags).comment("Nodes and pods. Karpenter finds these subnets by their discovery tag."),
        resource("aws_route_table", "private")
            .set("for_each", path("var.zones"))
            .set("vpc_id", path("aws_vpc.this.id"))
            .set("tags", name_tag(zone_name("private"))),
        association("private", table),
    ]
}

fn way_out(zone: Expression) -> BodyBuilder {
    resource("aws_route", "private_nat")
        .set("for_each", path("var.zones"))
        .set("route_table_id", path("aws_route_table.private").index(path("each.key")).attribute("id"))
        .set("destination_cidr_block", "0.0.0.0/0")
        .set("nat_gateway_id", path("aws_nat_gateway.this").index(zone).attribute("id"))
}
