use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment};

/// An update that takes all system nodes at once.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0525"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("system_update.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes().filter_map(|(environment, class)| check_class(environment, class)));
}

fn check_class(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let (min, max, unavailable) = (&class.system.min, &class.system.max, &class.system.max_unavailable);
    // A single node is a finding of its own, and so is more than there can be.
    if min.value < 2 || unavailable.value < min.value || unavailable.value > max.value {
        return None;
    }
    let headline = format!("an update of {} drains all system nodes at once", class.title());
    let finding = RULE.finding_in(environment.profile, unavailable.span, headline);
    let finding = finding.label(format!("{} at once", unavailable.value));
    let finding = finding.also(min.span, format!("the group may have as few as {}", min.value));
    Some(finding.help_replacing("write 1", unavailable.span, "1"))
}
