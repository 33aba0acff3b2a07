//! `perimeter { … }`: what the endpoints of cells without a way out admit.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{AccountId, BucketName};

spec_block! {
    /// What cells with `nat = "none"` reach beside their own account. Without it, the endpoints of such a cell admit principals of
    /// its own account (or of the `organization_id`), resources of its own account, and the images of AWS.
    pub struct Perimeter {
        /// Buckets of other accounts that pods may read and write, as far as their roles and the buckets' policies allow. Default:
        /// none.
        #[each("bucket")]
        pub buckets: Option<Spanned<Vec<Spanned<BucketName>>>>,
        /// Other accounts whose principals and resources are trusted like the cell's own, such as that of a registry. Default:
        /// none.
        #[each("account")]
        pub accounts: Option<Spanned<Vec<Spanned<AccountId>>>>,
    }
}
