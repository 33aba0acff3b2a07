use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Router};
use crate::source::Spanned;
use crate::values::{Exposure, UrlPath};

/// A health check of a path that leads to no pods.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1162"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("health_path.md"),
    // A route that has both a path and a host may be meant as either.
    yields_to: &[Yield { code: Code::rule("CELL1139"), within: Within::Environment }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let door = environment.front_door.as_ref().filter(|door| !door.is_partial && !door.routes.is_empty());
        // Nothing asks an internal load balancer from outside.
        let door = door.filter(|door| door.exposure.value == Exposure::Public);
        let Some((door, router)) = door.zip(environment.router.as_ref()) else { continue };
        match &router.health_path {
            None => diagnostics.push(unsaid(environment, router)),
            Some(path) if door.route_of(path).is_none() => diagnostics.push(lost(environment, path)),
            Some(_) => {}
        }
    }
}

fn unsaid(environment: &Environment, router: &Router) -> Diagnostic {
    let headline = format!("the router of `{}` knows no path that leads to pods", environment.name.value);
    let error = RULE.finding(router.span(), headline).label("no `health_path`");
    let error = error.note(
        "no route is reached under the path of its own `health`: that path lies outside its `path`, or it has a `host`",
    );
    error.help("write `health_path`, under the `path` of a route whose pods answer it")
}

fn lost(environment: &Environment, path: &Spanned<UrlPath>) -> Diagnostic {
    let headline = format!("no route of `{}` takes `{}`", environment.name.value, path.value);
    let error = RULE.finding(path.span, headline).label("the load balancer answers this itself, with 404");
    error.help("write a path under the `path` of a route, or add a route with neither `path` nor `host`")
}
