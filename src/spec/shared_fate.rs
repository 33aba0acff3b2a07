//! `shared_fate "name" { … }`: what several cells depend on together.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{Percentage, Reason, SharedThing};

spec_block! {
    /// Something outside the cells that several of them depend on: when it fails, they fail together. What the specification
    /// names for several cells has to be declared in production. cellc itself lists what every fleet shares: the state bucket,
    /// the Git repository, registries, accounts with several cells.
    pub struct SharedFate {
        /// What is shared, written exactly as elsewhere in the specification: a bucket, an account, a network, a hosted zone, a
        /// repository. Something that the specification names nowhere else may be listed too.
        #[each("shared thing")]
        pub of: Spanned<Vec<Spanned<SharedThing>>>,
        /// Why the cells share it.
        pub reason: Spanned<Reason>,
        /// The largest share of an environment's load that depends on it. Default: the share of the cells for which the
        /// specification names it; of something that it names nowhere, `100%`.
        pub blast_radius: Option<Spanned<Percentage>>,
    }
}
