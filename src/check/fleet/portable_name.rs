//! Git can check the output out on every system.
//!
//! ## Why
//! Environments and cells have folders of their names; namespaces, node tiers and access entries with a role have files.
//! Windows keeps `aux`, `con`, `nul`, `prn`, `com1` to `com9` and `lpt1` to `lpt9` for devices, with any extension: nobody
//! could check out a repository in which there is a folder `con` or a file `aux.yaml`
//! (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>, 2026-11-28).
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {}
//!
//! cell "aux" {
//!   environment = "dev"
//!   cidr        = "10.0.0.0/16"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {}
//!
//! cell "auxiliary" {
//!   environment = "dev"
//!   cidr        = "10.0.0.0/16"
//! }
//! ```

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PORTABLE_NAME;
use crate::layout::is_reserved_on_windows;
use crate::model::Environment;
use crate::source::Span;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values().flat_map(|environment| {
        let folder = ("an environment", environment.name.as_str(), environment.name.span);
        std::iter::once(folder).chain(model.fleet.git.iter().flat_map(|_| files(environment)))
    });
    let cells = model.cells.iter().map(|cell| ("a cell", cell.name.as_str(), cell.name.span));
    // Tiers of an environment recur in its classes.
    let names: BTreeSet<_> = environments.chain(cells).filter(|(_, name, _)| is_reserved_on_windows(name)).collect();
    diagnostics.extend(names.into_iter().map(|(what, name, span)| {
        let error = Diagnostic::error(PORTABLE_NAME, span, format!("{what} cannot be named `{name}`"));
        let error = error.label("Windows keeps this name for a device, with any extension");
        error.note("Git could not check the output out on Windows").help("give this one another name")
    }));
}

/// What has a file of its name in the manifests of each cell.
fn files(environment: &Environment) -> impl Iterator<Item = (&'static str, &str, Span)> {
    let namespaces = environment.namespaces.iter().map(|namespace| ("a namespace", &namespace.name));
    let classes = std::iter::once(&environment.own_class).chain(environment.named_classes.values());
    let tiers = classes.flat_map(|class| &class.karpenter).map(|tier| ("a node tier", &tier.name));
    let entries = environment.access.iter().filter(|entry| entry.rbac_role().is_some());
    let entries = entries.map(|entry| ("an access entry with a role", &entry.name));
    namespaces.chain(tiers).chain(entries).map(|(what, name)| (what, name.as_str(), name.span))
}
