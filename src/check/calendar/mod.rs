//! What depends on the day: support of versions, what regions offer, and quotas of accounts.

mod instance_offerings;
mod kubernetes_support;
mod quota_requests;
mod quotas;

use super::rule::Rule;

pub(super) const RULES: &[Rule] =
    &[instance_offerings::RULE, kubernetes_support::RULE, quota_requests::RULE, quotas::RULE];
