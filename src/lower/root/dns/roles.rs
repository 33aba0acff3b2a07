//! `roles.tf`: the roles with which cells and account baselines write their own names in the zone, each with a twin that may only
//! read.

use std::collections::BTreeMap;

use super::DnsContext;
use crate::iam::{Statement, VALIDATION_LABEL, allow, policy};
use crate::lower::account_iam::iam_of_dns;
use crate::model::{FrontDoor, ValidatedNames, names};
use crate::terraform::{BodyBuilder, Expression, File, list, object, path, resource, text};
use crate::values::{AccountId, RoleArn};

/// Those who write names of one kind.
struct Writers {
    /// The label of their roles; that of the twins ends with `_plan`.
    label: &'static str,
    /// The name of each role, with `{}` for the key.
    name: String,
    /// Whose Terraform assumes it, with `{}` for the key.
    whose: &'static str,
    /// The types of the records that they write.
    types: &'static [&'static str],
    /// By key: cells by name, or accounts by number.
    each: BTreeMap<String, Writer>,
}

/// One of them.
struct Writer {
    /// Who assumes the role.
    principal: String,
    /// Who assumes the twin: everybody in the account whom the account permits it.
    account: String,
    /// The names that it may write, as patterns of IAM, if they differ by writer.
    names: Vec<String>,
}

/// None while nobody writes in the zone.
pub(super) fn file(context: &DnsContext<'_>) -> Option<File> {
    context.environment.front_door.as_ref()?;
    let (cells, accounts) = (cells(context), accounts(context));
    let mut blocks = Vec::new();
    if !cells.each.is_empty() {
        blocks.extend(roles(context, &cells, (path("aws_iam_role.cell"), list(names_of_cell(context)))));
    }
    if !accounts.each.is_empty() {
        let names = accounts.each.iter().map(|(key, writer)| (key.as_str(), list(writer.names.clone())));
        blocks.extend(roles(context, &accounts, (object(names), path("each.value"))));
    }
    let purpose = "Who may write which names, and as whom a plan reads them.";
    (!blocks.is_empty()).then(|| context.root.files.file("roles.tf", purpose, file!(), blocks))
}

fn cells(context: &DnsContext<'_>) -> Writers {
    let environment = &context.environment.name.value;
    let each = context.model.cells_of(environment).map(|cell| {
        let deploy_role = cell.deploy_role.as_ref().map(|role| &role.value);
        (cell.name.to_string(), context.writer(&cell.account.value, deploy_role, Vec::new()))
    });
    let cluster = format!("{}-{environment}-{{}}", context.root.fleet.name.value);
    Writers {
        label: "cell",
        name: names::DNS_ROLE.of(&cluster),
        whose: "cell {}",
        types: &["A", "CNAME"],
        each: each.collect(),
    }
}

/// Its own name, those of host routes below it, and the one that validates its certificate.
fn names_of_cell(context: &DnsContext<'_>) -> Vec<Expression> {
    let hosts = context.environment.front_door.iter().flat_map(FrontDoor::hosts);
    let before = std::iter::once(String::new()).chain(hosts.map(|host| format!("{host}.")));
    let before = before.chain([format!("{VALIDATION_LABEL}.")]);
    before.map(|before| text(&format!("{before}{{}}.{}", context.domain), [path("each.key")])).collect()
}

fn accounts(context: &DnsContext<'_>) -> Writers {
    let environment = &context.environment.name.value;
    let each = context.model.accounts.values().filter_map(|account| {
        let created = context.model.created_validation_records(account);
        let names = created.iter().find(|names| names.environment.name.value == *environment)?;
        let deploy_role = account.declared.as_ref().and_then(|declared| declared.deploy_role.as_ref());
        let writer = context.writer(&account.id, deploy_role.map(|role| &role.value), validation_names(names));
        Some((account.id.to_string(), writer))
    });
    let name = names::account_dns_role(&context.root.fleet.name, environment, "{}");
    Writers { label: "account", name, whose: "the baseline of account {}", types: &["CNAME"], each: each.collect() }
}

