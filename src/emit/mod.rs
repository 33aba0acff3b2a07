//! Stage `emit`: a complete file set becomes the content of the output folder, or is compared with it.
//!
//! A [`Session`] takes the files one by one, the [`Plan`] that it becomes shows what would change and carries it out;
//! [`plan`] does the first half for programs that hold all files in memory. What is promised:
//!
//! * **Only cellc's own files are touched.** Lists in the folder `manifest` name them with the SHA-256 of what was written, one
//!   list for each root, each module and the manifests of each cell. A file of another hash was edited by hand: it is neither
//!   overwritten nor deleted without force. Line ends are no edit: Git on Windows makes them, and the next build takes them
//!   back. A file that already holds what would be written is adopted, whoever made it.
//! * **An unfinished merge is no edit.** Where Git left conflict markers, the lists of both sides count, and a file both sides
//!   of which a list names is cellc's. What cannot be traced to a build is told as such: [`Reason::Unmerged`], [`Reason::Mixed`].
//! * **A list is trusted for nothing else.** Whoever changes one in a pull request can make a build delete or overwrite
//!   generated files, and nothing outside the places that producers own.
//! * **Files that are no longer generated are removed**, and then the folders that this empties.
//! * **What is right is not touched**, down to its modification time; the lists as well.
//! * **All or nothing.** All texts are on the disk before the first file changes, and a failure at any step is taken
//!   back. A process killed at any step leaves each file wholly old or wholly new, and the next build completes it,
//!   without force. The disk is not told to flush, so a power cut may lose what was written in the last seconds; files
//!   that it damaged count as edited by hand.
//! * **Nothing is read, written or deleted through a link** inside the output folder. The folder itself may be one. Pipes,
//!   sockets and devices are never opened, and a file is read up to 64 MiB ([`MOST_BYTES_OF_A_FILE`]), the lists up to
//!   256 MiB, all files of a run together up to 4 GiB: a pull request may put anything there.
//! * **An older cellc leaves the output of a newer one alone**: see [`ManifestFault::Newer`].
//! * **One build at a time**: see [`EmitError::Busy`].
//! * **No more than one text is in memory**, but for what is stale in a session that only looks.
//!
//! Permissions and owners of replaced files are not kept; they become those of new files.

mod apply;
mod beside;
mod conflict;
mod diff;
mod digest;
mod disk;
mod error;
mod fault;
mod finding;
mod format;
mod generated;
mod header;
mod index;
#[cfg(test)]
mod interruption;
mod ledger;
mod line_ends;
mod list;
mod lock;
mod manifest_fault;
mod others;
mod owned;
mod path;
mod path_map;
mod plan;
mod read;
mod record;
mod session;
mod staging;
mod stamp;
mod transaction;
mod unmerged;
mod worksite;
mod written;

use std::collections::BTreeMap;

pub use apply::Summary;
pub use conflict::{Conflict, Reason};
pub use error::{Aftermath, EmitError};
pub use manifest_fault::ManifestFault;
pub use others::Others;
pub use path::{MANIFEST, MANIFEST_OF_OUTPUT, MARKER, STAGING_PREFIX};
pub use plan::{Change, Plan};
pub use read::{MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_ALL, MOST_BYTES_OF_THE_MANIFEST, MOST_ENTRIES};
pub use session::{Mode, Session, plan};
pub use written::{OnDisk, Unowned, is_output, on_disk};

/// All generated files: the path relative to the output folder, with `/` between folders, and the text.
pub type FileSet = BTreeMap<String, String>;
