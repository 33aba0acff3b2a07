//! `buckets.tf`: a fixed number of names that tenants share.

use super::RouterContext;
use super::record::{Side, failover};
use crate::model::records::{Answer, bucket_name};
use crate::terraform::{BodyBuilder, File, object};
use crate::values::CellId;

/// None where tenants have names of their own.
pub(super) fn file(context: &RouterContext<'_>) -> Option<File> {
    let primaries = side(context, "bucket", Side::Primary, |answer| Some(&answer.primary));
    let secondaries = side(context, "bucket_standby", Side::Secondary, |answer| answer.secondary.as_ref());
    let primaries = primaries.map(|block| {
        block.comment("The number of buckets never changes, nor does the bucket of a tenant; who serves a bucket does.")
    });
    let blocks: Vec<BodyBuilder> = primaries.into_iter().chain(secondaries).collect();
    let purpose = "The buckets that tenants without a record of their own have, and the cells that serve them.";
    (!blocks.is_empty()).then(|| context.root.files.file("buckets.tf", purpose, file!(), blocks))
}

fn side(
    context: &RouterContext<'_>,
    label: &str,
    side: Side,
    cell: impl Fn(&Answer) -> Option<&CellId>,
) -> Option<BodyBuilder> {
    let buckets = context.plan.buckets.iter();
    let instances: Vec<(String, String)> = buckets
        .filter_map(|(number, bucket)| Some((bucket_name(*number), cell(bucket.answer.as_ref()?)?.to_string())))
        .collect();
    (!instances.is_empty()).then(|| failover(context, label, side, object(instances)))
}
