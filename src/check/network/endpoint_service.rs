//! Interface endpoints are named by their service, and the service has one that a cell can use.
//!
//! ## Why
//! The name of an endpoint service is `com.amazonaws.<region>.<service>`; a specification names the last part, because a class may
//! have cells in several regions. A service that AWS does not know fails at apply, so that one outside the table of
//! `catalog/endpoint_services.json` is a warning. Every cell reaches S3 by a gateway endpoint, free of charge: an interface
//! endpoint beside it would serve only clients outside the VPC, and EC2 refuses it until the gateway endpoint is there. One for DynamoDB has no private DNS name (DynamoDB developer
//! guide, "AWS `PrivateLink` for DynamoDB"), which all endpoints of a cell have.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   interface_endpoints = ["com.amazonaws.eu-west-1.ecr.api"]
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   interface_endpoints = ["ecr.api"]
//! }
//! ```

use crate::catalog::endpoint_services;
use crate::check::Context;
use crate::diagnostic::codes::ENDPOINT_SERVICE;
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::source::Spanned;
use crate::values::InterfaceEndpoint;

/// What people call services whose endpoints have other names.
const OTHER_NAMES: [(&str, &str); 16] = [
    ("alb", "elasticloadbalancing"),
    ("cloudwatch", "monitoring"),
    ("cloudwatch-logs", "logs"),
    ("ecr", "ecr.api"),
    ("efs", "elasticfilesystem"),
    ("elb", "elasticloadbalancing"),
    ("eventbridge", "events"),
    ("firehose", "kinesis-firehose"),
    ("iotcore", "iot.data"),
    ("keyspaces", "cassandra"),
    ("kinesis", "kinesis-streams"),
    ("msk", "kafka"),
    ("sagemaker", "sagemaker.api"),
    ("secrets-manager", "secretsmanager"),
    ("stepfunctions", "states"),
    ("x-ray", "xray"),
];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What its own class has, the named ones have too.
    for environment in model.environments.values() {
        let written = environment.own_class.interface_endpoints.iter().filter(|service| service.is_written());
        diagnostics.extend(written.filter_map(check_service));
    }
}

/// Whether a name may be that of a service that is newer than the table: a cell can be built with it.
pub(in crate::check) fn may_be_newer(service: &Spanned<InterfaceEndpoint>) -> bool {
    check_service(service).is_some_and(|finding| finding.severity != Severity::Error)
}

fn check_service(service: &Spanned<InterfaceEndpoint>) -> Option<Diagnostic> {
    let name = service.as_str();
    let error = |headline: String| Diagnostic::error(ENDPOINT_SERVICE, service.span, headline);
    let quoted = |name: &str| format!("\"{name}\"");
    if let Some(short) = short_form(name) {
        let error = error(format!("`{name}` is more than the name of a service")).label("has the region in it");
        return Some(error.help_replacing(format!("write `{short}`"), service.span, quoted(short)));
    }
    match name {
        "s3" => {
            let error = error("every cell reaches S3 by a gateway endpoint".to_owned()).label("not needed");
            let error = error
                .note("an interface endpoint beside it serves only clients outside the VPC, and costs by the hour");
            Some(error.help_removing("leave it out", service.span))
        }
        "dynamodb" => {
            let error = error("interface endpoints of DynamoDB have no private DNS name".to_owned());
            let error = error.label("no client in the cell would use it");
            Some(
                error
                    .note("cellc makes every interface endpoint with private DNS")
                    .help_removing("leave it out", service.span),
            )
        }
        _ if endpoint_services::has(name) => None,
        _ => Some(unknown(service)),
    }
}

/// The service of a whole name: `com.amazonaws.eu-west-1.ecr.api`.
fn short_form(name: &str) -> Option<&str> {
    let name = name.strip_prefix("cn.").unwrap_or(name);
    let (_, service) = name.strip_prefix("com.amazonaws.")?.split_once('.')?;
    Some(service).filter(|service| !service.is_empty())
}

fn unknown(service: &Spanned<InterfaceEndpoint>) -> Diagnostic {
    let name = service.as_str();
    let headline = format!("there is no endpoint service `{name}` in the table of {}", endpoint_services::as_of());
    let warning = Diagnostic::warning(ENDPOINT_SERVICE, service.span, headline).label(format!("`{name}` is not known"));
    let known = OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, known)| *known);
    if let Some(known) = known {
        return warning.help_replacing(format!("did you mean `{known}`?"), service.span, format!("\"{known}\""));
    }
    match did_you_mean(name, endpoint_services::all()) {
        Some(near) => warning.help_near(&near, service.span),
        None => warning.help("check the name; where it is newer than the table, say so in an `allow` block"),
    }
}
