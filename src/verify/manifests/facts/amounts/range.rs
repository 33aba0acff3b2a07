//! What a `LimitRange` gives single containers, and allows them.

use serde_json::Value;

use super::numbers::{Numbers, numbers};
use crate::verify::manifests::facts::fields::{all, text};

/// What single containers get and may have.
#[derive(Debug, Default)]
pub(in crate::verify::manifests) struct Range {
    limits: Numbers,
    requests: Numbers,
    pub(in crate::verify::manifests) most: Numbers,
}

impl Range {
    pub(super) fn of(body: &Value) -> Self {
        let mut items = all(body, "spec.limits.*").filter(|item| text(item, "type") == "Container");
        let item = items.next().unwrap_or(&Value::Null);
        let of = |key: &str| numbers(item.get(key));
        Self { limits: of("default"), requests: of("defaultRequest"), most: of("max") }
    }

    /// Whether it says anything about containers, and not only about claims.
    pub(in crate::verify::manifests) fn is_of_containers(&self) -> bool {
        [&self.limits, &self.requests, &self.most].iter().any(|numbers| !numbers.is_empty())
    }

    /// What a container gets that says nothing: `part` is `limits` or `requests`. Without a default of its own, a request is
    /// what the limit is.
    pub(in crate::verify::manifests) fn default(&self, part: &str, resource: &str) -> Option<&i128> {
        let of_limits = self.limits.get(resource);
        if part == "limits" { of_limits } else { self.requests.get(resource).or(of_limits) }
    }
}
