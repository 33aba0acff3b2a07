//! `endpoints.tf`: AWS services inside the VPC.

use super::references::{derived, name, name_tag, private_subnet_ids};
use super::{Content, ModuleContext};
use crate::model::{Class, names};
use crate::terraform::{BodyBuilder, Expression, call, for_list, list, object, path, resource, text};
use crate::values::Partition;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let mut blocks = vec![s3(context)];
    if !context.class.interface_endpoints.is_empty() {
        blocks.extend(interfaces(context));
    }
    ("endpoints.tf", "AWS services inside the VPC.", file!(), blocks)
}

fn s3(context: &ModuleContext<'_>) -> BodyBuilder {
    let comment = if context.class.is_isolated() {
        "Image layers come from S3."
    } else {
        "Free of charge, and image layers come from S3: they need not pass a NAT gateway."
    };
    resource("aws_vpc_endpoint", "s3")
        .comment(comment)
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("service_name", text("com.amazonaws.{}.s3", [path("var.region")]))
        .set("vpc_endpoint_type", "Gateway")
        .set("route_table_ids", for_list("table", path("aws_route_table.private"), path("table.id")))
        .set("tags", name_tag(text("{}-s3", [name()])))
}

fn interfaces(context: &ModuleContext<'_>) -> [BodyBuilder; 3] {
    let group = resource("aws_security_group", "endpoints")
        .set("name", derived(names::ENDPOINTS_GROUP))
        .set("description", "Interface endpoints: HTTPS from the VPC")
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("tags", name_tag(derived(names::ENDPOINTS_GROUP)));
    let rule = resource("aws_vpc_security_group_ingress_rule", "endpoints")
        .set("security_group_id", path("aws_security_group.endpoints.id"))
        .set("description", "HTTPS from the VPC")
        .set("cidr_ipv4", path("var.vpc_cidr"))
        .set("ip_protocol", "tcp")
        .set("from_port", 443)
        .set("to_port", 443);
    let (services, prefix) = services(context.environment.partition(), context.class);
    let endpoint = resource("aws_vpc_endpoint", "interface")
        .set("for_each", services)
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("service_name", text("{}.{}.{}", [prefix, path("var.region"), path("each.key")]))
        .set("vpc_endpoint_type", "Interface")
        .set("private_dns_enabled", true)
        .set("subnet_ids", private_subnet_ids())
        .set("security_group_ids", [path("aws_security_group.endpoints.id")])
        .set("tags", name_tag(text("{}-{}", [name(), path("each.key")])));
    [group, rule, endpoint]
}

/// The services to walk over, and what their names begin with. China names some services with a prefix of its own: there
/// the prefix is the value of each service.
fn services(partition: Partition, class: &Class) -> (Expression, Expression) {
    let endpoints = class.interface_endpoints.iter().map(|service| service.to_string());
    let prefix = |service: &str| partition.endpoint_prefix(service);
    let services: Vec<(String, &str)> = endpoints.map(|service| (service.clone(), prefix(&service))).collect();
    match services.split_first() {
        Some(((_, first), rest)) if rest.iter().any(|(_, other)| other != first) => {
            (object(services), path("each.value"))
        }
        Some(((_, first), _)) => {
            let prefix = (*first).into();
            (call("toset", [list(services.into_iter().map(|(service, _)| service))]), prefix)
        }
        None => (call("toset", [list(Vec::<String>::new())]), "com.amazonaws".into()),
    }
}
