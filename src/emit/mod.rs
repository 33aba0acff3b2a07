//! Stage `emit`: a complete file set becomes the content of the output folder, or is compared with it.
//!
//! [`plan`] looks, [`Plan::diff`] shows, [`Plan::apply`] writes. What is promised:
//!
//! * **Only cellc's own files are touched.** The manifest `cellc.lock.json` lists them with the SHA-256 of what was
//!   written. A file of another hash was edited by hand: it is neither overwritten nor deleted without force. That
//!   holds for line ends too: a checkout in which git turned LF into CRLF counts as edited. A file that already holds
//!   what would be written is adopted, whoever made it.
//! * **Files that are no longer generated are removed**, and then the folders that this empties.
//! * **What is right is not touched**, down to its modification time; the manifest as well.
//! * **All or nothing.** All texts are on the disk before the first file changes, and a failure at any step is taken
//!   back. A process killed at any step leaves each file wholly old or wholly new, and the next build completes it,
//!   without force. The disk is not told to flush, so a power cut may lose what was written in the last seconds; files
//!   that it damaged count as edited by hand.
//! * **Nothing is read, written or deleted through a link** inside the output folder. The folder itself may be one. Pipes,
//!   sockets and devices are never opened, and a file is read up to 64 MiB ([`MOST_BYTES_OF_A_FILE`]), the manifest up to
//!   256 MiB, all files of a run together up to 4 GiB: a pull request may put anything there.
//! * **An older cellc leaves the output of a newer one alone**: see [`ManifestFault::Newer`].
//! * **One build at a time**: see [`EmitError::Busy`].
//!
//! Permissions and owners of replaced files are not kept; they become those of new files.

mod apply;
mod conflict;
mod diff;
mod disk;
mod error;
mod finding;
mod format;
#[cfg(test)]
mod interruption;
mod lock;
mod manifest;
mod manifest_fault;
mod manifest_file;
mod others;
mod path;
mod plan;
mod read;
mod session;
mod transaction;
mod written;

use std::collections::BTreeMap;

pub use apply::Summary;
pub use conflict::{Conflict, Reason};
pub use error::{Aftermath, EmitError};
pub use manifest_fault::ManifestFault;
pub use others::{MOST_ENTRIES, Others};
pub use path::{MANIFEST, STAGING_PREFIX};
pub use plan::{Change, Plan, plan};
pub use read::{MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_ALL, MOST_BYTES_OF_THE_MANIFEST};
pub use session::{Mode, Session};
pub use written::{OnDisk, Unowned, is_output, on_disk};

/// All generated files: the path relative to the output folder, with `/` between folders, and the text.
pub type FileSet = BTreeMap<String, String>;
