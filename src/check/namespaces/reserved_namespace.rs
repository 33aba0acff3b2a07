use crate::check::Context;
use crate::check::facts::namespaces::whose;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A namespace of the cluster or the platform.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0640"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("reserved_namespace.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, namespace) in model.namespaces() {
        let name = &namespace.name;
        if let Some(whose) = whose(name.as_str()) {
            let headline = format!("the namespace `{}` is reserved", name.value);
            let error = RULE.finding(name.span, headline).label(whose);
            diagnostics.push(error.help("name it after the business domain that it is for"));
        }
    }
}
