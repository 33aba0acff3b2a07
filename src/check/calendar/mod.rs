//! What depends on the day: support of versions, and quotas of accounts.

pub(super) mod kubernetes_support;
mod quotas;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[rule!(kubernetes_support, KUBERNETES_SUPPORT), rule!(quotas, QUOTAS)];
