use crate::catalog::endpoint_services::{has, takes_policy};
use crate::check::Context;
use crate::check::facts::endpoints::is_of_use;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// An endpoint of an isolated cell that no policy closes.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0424"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("open_endpoint.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        if !environment.classes().any(crate::model::Class::is_isolated) {
            continue;
        }
        // A service that the table does not know may be newer than the table: nothing closes its endpoint either.
        let written = environment.own_class.interface_endpoints.iter().filter(|service| service.is_written());
        let open = written.filter(|service| is_of_use(service.as_str()) && !takes_policy(service.as_str()));
        diagnostics.extend(open.map(|service| {
            let headline = format!("the endpoint for `{}` has no policy", service.value);
            RULE.finding(service.span, headline)
                .label("open to any credentials")
                .note(if has(service.as_str()) {
                    "AWS documents no endpoint policy for this service, so data may leave through it to other accounts"
                } else {
                    "the table does not say whether it supports a policy, so data may leave through it to other accounts"
                })
                .help("leave it out, or say in an `allow` block why this is acceptable")
        }));
    }
}
