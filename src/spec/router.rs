//! `router { … }`: the names of tenants, above all cells of an environment.

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{BucketRange, IamPrincipal, Name, RecordMode, Region, UrlPath};

spec_block! {
    /// The only thing above the cells of an environment: records in Route 53 that lead tenants to their cells, and away from a cell that
    /// does not answer or is evacuated. Everything that a failure needs is made in advance. Needs `front_door`.
    #[derive(Default)]
    pub struct Router {
        /// Whether each tenant has a name of its own (`<tenant>.<domain>`), or all share a fixed number of buckets. Each record takes
        /// Terraform half a minute to create, so more than 300 tenants are better off with buckets. Default: `names`.
        pub tenants: Option<Spanned<RecordMode>>,
        /// With buckets: how many there are, 1 to 10000. It cannot be changed. A tenant has the bucket that its name gives: the first
        /// four bytes of its SHA-256 as a number, modulo this one. Default: 256.
        pub bucket_count: Option<Spanned<u32>>,
        /// With buckets: who serves them, by ranges such as `0000-0127`, which together hold every bucket once.
        #[schemars(default)]
        pub buckets: Labelled<BucketRange, Buckets>,
        /// The path that Route 53 asks for under the name of each cell. It leads to pods. Default: that of the first route under which
        /// the path of its own `health` can be reached.
        pub health_path: Option<Spanned<UrlPath>>,
        /// How often each of Route 53's checkers asks, in seconds: 30, or 10 at a higher price. It cannot be changed in a check that
        /// exists. Default: 30.
        pub interval_seconds: Option<Spanned<u32>>,
        /// How many failures in a row make a cell unhealthy, 1 to 10. Default: 3.
        pub failures: Option<Spanned<u32>>,
        /// For how many seconds resolvers keep an answer, 1 to 86400. Default: 60.
        pub ttl_seconds: Option<Spanned<u32>>,
        /// The switch that takes a cell out of service by hand.
        pub evacuation: Option<Spanned<Evacuation>>,
    }
}

spec_block! {
    /// Who serves a range of buckets.
    pub struct Buckets {
        /// The cell that serves them.
        pub cell: Spanned<Name>,
        /// The cell that serves them when `cell` does not answer, or is evacuated. Default: none.
        pub standby: Option<Spanned<Name>>,
    }
}

spec_block! {
    /// The switch that takes a cell out of service by hand, without an apply and without a change in Route 53 or IAM: one data point of a
    /// metric. A region that fails must not take the switch along, so it is in another region than the cells.
    pub struct Evacuation {
        /// The region of the switches.
        pub region: Spanned<Region>,
        /// Who may use them: IAM roles and users, through the role `<fleet>-evacuate-<environment>`.
        #[each("principal")]
        pub principals: Spanned<Vec<Spanned<IamPrincipal>>>,
    }
}
