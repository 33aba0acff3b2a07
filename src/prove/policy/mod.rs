//! Can a role of one cell act on something of another, when both share an account?
//!
//! The question is asked of every IAM statement in the emitted Terraform, whoever wrote it:
//!
//! ```no_run
//! # let files = std::collections::BTreeMap::<String, String>::new();
//! use cellc::prove::policy;
//!
//! let cells = policy::cells(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
//! for (alpha, beta) in policy::pairs(&cells) {
//!     for reach in policy::between(alpha, beta).acts {
//!         println!("{reach}");
//!     }
//! }
//! ```
//!
//! [`cells`] reads files ([`mod@collect`]), [`between`] asks ([`mod@reach`] for what roles may do, [`mod@admission`] for what the
//! policies of resources and roles admit). Both are pure.
//!
//! # What an answer means
//!
//! * An action that is **not** listed cannot happen: identity policies, policies of AWS as the fact table has them, key, queue
//!   and trust policies were read, and none allows it.
//! * An action that is listed **may** happen. A condition key that is not known counts as true in an `Allow` and false in a
//!   `Deny`; what only AWS knows, such as an id, may match whatever somebody wrote by hand.
//! * What is not understood is listed as unproven, never passed over: resource types, policies that are not in the files,
//!   `NotPrincipal`, services and actions without facts.
//!
//! # What it trusts
//!
//! The fact tables of [`crate::catalog`] (`policy_actions`, `policy_documents`, `policy_resources`), the folder of a root as the
//! claim that what it makes belongs to that cell, and that nobody gave a resource of one cell the tags of another. Comments,
//! headers and earlier reports are not read.

pub mod admission;
pub mod cell;
pub mod collect;
pub mod condition;
pub mod decide;
pub mod document;
pub mod holdings;
pub mod pattern;
pub mod reach;
mod reader;
mod root;

pub use cell::{Cell, Place, Policy, Resource, Role, Unproven};
pub use collect::cells;
pub use reach::{Exposure, Reach, Verdict};

/// Everything that roles of `alpha` may do to what `beta` holds.
pub fn between(alpha: &Cell, beta: &Cell) -> Verdict {
    let mut verdict = Verdict::default();
    if alpha.partition == beta.partition && alpha.account == beta.account {
        reach::by_roles(alpha, beta, &mut verdict);
    }
    admission::by_resources(alpha, beta, &mut verdict);
    verdict.unproven.extend(alpha.unproven.iter().chain(&beta.unproven).cloned());
    verdict.sort();
    verdict
}

/// Every ordered pair of different cells in one account.
pub fn pairs(cells: &[Cell]) -> impl Iterator<Item = (&Cell, &Cell)> {
    let share = |alpha: &Cell, beta: &Cell| {
        alpha.name != beta.name && alpha.partition == beta.partition && alpha.account == beta.account
    };
    cells
        .iter()
        .flat_map(move |alpha| cells.iter().filter(move |beta| share(alpha, beta)).map(move |beta| (alpha, beta)))
}
