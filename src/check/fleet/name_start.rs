use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::names;

/// A name that begins with what AWS keeps for itself.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0317"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if a cell has interface endpoints"),
        (Kind::Mistake, "if no cell has any yet"),
    ]),
    since: "0.1.0",
    docs: include_str!("name_start.md"),
    yields_to: &[],
    check,
};

/// EC2 API reference, `CreateSecurityGroup`.
const RESERVED: &str = "sg-";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let name = &model.fleet.name;
    let Some(cell) = model.cells.first().filter(|_| format!("{}-", name.value).starts_with(RESERVED)) else { return };
    let has_group = model.populated_classes().any(|(_, class)| !class.interface_endpoints.is_empty());
    let kind = if has_group { Kind::Fails } else { Kind::Mistake };
    let headline = format!("fleet `{}` has a name that security groups may not begin with", name.value);
    let group = names::ENDPOINTS_GROUP.of(&cell.cluster);
    diagnostics.push(
        RULE.finding_as(kind, name.span, headline)
            .label(format!("its interface endpoints would have the security group `{group}`"))
            .note("EC2 reserves the prefix `sg-` for its own IDs")
            .help("give the fleet another name; it is part of every name in AWS and cannot be changed later"),
    );
}