fn validation_names(names: &ValidatedNames<'_>) -> Vec<String> {
    let of_all = format!("{VALIDATION_LABEL}.{}", names.domain);
    let own = names.tenants.iter().map(|tenant| format!("{VALIDATION_LABEL}.{tenant}.{}", names.domain));
    std::iter::once(of_all).chain(own).collect()
}

impl DnsContext<'_> {
    fn writer(&self, account: &AccountId, deploy_role: Option<&RoleArn>, names: Vec<String>) -> Writer {
        let account = format!("arn:{}:iam::{account}:root", self.environment.partition());
        Writer { principal: deploy_role.map_or_else(|| account.clone(), ToString::to_string), account, names }
    }

    fn role(&self, label: &str, name: &str, description: &str, principals: Expression) -> BodyBuilder {
        let account = self.dns.account.value.as_str();
        let trust = allow("AssumeRole", ["sts:AssumeRole"]).principal("AWS", path("each.value"));
        let key = |pattern: &str| text(pattern, [path("each.key")]);
        iam_of_dns(self.dns).literal_roles(account, label, principals, [key(name), key(description), policy([trust])])
    }
}

impl DnsContext<'_> {
    /// An address of a load balancer is an A record, a proof for ACM a CNAME.
    fn writes(&self, names: Expression, types: &[&str]) -> Vec<Statement> {
        const NAMES: &str = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
        const TYPES: &str = "route53:ChangeResourceRecordSetsRecordTypes";
        let change = allow("WriteOwnNames", ["route53:ChangeResourceRecordSets"])
            .because("A condition for all values holds as well where there is none: so there must be one.")
            .on([zone()])
            .when("ForAllValues:StringLike", NAMES, names)
            .when("ForAllValues:StringEquals", TYPES, list(types.to_vec()))
            .when("Null", NAMES, "false")
            .when("Null", TYPES, "false");
        let changes = format!("arn:{}:route53:::change/*", self.environment.partition());
        vec![change, allow("WaitForChanges", ["route53:GetChange"]).on([changes]), reads()]
    }
}

/// Roles that write, their twins, and the policies of both. `names` is for whom there are policies that write, and what they let
/// each of them write.
fn roles(context: &DnsContext<'_>, writers: &Writers, names: (Expression, Expression)) -> Vec<BodyBuilder> {
    let Writers { label, name, whose, types, each } = writers;
    let twin = format!("{label}_plan");
    let principals =
        |of: fn(&Writer) -> &String| object(each.iter().map(|(key, writer)| (key.as_str(), of(writer).as_str())));
    let twins = path("aws_iam_role").attribute(&twin);
    vec![
        context.role(
            label,
            name,
            &format!("Terraform of {whose}: writes its names."),
            principals(|writer| &writer.principal),
        ),
        role_policy(label, "write-own-names", names.0, context.writes(names.1, types)),
        context
            .role(
                &twin,
                &names::plan_twin(name),
                &format!("Plans for {whose}: reads the zone."),
                principals(|writer| &writer.account),
            )
            .comment("Whoever may only plan gets these."),
        role_policy(&twin, "read-zone", twins, vec![reads()]),
    ]
}

fn role_policy(role: &str, name: &str, for_each: Expression, statements: Vec<Statement>) -> BodyBuilder {
    resource("aws_iam_role_policy", role)
        .set("for_each", for_each)
        .set("name", name)
        .set("role", path("aws_iam_role").attribute(role).index(path("each.key")).attribute("name"))
        .set("policy", policy(statements))
}

fn reads() -> Statement {
    allow("ReadZone", ["route53:GetHostedZone", "route53:ListResourceRecordSets"]).on([zone()])
}

fn zone() -> Expression {
    path("aws_route53_zone.this.arn")
}
