//! Every case with what the command line makes of it: each is judged once, for all tests that look at it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use cellc_test_support::command_line::Outcome;
use cellc_test_support::parallel;

use super::case::{Built, Case};
use super::cases;

/// A case and all that is printed about it.
pub(crate) struct Judged {
    pub(crate) case: Case,
    /// What `build` did.
    pub(crate) built: Built,
    /// What `check` prints for machines, in the order of [`FORMATS`].
    pub(crate) formats: [Outcome; 3],
}

/// Formats for machines, by their place in [`Judged::formats`].
const FORMATS: [&str; 3] = ["json", "sarif", "github"];
pub(crate) const JSON: usize = 0;
pub(crate) const SARIF: usize = 1;
pub(crate) const GITHUB: usize = 2;

/// All cases, judged.
pub(crate) static JUDGED: LazyLock<Vec<Judged>> = LazyLock::new(|| parallel::map(&cases(), judge));

fn judge(case: &Case) -> Judged {
    let judged = catch_unwind(AssertUnwindSafe(|| {
        let folder = case.folder_of_files();
        let formats = FORMATS.map(|format| case.call(&folder, &["check", "--format", format]));
        Judged { case: case.clone(), built: case.build(&folder), formats }
    }));
    judged.unwrap_or_else(|_| panic!("{}: the compiler panics", case.name))
}
