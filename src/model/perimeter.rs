//! What the endpoints of cells without a way out admit beside their own account.

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{AccountId, BucketName};

/// What is trusted outside of a cell's account.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Perimeter {
    /// Buckets that pods may use, by name.
    pub buckets: Vec<Spanned<BucketName>>,
    /// Accounts whose principals and resources are trusted, in their order.
    pub accounts: Vec<Spanned<AccountId>>,
}
