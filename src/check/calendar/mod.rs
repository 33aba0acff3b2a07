//! What depends on the day: support of versions, and quotas of accounts.

mod kubernetes_support;
mod quotas;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[kubernetes_support::RULE, quotas::RULE];
