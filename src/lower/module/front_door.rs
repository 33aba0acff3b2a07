//! `front_door.tf`: the load balancer of the cell and its listeners.

use super::references::{depends_on, derived, name_tag, private_subnet_ids};
use super::{Content, ModuleContext};
use crate::model::{Environment, FrontDoor, names};
use crate::terraform::{BodyBuilder, Expression, block, for_list, path, resource, text};
use crate::values::Exposure;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let door = context.environment.front_door.as_ref();
    let blocks = door.map(|door| vec![balancer(door), http(), https(door)]).unwrap_or_default();
    ("front_door.tf", "The load balancer of the cell: every request from outside comes this way.", file!(), blocks)
}

/// Something below the domain of the environment, such as the name of a cell.
pub(super) fn below_domain(environment: &Environment, label: Expression) -> Expression {
    let domain = environment.domain.as_ref().expect("invariant: check reports a front door without a domain");
    text(&format!("{{}}.{}", domain.value), [label])
}

/// The name of the cell.
pub(super) fn host(environment: &Environment) -> Expression {
    below_domain(environment, path("var.cell"))
}

fn balancer(door: &FrontDoor) -> BodyBuilder {
    let is_internal = door.exposure.value == Exposure::Internal;
    let public_subnet_ids = || for_list("subnet", path("aws_subnet.public"), path("subnet.id"));
    let (why, first) = if is_internal {
        ("ELB writes a test object as soon as logs are on.", vec!["aws_s3_bucket_policy.access_logs"])
    } else {
        let why = "ELB writes a test object as soon as logs are on. On destroy the way to the internet outlives the load\n\
                   balancer, because a gateway cannot be detached while the VPC has public addresses.";
        (why, vec!["aws_route.public_internet", "aws_s3_bucket_policy.access_logs"])
    };
    resource("aws_lb", "front_door")
        .set("name", derived(names::LOAD_BALANCER))
        .set("load_balancer_type", "application")
        .set("internal", is_internal)
        .set("subnets", if is_internal { private_subnet_ids() } else { public_subnet_ids() })
        .set("security_groups", [path("aws_security_group.front_door.id")])
        .because("A header that one server drops and the next one reads is how requests are smuggled.")
        .set("drop_invalid_header_fields", true)
        .set("enable_deletion_protection", path("var.protected"))
        .nest(block("access_logs").set("bucket", path("aws_s3_bucket.access_logs.bucket")).set("enabled", true))
        .set("tags", name_tag(derived(names::LOAD_BALANCER)))
        .because(why)
        .set("depends_on", depends_on(first))
}

fn listener(label: &str, port: u32, protocol: &str) -> BodyBuilder {
    resource("aws_lb_listener", label)
        .set("load_balancer_arn", path("aws_lb.front_door.arn"))
        .set("port", port)
        .set("protocol", protocol)
}

fn http() -> BodyBuilder {
    let redirect = block("redirect").set("port", "443").set("protocol", "HTTPS").set("status_code", "HTTP_301");
    listener("http", 80, "HTTP").nest(block("default_action").set("type", "redirect").nest(redirect))
}

fn https(door: &FrontDoor) -> BodyBuilder {
    let refusal = block("fixed_response")
        .set("content_type", "text/plain")
        .set("message_body", "no such host")
        .set("status_code", "404");
    listener("https", 443, "HTTPS")
        .comment("What no route takes gets its answer here and never reaches a pod.")
        .set("ssl_policy", door.tls_policy.to_string())
        .set("certificate_arn", path("aws_acm_certificate_validation.cell.certificate_arn"))
        .nest(block("default_action").set("type", "fixed-response").nest(refusal))
}
