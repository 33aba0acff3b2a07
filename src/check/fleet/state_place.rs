//! Bucket, key and role of the state belong together, and to the partition of the cells.
//!
//! ## Why
//! S3 encrypts an object only with a KMS key of the bucket's own region, and refuses every other (S3 user guide, "Using
//! server-side encryption with AWS KMS keys"). Credentials are those of one partition: whoever may deploy to `GovCloud` or
//! China cannot read a bucket of the public cloud. A key of another region and a role of another partition are errors,
//! because the first write of the state would fail; cells in another partition than the bucket are a warning, because a
//! pipeline may pass other credentials to the backend than to the provider.
//!
//! ## Wrong
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!
//!   terraform {
//!     backend "s3" {
//!       bucket         = "acme-terraform-state"
//!       region         = "eu-west-1"
//!       dynamodb_table = "acme-terraform-locks"
//!       kms_key_id     = "arn:aws:kms:eu-central-1:999999999999:alias/terraform-state"
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "acme" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!
//!   terraform {
//!     backend "s3" {
//!       bucket         = "acme-terraform-state"
//!       region         = "eu-west-1"
//!       dynamodb_table = "acme-terraform-locks"
//!       kms_key_id     = "arn:aws:kms:eu-west-1:999999999999:alias/terraform-state"
//!     }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::STATE_PLACE;
use crate::model::{Backend, Model, S3Backend};
use crate::values::Arn;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Backend::S3(backend) = &model.fleet.backend else { return };
    diagnostics.extend(key(backend).or_else(|| role(backend)).or_else(|| cells(model, backend)));
}

/// An alias or an id without a region is looked for in the bucket's.
fn key(backend: &S3Backend) -> Option<Diagnostic> {
    let (key, region) = (backend.kms_key_id.as_ref()?, &backend.region);
    let arn: Arn = key.as_str().parse().ok()?;
    (arn.region != region.as_str()).then(|| {
        let headline = format!("the key of the state is in `{}`, the bucket in `{}`", arn.region, region.value);
        let error = Diagnostic::error(STATE_PLACE, key.span, headline).label("of another region");
        let error = error.also(region.span, "the bucket's region").note("S3 takes keys of the bucket's region only");
        error.help(format!("name a key of `{}`", region.value))
    })
}

fn role(backend: &S3Backend) -> Option<Diagnostic> {
    let (role, region) = (backend.role_arn.as_ref()?, &backend.region);
    (role.partition() != region.partition()).then(|| {
        let headline = format!("the role of the state is in partition `{}`", role.partition());
        let error = Diagnostic::error(STATE_PLACE, role.span, headline);
        let error = error.label(format!("the bucket is in `{}`", region.partition()));
        error.also(region.span, "the bucket's region").help("name a role of the bucket's partition")
    })
}

fn cells(model: &Model, backend: &S3Backend) -> Option<Diagnostic> {
    let region = &backend.region;
    let (environment, class) =
        model.populated_classes().find(|(environment, _)| environment.partition() != region.partition())?;
    let headline =
        format!("the state is in partition `{}`, cells are in `{}`", region.partition(), environment.partition());
    let warning = Diagnostic::warning(STATE_PLACE, region.span, headline).label("the region of the bucket");
    let warning = warning.also(class.span(), format!("cells in partition `{}`", environment.partition()));
    let warning = warning.note("no credentials are good for two partitions, and Terraform uses the caller's for both");
    Some(warning.help("keep the bucket in the partition of the cells; describe each partition as a fleet of its own"))
}
