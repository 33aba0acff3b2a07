//! `validation_records.tf`: the records that prove to AWS that this account may have certificates for the names of tenants.

use super::AccountContext;
use crate::iam::Kind;
use crate::lower::account_iam::iam_of_dns;
use crate::lower::root::dns_role::DnsRole;
use crate::model::{Environment, ValidatedNames, names};
use crate::terraform::{BodyBuilder, Expression, File, block, call, list, path, resource, text};

/// Seconds for which resolvers keep the proof.
const TTL: i64 = 300;

/// None if the account proves nothing.
pub(super) fn file(context: &AccountContext<'_>) -> Option<File> {
    let blocks: Vec<BodyBuilder> = context.proven.iter().flat_map(blocks).collect();
    let purpose = "What proves to AWS that this account may have certificates for tenants: one record for a name, whatever the number of cells.";
    (!blocks.is_empty()).then(|| context.root.files.file("validation_records.tf", purpose, file!(), blocks))
}

/// The roles with which the records are written, one for each zone.
pub(super) fn roles<'a>(context: &AccountContext<'a>) -> Vec<DnsRole<'a>> {
    let Some(dns) = &context.root.fleet.dns else { return Vec::new() };
    let role = |proven: &ValidatedNames<'a>| {
        let environment = &proven.environment.name.value;
        let name = names::account_dns_role(&context.root.fleet.name, environment, &context.account.id);
        DnsRole {
            alias: alias(proven.environment),
            arn: iam_of_dns(dns).literal_arn(dns.account.value.as_str(), Kind::Role, &name),
            writes: format!("validation records of environment {environment}"),
            session: context.session(),
            dns,
            trusts_deploy_role: context.declared.deploy_role.is_some(),
        }
    };
    context.proven.iter().map(role).collect()
}

fn alias(environment: &Environment) -> String {
    format!("dns_{}", label(environment))
}

fn label(environment: &Environment) -> String {
    environment.name.value.as_str().replace('-', "_")
}

fn blocks(proven: &ValidatedNames<'_>) -> Vec<BodyBuilder> {
    let own = label(proven.environment);
    let request = certificate(&own, format!("*.{}", proven.domain).into());
    let request = request.comment("Nothing uses this certificate, and AWS renews only those in use: it is asked for because its record proves all others.");
    let mut blocks = vec![request, record(proven, &own, None)];
    if !proven.tenants.is_empty() {
        let tenants = format!("{own}_tenants");
        let keys = || call("toset", [list(proven.tenants.iter().map(ToString::to_string))]);
        let name = text(&format!("{{}}.{}", proven.domain), [path("each.key")]);
        let request = resource("aws_acm_certificate", &tenants).set("for_each", keys());
        blocks.push(requested(request, name).comment("Tenants with a certificate of their own."));
        blocks.push(record(proven, &tenants, Some(keys())));
    }
    blocks
}

fn certificate(label: &str, name: Expression) -> BodyBuilder {
    requested(resource("aws_acm_certificate", label), name)
}

fn requested(certificate: BodyBuilder, name: Expression) -> BodyBuilder {
    certificate
        .set("domain_name", name)
        .set("validation_method", "DNS")
        .nest(block("lifecycle").set("create_before_destroy", true))
}

/// The record of a request, or with keys of each of several requests.
fn record(proven: &ValidatedNames<'_>, label: &str, keys: Option<Expression>) -> BodyBuilder {
    let certificate = path("aws_acm_certificate").attribute(label);
    let certificate = if keys.is_some() { certificate.index(path("each.key")) } else { certificate };
    let option = |name: &str| call("one", [certificate.clone().attribute("domain_validation_options")]).attribute(name);
    let zone = proven.environment.zone_id().map(|id| id.value.to_string());
    let is_one_of_several = keys.is_some();
    resource("aws_route53_record", label)
        .set("provider", path("aws").attribute(&alias(proven.environment)))
        .set_if_some("for_each", keys)
        .set_if_some("zone_id", zone)
        .set("name", option("resource_record_name"))
        .set("type", option("resource_record_type"))
        .set("ttl", TTL)
        .set("records", list([option("resource_record_value")]))
        .nest(lifecycle(is_one_of_several))
}

/// A tenant may leave, and its record with it.
fn lifecycle(may_leave: bool) -> BodyBuilder {
    let lifecycle = block("lifecycle");
    let lifecycle = if may_leave {
        lifecycle
    } else {
        lifecycle
            .because("Without it, AWS no longer renews the certificates of all cells in this account.")
            .set("prevent_destroy", true)
    };
    lifecycle
        .because("The record stays when the request is made again: AWS asks for the same one.")
        .set("ignore_changes", list(["name", "records", "ttl", "type"].map(path)))
}
