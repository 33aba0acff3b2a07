//! `variables.tf`: what a cell declares, typed and validated.

use super::{Content, ModuleContext, perimeter};
use crate::iam;
use crate::model::Demand;
use crate::terraform::{BinaryOperator, BodyBuilder, Expression, Operation, block, call, for_list, list, object, path};
use crate::values::NatMode;

/// Whether what holds traffic or data is protected from being destroyed.
pub(in crate::lower) const PROTECTED: &str = "protected";
/// The names of the target groups in the cell.
pub(in crate::lower) const TARGET_GROUPS: &str = "target_groups";
/// The tenants that have a certificate of their own.
pub(in crate::lower) const TENANT_CERTIFICATES: &str = "tenant_certificates";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let class = context.class;
    let mut blocks = vec![
        variable("cell", "Name of the cell.", path("string")).nest(validation(
            matches("^[a-z]([a-z0-9-]*[a-z0-9])?$", path("var.cell")),
            "The name of a cell is a DNS label.",
        )),
        variable("account_id", "AWS account of the cell.", path("string"))
            .nest(validation(matches("^[0-9]{12}$", path("var.account_id")), "An AWS account id has 12 digits.")),
        variable("region", "AWS region of the cell.", path("string")).nest(validation(
            matches("^[a-z]{2,}(-[a-z]{2,})+-[1-9][0-9]?$", path("var.region")),
            "An AWS region looks like eu-west-1.",
        )),
        variable("vpc_cidr", "Network of the cell.", path("string")).nest(validation(
            call("can", [call("cidrhost", [path("var.vpc_cidr"), 0.into()])]),
            "The network is written as 10.0.0.0/16.",
        )),
        zones(class.is_isolated()),
    ];
    if class.nat.value == NatMode::Single {
        blocks.push(nat_zone());
    }
    if class.is_isolated() {
        blocks.extend(perimeter::registries(context).map(registry));
    }
    blocks.extend(of_account(context));
    if context.environment.front_door.is_some() {
        blocks.extend([protected(), target_groups(), tenant_certificates()]);
    }
    ("variables.tf", "What a cell declares. Everything else is equal in all cells.", file!(), blocks)
}

pub(in crate::lower) fn variable(name: &str, description: &str, kind: Expression) -> BodyBuilder {
    block("variable").label(name).set("description", description).set("type", kind)
}

pub(in crate::lower) fn validation(condition: Expression, message: &str) -> BodyBuilder {
    block("validation").set("condition", condition).set("error_message", message)
}

pub(in crate::lower) fn matches(pattern: &str, value: Expression) -> Expression {
    call("can", [call("regex", [pattern.into(), value])])
}

fn nat_zone() -> BodyBuilder {
    variable("nat_zone", "Zone of the NAT gateway; moving it moves the cell's public address.", path("string"))
        .nest(validation(matches("^[a-z]$", path("var.nat_zone")), "An availability zone is given by its letter."))
}

fn registry(name: &'static str) -> BodyBuilder {
    let description = match name {
        perimeter::ADD_ON_REGISTRY => "Account of AWS with the images of EKS add-ons in the region.",
        _ => "Account of AWS with the images of Bottlerocket in the region.",
    };
    let is_account = matches("^[0-9]{12}$", path("var").attribute(name));
    variable(name, description, path("string")).nest(validation(is_account, "An AWS account id has 12 digits."))
}

/// What the account of a cell demands, where the accounts of the class's cells do not agree.
fn of_account(context: &ModuleContext<'_>) -> impl Iterator<Item = BodyBuilder> {
    let demands = &context.class.demands;
    let below = (demands.path == Demand::OfAccount).then(|| {
        let is_path = matches("^/([A-Za-z0-9_+=,.@-]+/)*$", path("var").attribute(iam::PATH));
        variable(iam::PATH, "Path of everything that the cell has in IAM.", path("string"))
            .nest(validation(is_path, "An IAM path begins and ends with a slash."))
    });
    let boundary = (demands.boundary == Demand::OfAccount).then(|| {
        variable(iam::BOUNDARY, "ARN of the policy that bounds every role of the cell; null for none.", path("string"))
            .set("default", Expression::Null)
    });
    let organization = (context.class.is_isolated() && demands.organization == Demand::OfAccount).then(|| {
        let is_id = matches("^o-[a-z0-9]{10,32}$", path("var").attribute(perimeter::ORGANIZATION));
        variable(perimeter::ORGANIZATION, "Organisation of the cell's account.", path("string"))
            .nest(validation(is_id, "The id of an organisation looks like o-a1b2c3d4e5."))
    });
    below.into_iter().chain(boundary).chain(organization)
}

fn protected() -> BodyBuilder {
    let description = "Whether the load balancer and its logs are protected from being destroyed.";
    variable(PROTECTED, description, path("bool"))
}

fn target_groups() -> BodyBuilder {
    let name = "^[a-z][a-z0-9-]*-[0-9a-f]{12}$";
    let named = for_list("name", call("values", [path("var").attribute(TARGET_GROUPS)]), matches(name, path("name")));
    let description =
        "Names of the target groups, by route, protocol and port. What AWS cannot change about one is in its name.";
    variable(TARGET_GROUPS, description, call("map", [path("string")])).nest(validation(
        call("alltrue", [named]),
        "The name of a target group is that of its route, a dash and 12 hexadecimal digits.",
    ))
}

fn tenant_certificates() -> BodyBuilder {
    let label = "^[a-z]([a-z0-9-]*[a-z0-9])?$";
    let labels = for_list("tenant", path("var").attribute(TENANT_CERTIFICATES), matches(label, path("tenant")));
    variable(TENANT_CERTIFICATES, "Tenants of the cell with a certificate of their own.", call("set", [path("string")]))
        .set("default", list(Vec::<String>::new()))
        .nest(validation(call("alltrue", [labels]), "The name of a tenant is a DNS label."))
}

fn zones(isolated: bool) -> BodyBuilder {
    let subnets = if isolated {
        vec![("private", path("string"))]
    } else {
        vec![("private", path("string")), ("public", path("string"))]
    };
    let kind = call("map", [call("object", [object(subnets)])]);
    let two_zones = Expression::Operation(Box::new(Operation {
        left: call("length", [path("var.zones")]),
        operator: BinaryOperator::GreaterOrEqual,
        right: 2.into(),
    }));
    let is_letter = call("can", [call("regex", ["^[a-z]$".into(), path("zone")])]);
    let letters = call("alltrue", [for_list("zone", call("keys", [path("var.zones")]), is_letter)]);
    variable(
        "zones",
        "Subnets of the cell by the letter of their availability zone; they cannot be changed later.",
        kind,
    )
    .nest(validation(two_zones, "EKS needs two availability zones at least."))
    .nest(validation(letters, "An availability zone is given by its letter."))
}
