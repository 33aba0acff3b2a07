use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{INGRESS_CLASS, PROTECTED_PRIORITIES, WORKLOAD_PRIORITIES};
use crate::source::{Span, Spanned};
use crate::values::Name;

/// A priority or ingress class that does not come with the cell.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0680"),
    kind: Kind::Varies(&[
        (Kind::FailsUnlessHelped, "for a name that differs in one letter from a class that comes with the cell"),
        (Kind::Advice, "for any other class that cellc does not know"),
    ]),
    since: "0.2.0",
    docs: include_str!("class_names.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let priorities = [WORKLOAD_PRIORITIES.as_slice(), &PROTECTED_PRIORITIES].concat();
    for (_, namespace) in model.namespaces() {
        let admission = &namespace.admission;
        diagnostics.extend(unknown("priority class", "a pod", &admission.priorities, &priorities));
        // Where nobody reaches a namespace, its classes are another rule's finding.
        if namespace.exposed.is_some() {
            diagnostics.extend(unknown("ingress class", "an Ingress", &admission.ingress_classes, &[INGRESS_CLASS]));
        }
    }
}

/// The names that no class of the cell has. Defaults are always known.
fn unknown<'a>(
    kind: &'a str,
    user: &'a str,
    names: &'a [Spanned<Name>],
    known: &'a [&'a str],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let names = names.iter().filter(|name| !known.contains(&name.as_str()));
    names.map(move |name| judge(kind, user, name.as_str(), name.span, known))
}

fn judge(kind: &str, user: &str, name: &str, span: Span, known: &[&str]) -> Diagnostic {
    let headline = format!("no {kind} `{name}` comes with the cell");
    let near = did_you_mean(name, known.iter().copied());
    match near.as_ref().filter(|near| near.certain().is_some()) {
        Some(near) => RULE
            .finding_as(Kind::FailsUnlessHelped, span, headline)
            .label(format!("differs in one letter from `{near}`"))
            .help_near(near, span),
        None => RULE
            .finding_as(Kind::Advice, span, headline)
            .label("must be created by something else")
            .help_if_some(near.map(|near| near.question()))
            .help(format!("make sure that the class exists in the cluster before {user} uses it")),
    }
}
