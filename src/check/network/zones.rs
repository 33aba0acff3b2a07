use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::image_registries::missing;
use crate::check::facts::misspelt_region::{is_impossible, is_misspelt};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::Cell;
use crate::values::{Region, Zone};

/// Too few zones, one twice, or one that the region does not have.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0404"),
    kind: Kind::Varies(&[
        (Kind::Fails, "if AWS has no such region or zone, or EKS refuses their number"),
        (Kind::Mistake, "if the region may be newer than the list of regions"),
    ]),
    since: "0.1.0",
    docs: include_str!("zones.md"),
    yields_to: &[],
    check,
};

/// EKS user guide, "Networking requirements": subnets in at least two zones.
const FEWEST: usize = 2;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        // Where the registry of the region is missing, its rule says that the region is not known.
        if missing(cell, model.environment_of(cell), model.class_of(cell)).is_none() {
            diagnostics.extend(new_region(cell));
        }
        diagnostics.extend(region(cell).or_else(|| count(cell)).or_else(|| unknown(cell)).or_else(|| twice(cell)));
    }
}

/// Where zones are written, a region may have opened since; all that can be wrong with it is its name.
fn new_region(cell: &Cell) -> Option<Diagnostic> {
    let region = &cell.region;
    if region.is_known() || cell.zones.is_empty() || is_misspelt(region) {
        return None;
    }
    let headline = format!("region `{}` is not known", region.value);
    let warning = RULE.finding_as(Kind::Mistake, region.span, headline).label("not in the list of AWS's regions");
    // Not applied by itself: the area or the number may be new.
    let warning = warning.help_if_some(region.closest_known().map(|near| near.question()));
    Some(warning.help("if it has opened since then, say so in an `allow` block"))
}

/// Only the zones of known regions are known; those of others must be written.
fn region(cell: &Cell) -> Option<Diagnostic> {
    let region = &cell.region;
    if !is_impossible(cell) {
        return None;
    }
    let error = RULE.finding_as(Kind::Fails, region.span, format!("region `{}` is not known", region.value));
    let error =
        error.label(if cell.zones.is_empty() { "its zones are not known either" } else { "AWS has no such region" });
    let error = match region.closest_known() {
        Some(near) => error.help_near(&near, region.span),
        None => error,
    };
    if is_misspelt(region) {
        return Some(error);
    }
    Some(error.help("if it is a new region, list its zones, such as `zones = [\"a\", \"b\", \"c\"]`"))
}

fn count(cell: &Cell) -> Option<Diagnostic> {
    let zones = cell.zones.len();
    if (FEWEST..=Region::MOST_ZONES).contains(&zones) {
        return None;
    }
    // Without the cell's name: cells that share their zones share the finding.
    let error = RULE
        .finding_as(Kind::Fails, cell.zones.span, "a cell needs two to six availability zones")
        .label(format!("{zones} given"));
    Some(error.note("EKS requires cluster subnets in at least two zones").help("write `zones = [\"a\", \"b\", \"c\"]`"))
}

fn twice(cell: &Cell) -> Option<Diagnostic> {
    let mut seen = BTreeMap::new();
    let (again, first) = cell.zones.iter().find_map(|zone| Some((zone, seen.insert(zone.letter(), zone)?)))?;
    let headline = format!("zone `{}` is listed twice", again.value);
    let error = RULE.finding_as(Kind::Fails, again.span, headline).label("listed again");
    Some(error.also(first.span, "listed first here").help("list each zone once"))
}

fn unknown(cell: &Cell) -> Option<Diagnostic> {
    let region = &cell.region;
    let known: Vec<String> = region.zones().iter().map(|zone| zone.letter().to_string()).collect();
    let is_known = |zone: &Zone| known.is_empty() || known.contains(&zone.letter().to_string());
    let zone = cell.zones.iter().find(|zone| zone.within(region).is_err() || !is_known(zone))?;
    let headline = format!("region `{}` has no zone `{}`", region.value, zone.value);
    let help = format!("the zones of `{}` are {}", region.value, listing(known.iter().map(String::as_str), "and"));
    let error = RULE.finding_as(Kind::Fails, zone.span, headline).label("no zone of this region");
    Some(error.also(region.span, "the region").help(help))
}
