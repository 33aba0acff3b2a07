//! Every way out of an isolated cell is closed, or known to be open.
//!
//! ## Why
//! The endpoints of a cell without a way out have policies that admit nobody from outside. For some services AWS documents no endpoint
//! policy, and EC2 refuses one (`catalog/endpoint_services.json`); an endpoint of such a service lets every call through, also one with
//! credentials of another account. So does the endpoint of a service that the table does not know: it gets no policy either. A warning, because what the service can be used for decides whether that matters.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   nat                 = "none"
//!   interface_endpoints = ["transfer"]
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   nat                 = "none"
//!   interface_endpoints = ["secretsmanager"]
//! }
//! ```

use super::endpoint_service::may_be_newer;
use crate::catalog::endpoint_services::{has, takes_policy};
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::OPEN_ENDPOINT;
use crate::source::Spanned;
use crate::values::InterfaceEndpoint;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
                Diagnostic::warning(OPEN_ENDPOINT, service.span, headline)
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
