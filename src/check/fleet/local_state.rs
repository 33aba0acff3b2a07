//! The state of production cells lies where a team can reach and lock it.
//!
//! ## Why
//! Without a backend, Terraform keeps the state of each root in a file beside it: on one laptop or in one runner's
//! working copy. Who loses that file can no longer change or destroy the cell with Terraform, and two people who apply at
//! once do not see each other's state (Terraform documentation, "Backend Type: local"). The default is good for a first
//! try; an error in production.
//!
//! ## Wrong
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!
//!   terraform {
//!     backend "local" {}
//!   }
//! }
//!
//! environment "prod" {
//!   nat = "per-zone"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!
//!   terraform {
//!     backend "s3" {
//!       bucket         = "acme-terraform-state"
//!       region         = "eu-west-1"
//!       dynamodb_table = "acme-terraform-locks"
//!     }
//!   }
//! }
//!
//! environment "prod" {
//!   nat = "per-zone"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::LOCAL_STATE;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::{Backend, Environment};
use crate::values::Profile;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let fleet = &model.fleet;
    // A backend that could not be read is none that is missing.
    if !is_whole || fleet.is_stand_in || !matches!(fleet.backend, Backend::Local) {
        return;
    }
    let is_production = |environment: &Environment| environment.profile == Profile::Production;
    let cells = model.cells.iter().filter(|cell| is_production(model.environment_of(cell))).count();
    let production = model.populated_classes().find(|(environment, _)| is_production(environment));
    let Some((_, class)) = production else { return };
    let headline = format!("the state of {} is a local file", plural(cells, "production cell"));
    let finding = Diagnostic::of_profile(Profile::Production, LOCAL_STATE, fleet.name.span, headline);
    diagnostics.push(
        finding
            .label("no backend, or `backend \"local\"`")
            .also(class.span(), "a production environment")
            .note("whoever loses the file can no longer change the cell with Terraform, and nothing locks it")
            .help("add `terraform { backend \"s3\" { … } }` with `bucket`, `region` and `dynamodb_table`"),
    );
}
