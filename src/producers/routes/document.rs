//! What the file holds, its canonical text and its digest.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::model::{BucketHome, Environment, Home, Model};
use crate::values::{BucketRange, CellId, CellState, RecordMode, TenantId};

/// The version of the form: a reader refuses one that it does not know.
const FORMAT: u32 = 1;

/// How the bucket of a tenant is computed.
const KEY: &str = "sha256-first-4-bytes-big-endian-mod-count";

/// The map of one environment. Fields, here and below, are in the order of their names, as in the canonical text.
#[derive(Debug, Serialize)]
pub(super) struct Routes<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    buckets: Option<Buckets<'a>>,
    cells: BTreeMap<&'a CellId, CellRoute<'a>>,
    domain: String,
    environment: String,
    format: u32,
    tenants: BTreeMap<&'a TenantId, TenantRoute<'a>>,
}

#[derive(Debug, Serialize)]
struct CellRoute<'a> {
    host: String,
    region: &'a str,
    state: CellState,
}

#[derive(Debug, Serialize)]
struct TenantRoute<'a> {
    cell: &'a CellId,
    #[serde(skip_serializing_if = "Option::is_none")]
    moving_to: Option<Goal<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standby: Option<&'a CellId>,
}

#[derive(Debug, Serialize)]
struct Goal<'a> {
    cell: &'a CellId,
    share: u32,
}

#[derive(Debug, Serialize)]
struct Buckets<'a> {
    count: u32,
    key: &'static str,
    ranges: Vec<Range<'a>>,
}

#[derive(Debug, Serialize)]
struct Range<'a> {
    cell: &'a CellId,
    first: u32,
    last: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    standby: Option<&'a CellId>,
}

impl<'a> Routes<'a> {
    /// The map of an environment; [`None`] where it has no router.
    pub(super) fn of(model: &'a Model, environment: &'a Environment) -> Option<Self> {
        let (router, domain) = (environment.router.as_ref()?, environment.domain.as_ref()?);
        let cells = model.cells_of(&environment.name).map(|cell| {
            let host = format!("{}.{}", cell.name.value, domain.value);
            (&cell.name.value, CellRoute { host, region: cell.region.as_str(), state: cell.state.value })
        });
        let homes =
            model.tenants.iter().filter_map(|(id, tenant)| Some((id, tenant.homes.get(&environment.name.value)?)));
        // The others have the cells of their buckets.
        let named = homes.filter(|(_, home)| home.bucket.is_none());
        let buckets = (router.mode.value == RecordMode::Buckets).then(|| Buckets {
            count: router.bucket_count.value,
            key: KEY,
            ranges: router.buckets.iter().map(|(range, home)| Range::of(*range, home)).collect(),
        });
        Some(Self {
            buckets,
            cells: cells.collect(),
            domain: domain.value.to_string(),
            environment: environment.name.value.to_string(),
            format: FORMAT,
            tenants: named.map(|(id, home)| (id, TenantRoute::of(home))).collect(),
        })
    }

    /// The digest of the canonical text: JSON without spaces, keys in the order of their names, without the digest itself.
    fn digest(&self) -> String {
        Sha256::digest(json(self)).iter().fold("sha256:".to_owned(), |mut text, byte| {
            _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl<'a> TenantRoute<'a> {
    fn of(home: &'a Home) -> Self {
        let goal = home.moving_to.as_ref();
        Self {
            cell: &home.cell.value,
            moving_to: goal.map(|goal| Goal { cell: &goal.cell.value, share: goal.share.hundredths() }),
            standby: home.standby.as_deref(),
        }
    }
}

impl<'a> Range<'a> {
    fn of(range: BucketRange, home: &'a BucketHome) -> Self {
        Self { cell: &home.cell.value, first: range.first(), last: range.last(), standby: home.standby.as_deref() }
    }
}

impl fmt::Display for Routes<'_> {
    /// The text of the file: one line for each cell, tenant and range, so that a review shows what changes.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, environment, domain, .. } = self;
        write!(formatter, "{{\n  \"format\": {format},\n  \"hash\": {}", json(&self.digest()))?;
        write!(formatter, ",\n  \"environment\": {},\n  \"domain\": {}", json(environment), json(domain))?;
        lines(formatter, "cells", &self.cells)?;
        lines(formatter, "tenants", &self.tenants)?;
        if let Some(Buckets { count, key, ranges }) = &self.buckets {
            write!(formatter, ",\n  \"buckets\": {{\n    \"count\": {count},\n    \"key\": {}", json(key))?;
            let ranges: Vec<String> = ranges.iter().map(|range| format!("\n      {}", json(range))).collect();
            write!(formatter, ",\n    \"ranges\": [{}\n    ]\n  }}", ranges.join(","))?;
        }
        formatter.write_str("\n}\n")
    }
}

/// A map with one entry per line.
fn lines<K: Serialize, V: Serialize>(
    formatter: &mut fmt::Formatter<'_>,
    name: &str,
    entries: &BTreeMap<K, V>,
) -> fmt::Result {
    write!(formatter, ",\n  \"{name}\": {{")?;
    for (index, (key, value)) in entries.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(formatter, "{comma}\n    {}: {}", json(key), json(value))?;
    }
    formatter.write_str(if entries.is_empty() { "}" } else { "\n  }" })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("invariant: names and numbers are JSON")
}
