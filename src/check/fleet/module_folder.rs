//! Every class has a module folder of its own.
//!
//! ## Why
//! A class becomes a Terraform module in `modules/<environment>-cell-<class>`. Two classes with the same folder would
//! overwrite each other: the class `x-cell` of `dev` and the class of the environment `dev-cell-x` both would lie in
//! `dev-cell-x-cell`.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   class "x-cell" {}
//! }
//! environment "dev-cell-x" {
//!   profile = "development"
//! }
//! cell "alpha" {
//!   environment = "dev"
//!   class       = "x-cell"
//! }
//! cell "beta" {
//!   environment = "dev-cell-x"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   class "large" {}
//! }
//! environment "dev-cell-x" {
//!   profile = "development"
//! }
//! cell "alpha" {
//!   environment = "dev"
//!   class       = "large"
//! }
//! cell "beta" {
//!   environment = "dev-cell-x"
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::MODULE_FOLDER;
use crate::layout::module_folder;
use crate::model::Class;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, &Class> = BTreeMap::new();
    for (_, class) in model.classes() {
        let first = *seen.entry(&class.module).or_insert(class);
        if !std::ptr::eq(first, class) {
            let headline = format!(
                "{} and {} would share the folder `{}`",
                first.title(),
                class.title(),
                module_folder(&class.module)
            );
            let error = Diagnostic::error(MODULE_FOLDER, class.span(), headline).label("this one");
            diagnostics.push(error.also(first.span(), "the other one").help("rename one of them"));
        }
    }
}
