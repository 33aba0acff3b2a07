//! What other programs say about the output: Terraform, an AWS emulator, schemas, and evaluators of policies. `.ci/tools` installs
//! them; a test that misses one says so and passes, unless `CELLC_REQUIRE_…=1` forbids it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod apply;
mod changes;
mod documents;
mod endpoint_policies;
mod entry_points;
mod gitops;
mod harness;
mod last_release;
mod manifests;
mod policy;
mod router;
mod state_lock;
mod target_groups;
mod terraform;
mod way_out;
mod zones;
