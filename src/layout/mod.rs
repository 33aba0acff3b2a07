//! The layout of the output folder: which folders there are, what each of them holds, and where the state of a root
//! lives.
//!
//! ```text
//! environments/<environment>/dns/            root: the DNS zone of an environment
//! accounts/<account>/                        root: what exists once in an AWS account
//! environments/<environment>/cells/<cell>/   root: a cell
//! environments/<environment>/router/         root: the router of an environment
//! modules/<environment>-cell[-<class>]/      the module of a class
//! gitops/<environment>/<cell>/               the manifests of a cell
//! routes/<environment>.json                  who is served where, for proxies
//! docs/entry_points/<environment>.md         who is served where, for people
//! ```
//!
//! Every stage that makes or reads a path asks here, in both directions: from a name to its folder, and from a path
//! back to what it belongs to. The functions know nothing but names.

mod module;
mod part;
mod place;
mod portable;
mod root;
#[cfg(test)]
mod strategies;

pub use module::{classes_of_module, is_called, module_folder, module_name, module_of_folder};
pub use part::part_of_path;
pub use place::Place;
pub use portable::{is_reserved_on_windows, unportable};
pub use root::{RootKind, cell_name, manifests_folder};

/// Where the modules are, below the output folder.
pub const MODULES: &str = "modules";

/// Where the manifests of all cells are, below the output folder.
pub const MANIFESTS: &str = "gitops";

/// Where the routes for proxies are, below the output folder.
pub const ROUTES: &str = "routes";

/// Where the documents about entry points are, below the output folder.
pub const ENTRY_POINTS: &str = "docs/entry_points";

/// The folders below the output folder that hold roots and modules: everything that Terraform reads.
pub const CONFIGURATIONS: [&str; 3] = [ENVIRONMENTS, ACCOUNTS, MODULES];

/// Where the roots of environments are, below the output folder.
pub const ENVIRONMENTS: &str = "environments";

/// Where the roots of accounts are, below the output folder.
pub const ACCOUNTS: &str = "accounts";
