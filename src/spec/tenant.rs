//! `tenant "name" { … }`: whom cells serve.

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{Date, Name, Percentage, RegionPattern, TenantCertificate};

spec_block! {
    /// Whom cells serve: a customer, a market, a business line. Its name is one label below the domain of each environment
    /// in which it has a home. A tenant about which there is nothing more to say needs no block: the list `tenants` of a
    /// cell is enough.
    #[derive(Default)]
    pub struct Tenant {
        /// Its share of the work, in the unit of `max_load`. Default: 1.
        pub load: Option<Spanned<u32>>,
        /// The regions in which it may be served, such as `eu-west-1` or `eu-*`; home and standby are in one of them. Default:
        /// all.
        #[each("region")]
        pub residency: Option<Spanned<Vec<Spanned<RegionPattern>>>> = [["eu-*"]],
        /// Whether the cell of each of its homes serves nobody else. Default: `false`.
        pub dedicated: Option<Spanned<bool>>,
        /// By which certificate its cells prove its name: that of all tenants, or with `own` one for this name, which only a dedicated
        /// tenant can have. Default: `shared`.
        pub certificate: Option<Spanned<TenantCertificate>>,
        /// Its cell in each environment. Default: the cells that list it in `tenants`.
        #[schemars(default)]
        pub home: Labelled<Name, Home>,
    }
}

spec_block! {
    /// Where a tenant is served in one environment, whose name is the label.
    #[derive(Default)]
    pub struct Home {
        /// The cell that serves it. Default: that of its bucket, in an environment whose router has buckets; everywhere else it has to
        /// be said.
        pub cell: Option<Spanned<Name>>,
        /// The cell that serves it when `cell` does not answer, or is evacuated. Default: none, and the tenant waits for its cell.
        pub standby: Option<Spanned<Name>>,
        /// The cell that it moves to. Until the move is over, both cells count it.
        pub moving_to: Option<Spanned<Move>>,
    }
}

spec_block! {
    /// A move from one cell to another.
    pub struct Move {
        /// The cell that will serve it.
        pub cell: Spanned<Name>,
        /// The last day of the move: after it, `cell` of the home names the new cell, or the move is given up.
        pub until: Spanned<Date>,
        /// The share of its requests that goes to the new cell already. Default: `0%`.
        pub share: Option<Spanned<Percentage>>,
    }
}

impl Home {
    /// A home without a standby.
    pub fn new(cell: Name) -> Self {
        Self { cell: Some(cell.into()), standby: None, moving_to: None }
    }
}
