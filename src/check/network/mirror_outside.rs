//! Isolated cells install from registries that their perimeter admits.
//!
//! ## Why
//! A cell without a way out gets its charts and images from a registry in ECR. Its endpoints admit the registries of its own account and of
//! those in `perimeter`, and of no other: a chart in another account's would be refused, and Argo CD could not install it.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git { repository = "https://git.acme.example/cells.git" }
//! }
//! environment "dev" {
//!   nat = "none"
//!   allow "CELL0817" {
//!     reason = "the rest is mirrored later"
//!   }
//!   application "metrics-server" {
//!     repository = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/charts"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git { repository = "https://git.acme.example/cells.git" }
//! }
//! environment "dev" {
//!   nat = "none"
//!   allow "CELL0422" {
//!     reason = "the registry of the platform team"
//!   }
//!   perimeter {
//!     accounts = ["999999999999"]
//!   }
//!   application "metrics-server" {
//!     repository = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/charts"
//!   }
//! }
//! ```

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::MIRROR_OUTSIDE;
use crate::model::{Application, Class, Environment};
use crate::values::AccountId;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for cell in &model.cells {
        let (environment, class) = (model.environment_of(cell), model.class_of(cell));
        for application in environment.applications.iter().filter(|_| class.is_isolated()) {
            let found = outside(application, (environment, class), &cell.account.value);
            diagnostics.extend(found.filter(|_| told.insert(application.repository.span)));
        }
    }
}

fn outside(
    application: &Application,
    (environment, class): (&Environment, &Class),
    own: &AccountId,
) -> Option<Diagnostic> {
    let (account, _) = application.repository.as_str().split_once(".dkr.ecr.")?;
    let account: AccountId = account.parse().ok()?;
    let trusted = environment.perimeter.iter().flat_map(|perimeter| &perimeter.accounts);
    if account == *own || trusted.into_iter().any(|trusted| trusted.value == account) {
        return None;
    }
    let headline = format!("the endpoints of {} do not admit the registry of account {account}", class.title());
    let error = Diagnostic::error(MIRROR_OUTSIDE, application.repository.span, headline).label("refused");
    let error = error.also(class.nat.span, "the endpoints are the only way out");
    Some(error.help(format!("trust it: `perimeter {{ accounts = [\"{account}\"] }}`")))
}
