use crate::catalog::instance_types;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, Near, did_you_mean};
use crate::source::{Span, Spanned};
use crate::values::InstanceCategory;

/// An instance type or family that EC2 does not have.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0508"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("instance_type.md"),
    yields_to: &[],
    check,
};

/// More are another rule's finding.
const MOST_INSTANCE_TYPES: usize = 20;

/// What AWS calls categories in its pages.
const WORDS: [(&str, &str); 6] =
    [("burstable", "t"), ("compute", "c"), ("general", "m"), ("gpu", "g"), ("memory", "r"), ("storage", "i")];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, class) in model.classes() {
        let types = &class.system.instance_types;
        let unknown_types = types.iter().filter(|kind| instance_types::get(&kind.to_string()).is_none());
        for kind in unknown_types.filter(|_| types.len() <= MOST_INSTANCE_TYPES) {
            let name = kind.to_string();
            let near = did_you_mean(&name, instance_types::all().iter().map(|facts| facts.name));
            diagnostics.push(unknown("instance type", &name, near.as_ref(), kind.span));
        }
        let named = class.karpenter.iter().flat_map(|tier| &tier.families);
        let is_known = |name: &str| instance_types::families().any(|family| family == name);
        for family in named.filter(|family| !is_known(family.as_str())) {
            let near = did_you_mean(family.as_str(), instance_types::families());
            diagnostics.push(unknown("instance family", family.as_str(), near.as_ref(), family.span));
        }
        let is_known = |category: &Spanned<InstanceCategory>| instance_types::is_category(category.as_str());
        // Beside families they mean nothing, and where none is known nothing can be launched: findings of other rules.
        let tiers =
            class.karpenter.iter().filter(|tier| tier.families.is_empty() && tier.categories.iter().any(is_known));
        for category in tiers.flat_map(|tier| &tier.categories).filter(|category| !is_known(category)) {
            let word = WORDS.iter().find(|(word, _)| *word == category.as_str()).map(|(_, letter)| *letter);
            let finding = no_such("instance category", category.as_str(), category.span);
            diagnostics.push(match word {
                Some(letter) => {
                    finding.help_replacing(format!("did you mean `{letter}`?"), category.span, format!("\"{letter}\""))
                }
                None => finding.help(WHEN_NEW),
            });
        }
    }
}

fn unknown(kind: &str, name: &str, near: Option<&Near<'_>>, span: Span) -> Diagnostic {
    let finding = no_such(kind, name, span);
    match near {
        Some(near) => finding.help_near(near, span),
        None => finding.help(WHEN_NEW),
    }
}

const WHEN_NEW: &str = "check the name; if it is newer than the table, say so in an `allow` block";

fn no_such(kind: &str, name: &str, span: Span) -> Diagnostic {
    let headline = format!("there is no {kind} `{name}` in the table of {}", instance_types::as_of());
    RULE.finding(span, headline).label(format!("`{name}` is not known"))
}
