//! `certificates.tf`: by which the load balancer proves its names.

use super::front_door::{below_domain, host};
use super::records::record;
use super::references::{name, name_tag};
use super::{Content, ModuleContext};
use crate::model::{Environment, FrontDoor};
use crate::terraform::{BodyBuilder, Expression, block, call, for_list, list, path, resource, text};

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let environment = context.environment;
    let blocks = match &environment.front_door {
        Some(door) => {
            let own = of_cell(environment, door);
            own.into_iter().chain(of_all_tenants(environment)).chain(of_single_tenants(environment)).collect()
        }
        None => Vec::new(),
    };
    ("certificates.tf", "By which the load balancer proves the names of the cell and of its tenants.", file!(), blocks)
}

/// The tag has no `*`, which ACM takes in names and not in tags.
fn certificate(label: &str, domain: Expression, tag: Expression) -> BodyBuilder {
    resource("aws_acm_certificate", label)
        .set("domain_name", domain)
        .set("validation_method", "DNS")
        .set("tags", name_tag(tag))
}

fn replaced_before_it_goes() -> BodyBuilder {
    block("lifecycle")
        .because("A listener keeps the old one until it has the new one.")
        .set("create_before_destroy", true)
}

fn validation(label: &str, arn: Expression) -> BodyBuilder {
    resource("aws_acm_certificate_validation", label).set("certificate_arn", arn)
}

/// Its validation record is the cell's own. A second name, below the first one, has the same record.
fn of_cell(environment: &Environment, door: &FrontDoor) -> [BodyBuilder; 3] {
    let has_hosts = door.routes.iter().any(|route| route.host.is_some());
    let below = || list([text("*.{}", [host(environment)])]);
    let of_request = |attribute: &str| {
        let options = path("aws_acm_certificate.cell.domain_validation_options");
        let named = format!("resource_record_{attribute}");
        if has_hosts {
            let each = for_list("option", options, path("option").attribute(&named));
            call("one", [call("distinct", [each])])
        } else {
            call("one", [options]).attribute(&named)
        }
    };
    let request = certificate("cell", host(environment), name())
        .comment("Each cell has its own, so that no two cells lose theirs on the same day.")
        .set_if_some("subject_alternative_names", has_hosts.then(below))
        .nest(replaced_before_it_goes());
    let proof = record(environment, "certificate")
        .set("name", of_request("name"))
        .set("type", of_request("type"))
        .set("ttl", 60)
        .set("records", list([of_request("value")]));
    let issued = validation("cell", path("aws_acm_certificate.cell.arn"))
        .set("validation_record_fqdns", list([path("aws_route53_record.certificate.fqdn")]));
    [request, proof, issued]
}

/// For which the account has one validation record, whatever the number of its cells.
fn of_all_tenants(environment: &Environment) -> [BodyBuilder; 3] {
    let request = certificate("tenants", below_domain(environment, "*".into()), text("{}-tenants", [name()]))
        .nest(replaced_before_it_goes());
    let issued = validation("tenants", path("aws_acm_certificate.tenants.arn"))
        .comment("Writes nothing and waits: the validation record belongs to the baseline of the account.");
    [request, issued, listed("tenants", path("aws_acm_certificate_validation.tenants.certificate_arn"))]
}

fn of_single_tenants(environment: &Environment) -> [BodyBuilder; 3] {
    let of_each =
        |kind: &str, attribute: &str| path(kind).attribute("tenant").index(path("each.key")).attribute(attribute);
    let each = || path("var.tenant_certificates");
    let issued = of_each("aws_acm_certificate_validation", "certificate_arn");
    [
        resource("aws_acm_certificate", "tenant")
            .set("for_each", each())
            .set("domain_name", below_domain(environment, path("each.key")))
            .set("validation_method", "DNS")
            .set("tags", name_tag(text("{}-{}", [name(), path("each.key")])))
            .nest(replaced_before_it_goes()),
        resource("aws_acm_certificate_validation", "tenant")
            .set("for_each", each())
            .set("certificate_arn", of_each("aws_acm_certificate", "arn")),
        resource("aws_lb_listener_certificate", "tenant")
            .set("for_each", each())
            .set("listener_arn", path("aws_lb_listener.https.arn"))
            .set("certificate_arn", issued),
    ]
}

fn listed(label: &str, arn: Expression) -> BodyBuilder {
    resource("aws_lb_listener_certificate", label)
        .set("listener_arn", path("aws_lb_listener.https.arn"))
        .set("certificate_arn", arn)
}
