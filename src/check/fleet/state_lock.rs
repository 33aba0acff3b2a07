//! State in S3 is locked while somebody applies.
//!
//! ## Why
//! S3 stores the last write. Without a lock two applies of one cell read the same state, both change AWS, and the one that
//! ends later overwrites what the other recorded: resources are then in AWS and in no state. The backend locks in a
//! DynamoDB table with the hash key `LockID` (Terraform documentation, "Backend Type: s3"). Locks in S3 itself need
//! Terraform 1.10, and cellc's output runs from 1.7.
//!
//! ## Wrong
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!
//!   terraform {
//!     backend "s3" {
//!       bucket = "acme-terraform-state"
//!       region = "eu-west-1"
//!     }
//!   }
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
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::STATE_LOCK;
use crate::model::Backend;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Backend::S3(backend) = &model.fleet.backend else { return };
    // What could not be read may be the lock.
    if backend.dynamodb_table.is_some() || !is_whole {
        return;
    }
    let warning = Diagnostic::warning(STATE_LOCK, backend.bucket.span, "nothing locks the state");
    diagnostics.push(
        warning
            .label("a backend without `dynamodb_table`")
            .note("of two applies at once, the one that ends later overwrites the state of the other")
            .help("add `dynamodb_table = \"…\"`: a table with the hash key `LockID`"),
    );
}
