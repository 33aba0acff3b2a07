use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::model::{Environment, Part, Route};

/// A route to a namespace that the cells do not have.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1127"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("route_namespace.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Namespaces))
    {
        let routes = environment.front_door.iter().flat_map(|door| &door.routes);
        diagnostics.extend(routes.filter_map(|route| found(environment, route)));
    }
}

fn found(environment: &Environment, route: &Route) -> Option<Diagnostic> {
    let name = &route.namespace;
    let namespace = environment.namespaces.iter().find(|namespace| namespace.name.value == name.value);
    let Some(namespace) = namespace else {
        let headline = format!("route `{}` leads to a namespace that is not there", route.name.value);
        let error = RULE.finding(name.span, headline).label(format!("no namespace of {}", environment.title()));
        let known = environment.namespaces.iter().map(|namespace| namespace.name.value.as_str());
        return Some(match did_you_mean(name.value.as_str(), known) {
            Some(near) => error.help_near(&near, name.span),
            None => error
                .help(format!("add `namespace \"{}\" {{}}` to the environment, or name one that it has", name.value)),
        });
    };
    (namespace.environment != environment.name.value).then(|| {
        let headline = format!("route `{}` leads to a namespace of another environment", route.name.value);
        let error = RULE.finding(name.span, headline).label(format!("it belongs to `{}`", namespace.environment));
        let error = error.also(namespace.name.span, "declared here");
        error.help("environments that share cells have no way in of their own: name a namespace of this environment")
    })
}
