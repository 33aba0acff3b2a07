use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::platform::ApplicationName;

/// A port for metrics that nothing scrapes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0662"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("metrics_port.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read may be the application.
    if !is_whole || model.fleet.git.is_none() {
        return;
    }
    for (environment, namespace) in model.namespaces() {
        let Some(port) = namespace.metrics_port.filter(|_| !environment.runs(ApplicationName::Prometheus)) else {
            continue;
        };
        let headline = format!("nothing scrapes namespace `{}`", namespace.name.value);
        let warning = RULE.finding(port.span, headline).label("open to Prometheus, which does not run");
        diagnostics.push(warning.help("add `application \"prometheus\" {}` to the environment, or remove the port"));
    }
}
