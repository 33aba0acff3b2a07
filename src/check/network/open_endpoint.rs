use super::endpoint_service::may_be_newer;
use crate::catalog::endpoint_services::{has, takes_policy};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::values::InterfaceEndpoint;

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
        // That the table does not know a service, another rule says, and accepts that it may be newer: nothing closes it then.
        let may_be = |service: &&Spanned<InterfaceEndpoint>| has(service.as_str()) || may_be_newer(service);
        let written = environment.own_class.interface_endpoints.iter().filter(|service| service.is_written());
        let open = written.filter(may_be).filter(|service| !takes_policy(service.as_str()));
        diagnostics.extend(open.filter(|service| service.as_str() != "s3" && service.as_str() != "dynamodb").map(
            |service| {
                let headline = format!("no policy closes the endpoint of `{}`", service.value);
                RULE.finding(service.span, headline)
                    .label("open to any credentials")
                    .note(if has(service.as_str()) {
                        "AWS documents no endpoint policy for the service: data may leave through it to other accounts"
                    } else {
                        "the table does not say whether it takes a policy: data may leave through it to other accounts"
                    })
                    .help("leave it out, or say in an `allow` block why that is no concern")
            },
        ));
    }
}
