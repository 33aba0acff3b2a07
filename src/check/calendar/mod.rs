//! What depends on the day: support of versions, and quotas of accounts.

mod kubernetes_support;
mod quota_requests;
mod quotas;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[kubernetes_support::RULE, quota_requests::RULE, quotas::RULE];
