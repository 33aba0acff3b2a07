//! Tags that cellc sets itself are not set by hand, and there is room for all.

use super::codes::TAGS;
use crate::diagnostic::Diagnostic;
use crate::model::Model;

/// Keys that come from elsewhere in the specification.
const OWN: [(&str, &str); 5] = [
    ("Architecture", "it is always `Cellular`"),
    ("CellID", "it is the cell's name"),
    ("CostCentre", "set `cost_centre` in the fleet or the environment"),
    ("Environment", "it is the environment's name"),
    ("Owner", "set `owner` in the fleet or the environment"),
];
/// "Tag your Amazon EC2 resources": 50 a resource; `CellID` and `Name` join those of the class, and EKS and Karpenter add up
/// to six of their own on nodes.
const MOST_OF_A_CLASS: usize = 42;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for key in &model.written_tags {
        if let Some((own, help)) = OWN.iter().find(|(own, _)| own.eq_ignore_ascii_case(key.as_str())) {
            let headline = format!("the tag `{}` is cellc's own", key.value);
            let label = if *own == key.as_str() { "set by cellc".to_owned() } else { format!("cellc sets `{own}`") };
            diagnostics
                .push(Diagnostic::error(TAGS, key.span, headline).label(label).help(format!("remove it: {help}")));
        }
    }
    for class in model.classes.iter().filter(|class| class.name.is_none() && class.tags.len() > MOST_OF_A_CLASS) {
        let headline = format!("{} has too many tags", class.title());
        let label = format!("{} tags, {MOST_OF_A_CLASS} at most", class.tags.len());
        let error = Diagnostic::error(TAGS, class.span(), headline).label(label);
        diagnostics
            .push(error.note("AWS takes 50 a resource; some are kept for EKS and Karpenter").help("remove some"));
    }
}
