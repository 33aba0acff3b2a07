use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Namespace;

/// Load balancers in a namespace that nobody reaches.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0666"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("load_balancers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not missing.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        let count = namespace.admission.load_balancers;
        if count.value > 0 && namespace.exposed.is_none() {
            let headline = format!("load balancers of namespace `{}` cannot reach its pods", namespace.name.value);
            let error = RULE.finding(count.span, headline).label("no `exposure`");
            diagnostics.push(error.help("add `exposure` and `ports`, or remove `load_balancers`"));
        }
        diagnostics.extend(ingress_classes(namespace));
    }
}

/// Classes of Ingresses that the namespace may not have.
fn ingress_classes(namespace: &Namespace) -> Option<Diagnostic> {
    let mut written = namespace.admission.ingress_classes.iter();
    let class = written.find(|class| class.is_written())?;
    namespace.exposed.is_none().then(|| {
        let headline = format!("namespace `{}` has ingress classes, but no Ingress is allowed", namespace.name.value);
        let error = RULE.finding(class.span, headline).label("no `exposure`");
        error.help("add `exposure` and `ports`, or remove `ingress_classes`")
    })
}
