use std::collections::BTreeSet;

use crate::catalog::control_plane_zones::{RefusedZone, refused, source};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;
use crate::source::Spanned;
use crate::values::Zone;

/// A zone in which EKS probably takes no subnets of a cluster.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0438"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("control_plane_zones.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for cell in &model.cells {
        let Some(refused) = refused(&cell.region) else { continue };
        let zone = cell.zones.iter().find(|zone| refused.usual_letter == Some(zone.letter()));
        // Cells that share their zones share the finding.
        if let Some(zone) = zone.filter(|zone| told.insert((zone.span, &cell.region.value))) {
            diagnostics.push(finding(cell, zone, refused));
        }
    }
}

fn finding(cell: &Cell, zone: &Spanned<Zone>, refused: &RefusedZone) -> Diagnostic {
    let (document, as_of) = source();
    let (name, id, region) = (zone.name_in(&cell.region), &refused.zone_id, cell.region.as_str());
    let other =
        cell.region.zones().into_iter().find(|other| cell.zones.iter().all(|zone| zone.letter() != other.letter()));
    let finding = RULE.finding(zone.span, format!("EKS probably refuses a cluster in `{name}`"));
    finding
        .label(format!("zone `{id}` in most accounts"))
        .note(format!("{document}, read on {as_of}: no subnet of a cluster may be in `{id}`"))
        .help_if_some(other.map(|other| format!("use another zone, such as `{}`", other.letter())))
        .help(format!(
            "to see what the account calls it: `aws ec2 describe-availability-zones --region {region} --filters Name=zone-id,Values={id}`"
        ))
}
