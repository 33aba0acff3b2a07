//! What the compiler promises about every specification, judged in memory: nothing here needs a tool, and nothing writes to the disk.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod accounts;
mod articles;
mod bad_specs;
mod cases;
mod chart_policies;
mod diff;
mod disruption_budgets;
mod documents;
mod explanations;
mod front_door;
mod growth;
mod iam;
mod karpenter_policies;
mod limits;
mod lock;
mod manifests;
mod node_rights;
mod print;
mod producers;
mod properties;
mod quotas;
mod readings;
mod resolver;
mod robustness;
mod router;
mod rust_api;
mod tenants;
mod two_doors;
mod verify;
