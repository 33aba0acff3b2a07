//! What leads tenants to their cells.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::{Span, Spanned};
use crate::values::{BucketRange, CellId, IamPrincipal, RecordMode, Region, UrlPath};

/// The router of an environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Router {
    /// Where it is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// Whether tenants have names of their own.
    pub mode: Spanned<RecordMode>,
    /// How many buckets there are, if tenants share them.
    pub bucket_count: Spanned<u32>,
    /// Who serves them. Ranges that name a cell that is not there are left out.
    pub buckets: BTreeMap<BucketRange, BucketHome>,
    /// Whether a range was left out, so that nothing is known about gaps.
    #[serde(skip)]
    pub has_unknown_ranges: bool,
    /// How many buckets there were in the last build, if there were any.
    #[serde(skip)]
    pub last_bucket_count: Option<Spanned<u32>>,
    /// The path that Route 53 asks for under the name of each cell; [`None`] when no route reaches the path of its own question.
    pub health_path: Option<Spanned<UrlPath>>,
    /// Seconds between two questions of one checker.
    pub interval_seconds: Spanned<u32>,
    /// Failures in a row that make a cell unhealthy.
    pub failures: Spanned<u32>,
    /// Seconds for which resolvers keep an answer.
    pub ttl_seconds: Spanned<u32>,
    /// The switch that takes a cell out of service by hand.
    pub evacuation: Option<Evacuation>,
}

impl Router {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }

    /// Who serves a bucket; [`None`] if no range holds it, or several do in which case the first counts.
    pub fn home_of(&self, bucket: u32) -> Option<&BucketHome> {
        let before = self.buckets.iter().take_while(|(range, _)| range.first() <= bucket);
        before.filter(|(range, _)| range.last() >= bucket).map(|(_, home)| home).next()
    }
}

/// Who serves a range of buckets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BucketHome {
    /// Where the range is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// The cell that serves them.
    pub cell: Spanned<CellId>,
    /// The cell that serves them when the other one does not.
    pub standby: Option<Spanned<CellId>>,
}

impl BucketHome {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}

/// The switch that takes a cell out of service by hand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evacuation {
    /// Where it is declared.
    #[serde(skip)]
    pub header: Spanned<()>,
    /// The region of the alarms.
    pub region: Spanned<Region>,
    /// Who may use it.
    pub principals: Spanned<Vec<Spanned<IamPrincipal>>>,
}

impl Evacuation {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}
