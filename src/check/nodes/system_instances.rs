use crate::catalog::instance_types;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, Environment};
use crate::source::Spanned;
use crate::values::{InstanceType, Profile};

/// System nodes that are burstable, or more than plain machines.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0507"),
    kind: Kind::Varies(&[
        (Kind::Conduct, "for burstable types"),
        (Kind::Mistake, "for accelerators and bare-metal machines"),
    ]),
    since: "0.1.0",
    docs: include_str!("system_instances.md"),
    yields_to: &[],
    check,
};

/// EC2's category of burstable instances.
const BURSTABLE: &str = "t";

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        let types = class.system.instance_types.iter();
        diagnostics.extend(types.filter_map(|kind| special(kind).or_else(|| burstable(environment, class, kind))));
    }
}

fn special(kind: &Spanned<InstanceType>) -> Option<Diagnostic> {
    let facts = instance_types::get(&kind.to_string())?;
    let label = match (facts.accelerator.is_some(), facts.is_bare_metal()) {
        (true, _) => "has accelerators",
        (_, true) => "a bare-metal machine",
        _ => return None,
    };
    let headline = format!("system nodes do not need `{}`", kind.value);
    let warning = RULE.finding_as(Kind::Mistake, kind.span, headline).label(label);
    Some(warning.help("use a general-purpose type such as `m7g.large`, and a separate tier for such machines"))
}

fn burstable(environment: &Environment, class: &Class, kind: &Spanned<InstanceType>) -> Option<Diagnostic> {
    (kind.category() == BURSTABLE && environment.profile != Profile::Development).then(|| {
        let headline = format!("system nodes of {} run out of CPU credits", class.title());
        let finding = RULE.finding_in(environment.profile, kind.span, headline);
        finding.label("burstable").help("use a type with sustained performance, such as `m7g.large`")
    })
}
