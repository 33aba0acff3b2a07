use crate::catalog::endpoint_services;
use crate::check::Context;
use crate::check::facts::endpoints::short_form;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::source::Spanned;
use crate::values::InterfaceEndpoint;

/// An interface endpoint of a service that has none, or not this one.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0419"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if cells cannot use an interface endpoint for the service"),
        (Kind::Mistake, "if the service may be newer than the table"),
    ]),
    since: "0.1.0",
    docs: include_str!("endpoint_service.md"),
    yields_to: &[],
    check,
};

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

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What its own class has, the named ones have too.
    for environment in model.environments.values() {
        let written = environment.own_class.interface_endpoints.iter().filter(|service| service.is_written());
        diagnostics.extend(written.filter_map(check_service));
    }
}

fn check_service(service: &Spanned<InterfaceEndpoint>) -> Option<Diagnostic> {
    let name = service.as_str();
    let error = |headline: String| RULE.finding_as(Kind::Fails, service.span, headline);
    let quoted = |name: &str| format!("\"{name}\"");
    if let Some(short) = short_form(name) {
        let error = error(format!("`{name}` is more than a service name")).label("contains the region");
        return Some(error.help_replacing(format!("write `{short}`"), service.span, quoted(short)));
    }
    match name {
        "s3" => {
            let error = error("every cell reaches S3 through a gateway endpoint".to_owned()).label("not needed");
            let error = error
                .note("an additional interface endpoint serves only clients outside the VPC and is billed by the hour");
            Some(error.help_removing("leave it out", service.span))
        }
        "dynamodb" => {
            let error = error("interface endpoints for DynamoDB have no private DNS name".to_owned());
            let error = error.label("no client in the cell would use it");
            Some(
                error
                    .note("cellc creates every interface endpoint with private DNS")
                    .help_removing("leave it out", service.span),
            )
        }
        _ if endpoint_services::has(name) => None,
        _ => Some(unknown(service)),
    }
}

fn unknown(service: &Spanned<InterfaceEndpoint>) -> Diagnostic {
    let name = service.as_str();
    let headline = format!("there is no endpoint service `{name}` in the table of {}", endpoint_services::as_of());
    let warning = RULE.finding_as(Kind::Mistake, service.span, headline).label(format!("`{name}` is not known"));
    let known = OTHER_NAMES.iter().find(|(other, _)| *other == name).map(|(_, known)| *known);
    if let Some(known) = known {
        return warning.help_replacing(format!("did you mean `{known}`?"), service.span, format!("\"{known}\""));
    }
    match did_you_mean(name, endpoint_services::all()) {
        Some(near) => warning.help_near(&near, service.span),
        None => warning.help("check the name; if the service is newer than the table, say so in an `allow` block"),
    }
}
