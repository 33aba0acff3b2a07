use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Class, Environment};
use crate::platform::ApplicationName;

/// More replicas of Karpenter than nodes that they may run on.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0821"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("karpenter_replicas.md"),
    yields_to: &[],
    check,
};

/// A class with a system tier of its own may differ from its environment: the first finding is enough.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::BTreeSet::new();
    for (environment, class) in model.classes() {
        diagnostics.extend(check_class(environment, class).filter(|_| seen.insert(&environment.name.value)));
    }
}

fn check_class(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let values = environment.application(ApplicationName::Karpenter)?.values.as_ref()?;
    let replicas = values.get(&["replicas"])?.as_u64()?;
    let min = &class.system.min;
    if replicas <= u64::from(min.value) {
        return None;
    }
    let headline = format!(
        "{replicas} replicas of Karpenter have only {} to run on",
        plural(usize::try_from(min.value).ok()?, "node")
    );
    let error = RULE.finding(values.span, headline).label(format!("`replicas` is {replicas}"));
    let by_default = if min.is_written() { "" } else { ", by default" };
    let error = error.also(min.span, format!("the minimum of the system tier is {}{by_default}", min.value));
    Some(
        error
            .note("replicas of Karpenter never share a node")
            .help(format!("raise `min` of the tier `system` to {replicas}, or leave `replicas` out")),
    )
}
