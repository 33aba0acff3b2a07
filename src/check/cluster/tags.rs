use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Model};
use crate::source::Spanned;
use crate::values::{EnvironmentId, TagKey, TagValue};

/// A tag that is cellc's own, or too many of them.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0606"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("tags.md"),
    yields_to: &[],
    check,
};

/// The one tag of cellc that may be set by hand.
const DOMAIN: &str = "Domain";
/// Keys that come from elsewhere in the specification.
const OWN: [(&str, &str); 5] = [
    ("Architecture", "it is always `Cellular`"),
    ("CellID", "it is the cell's name"),
    ("CostCentre", "set `cost_centre` in the fleet or the environment"),
    ("Environment", "it is the environment's name"),
    ("Owner", "set `owner` in the fleet or the environment"),
];
/// "Tag your Amazon EC2 resources": 50 a resource; `CellID` and `Name` join those of the environment, and EKS and
/// Karpenter add up to six of their own on nodes.
const MOST_OF_AN_ENVIRONMENT: usize = 42;
const FEW: &str = "AWS allows 50 per resource; some are reserved for EKS and Karpenter";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    spellings(model, diagnostics);
    for environment in model.environments.values() {
        diagnostics.extend(nobody(environment));
    }
    for (_, key) in model.declared_tags() {
        if let Some((own, help)) = OWN.iter().find(|(own, _)| own.eq_ignore_ascii_case(key.as_str())) {
            let headline = format!("the tag `{}` is cellc's own", key.value);
            let label = if *own == key.as_str() { "set by cellc".to_owned() } else { format!("cellc sets `{own}`") };
            diagnostics.push(
                RULE.finding(key.span, headline).label(label).help_removing(format!("remove it: {help}"), key.span),
            );
        }
    }
    let of_fleet = &model.fleet.tags;
    if let Some((_, first)) = of_fleet.first().filter(|_| of_fleet.len() + OWN.len() > MOST_OF_AN_ENVIRONMENT) {
        let headline = format!("fleet `{}` has too many tags", model.fleet.name.value);
        let most = MOST_OF_AN_ENVIRONMENT - OWN.len();
        let error = RULE.finding(first.span, headline);
        let error = error.label(format!("the first of {} tags; at most {most} besides cellc's own", of_fleet.len()));
        diagnostics.push(error.note(FEW).help("remove some"));
        return;
    }
    let has_too_many = |environment: &&Environment| environment.resource_tags.len() > MOST_OF_AN_ENVIRONMENT;
    for environment in model.environments.values().filter(has_too_many) {
        let headline = format!("{} has too many tags", environment.title());
        let label = format!("{} tags, at most {MOST_OF_AN_ENVIRONMENT}", environment.resource_tags.len());
        let error = RULE.finding(environment.span(), headline).label(label);
        diagnostics.push(error.note(FEW).help("remove some"));
    }
}

/// IAM takes keys that differ only in case for one key, and refuses both. Tags of the fleet meet those of each
/// environment; those of two environments never meet.
fn spellings(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(Option<&EnvironmentId>, String), Spanned<&TagKey>> = BTreeMap::new();
    for (owner, key) in model.declared_tags() {
        let folded = key.as_str().to_ascii_lowercase();
        let of_fleet = seen.get(&(None, folded.clone())).copied();
        let first = of_fleet.unwrap_or_else(|| *seen.entry((owner, folded)).or_insert(key));
        let is_domain = key.as_str().eq_ignore_ascii_case(DOMAIN);
        let usual = if is_domain { DOMAIN } else { first.as_str() };
        // cellc's own are told to go, however they are written.
        if key.as_str() != usual && !OWN.iter().any(|(own, _)| own.eq_ignore_ascii_case(key.as_str())) {
            let headline = format!("the tag `{}` differs from `{usual}` only in case", key.value);
            let error = RULE.finding(key.span, headline).label("the same key for IAM");
            let error = if is_domain { error } else { error.also(first.span, "the other spelling") };
            diagnostics.push(error.help(format!("write `{usual}`")));
        }
    }
}

/// Owner and cost centre are required so that they say something.
fn nobody(environment: &Environment) -> Option<Diagnostic> {
    let is_blank = |(key, value): &(&TagKey, &TagValue)| {
        matches!(key.as_str(), "Owner" | "CostCentre") && value.as_str().trim().is_empty()
    };
    let (key, _) = environment.resource_tags.iter().find(is_blank)?;
    let error = RULE.finding(environment.span(), format!("the tag `{key}` of {} is empty", environment.title()));
    Some(
        error
            .label("from here or from the fleet")
            .help("set `owner` to who is responsible and `cost_centre` to who pays"),
    )
}
