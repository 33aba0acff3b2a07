//! `quotas.tf`: what AWS is asked to raise.

use std::collections::BTreeSet;

use super::{AccountContext, alias};
use crate::catalog::quotas::QuotaCode;
use crate::model::QuotaRequest;
use crate::terraform::{BodyBuilder, Expression, File, object, path, resource};
use crate::values::Region;

/// None if the account asks for nothing.
pub(super) fn file(context: &AccountContext<'_>) -> Option<File> {
    let blocks: Vec<BodyBuilder> = context
        .requests
        .iter()
        .map(|(region, requests)| {
            let label = region.as_ref().map_or_else(|| "account".to_owned(), alias);
            block(&label, &home(context, region.as_ref()), requests)
        })
        .collect();
    let purpose = "Quotas that AWS is asked for. It may take days to grant them, an apply does not wait, and a destroy does not lower them.";
    (!blocks.is_empty()).then(|| context.root.files.file("quotas.tf", purpose, file!(), blocks))
}

/// The regions in which requests are made.
pub(super) fn regions(context: &AccountContext<'_>) -> BTreeSet<Region> {
    context.requests.keys().map(|region| home(context, region.as_ref())).collect()
}

/// Where a request is made: quotas of the whole account are those of IAM, and it takes requests in one region.
fn home(context: &AccountContext<'_>, region: Option<&Region>) -> Region {
    region.cloned().unwrap_or_else(|| Region::of_iam(context.region.partition()))
}

fn block(label: &str, region: &Region, requests: &[QuotaRequest]) -> BodyBuilder {
    resource("aws_servicequotas_service_quota", label)
        .set("provider", path("aws").attribute(&alias(region)))
        .set("for_each", object(requests.iter().map(|request| (request.name.to_string(), arguments(request)))))
        .set("service_code", path("each.value.service"))
        .set("quota_code", path("each.value.quota"))
        .set("value", path("each.value.value"))
}

fn arguments(request: &QuotaRequest) -> Expression {
    let quota = QuotaCode::of(request.name).quota();
    let value = i64::try_from(request.value).unwrap_or(i64::MAX);
    object([
        ("service", Expression::from(quota.service.as_str())),
        ("quota", quota.code.as_str().into()),
        ("value", value.into()),
    ])
}
