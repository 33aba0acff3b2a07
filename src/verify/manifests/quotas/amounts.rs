//! What single objects say about amounts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::used::Uses;
use crate::kubernetes::Object;
use crate::values::Quantity;
use crate::verify::manifests::fields::{all, text};

/// Resource → amount in thousandths.
pub(in crate::verify::manifests) type Numbers = BTreeMap<String, i128>;

/// What an object says about amounts, and in which namespace.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Amounts {
    pub(super) namespace: String,
    pub(super) says: Says,
}

#[derive(Debug)]
pub(super) enum Says {
    /// What all pods of the namespace may have; not one that holds for some pods only.
    Quota(Numbers),
    /// What single containers may have.
    Range(Range),
    /// What the object takes out of a quota.
    Uses(Uses),
    /// How many replicas something may have.
    Scale { kind: String, name: String, most: u32 },
}

/// What single containers get and may have.
#[derive(Debug, Default)]
pub(super) struct Range {
    limits: Numbers,
    requests: Numbers,
    pub(super) most: Numbers,
}

impl Range {
    fn of(body: &Value) -> Self {
        let mut items = all(body, "spec.limits.*").filter(|item| text(item, "type") == "Container");
        let item = items.next().unwrap_or(&Value::Null);
        let of = |key: &str| numbers(item.get(key));
        Self { limits: of("default"), requests: of("defaultRequest"), most: of("max") }
    }

    /// Whether it says anything about containers, and not only about claims.
    pub(super) fn is_of_containers(&self) -> bool {
        [&self.limits, &self.requests, &self.most].iter().any(|numbers| !numbers.is_empty())
    }

    /// What a container gets that says nothing: `part` is `limits` or `requests`. Without a default of its own, a request is
    /// what the limit is.
    pub(super) fn default(&self, part: &str, resource: &str) -> Option<&i128> {
        let of_limits = self.limits.get(resource);
        if part == "limits" { of_limits } else { self.requests.get(resource).or(of_limits) }
    }
}

impl Amounts {
    pub(in crate::verify::manifests) fn of(object: &Object, body: &Value) -> Option<Self> {
        let says = match &*object.kind {
            "ResourceQuota" if body.pointer("/spec/scopeSelector").is_some() => return None,
            "ResourceQuota" => Says::Quota(numbers(body.pointer("/spec/hard"))),
            "LimitRange" => Says::Range(Range::of(body)),
            "HorizontalPodAutoscaler" => scale(body)?,
            _ => Says::Uses(Uses::of(object, body)?),
        };
        Some(Self { namespace: object.namespace.clone().unwrap_or_default(), says })
    }
}

fn scale(body: &Value) -> Option<Says> {
    let most = body.pointer("/spec/maxReplicas").and_then(Value::as_u64)?;
    let text = |path| text(body, path).to_owned();
    let (kind, name) = (text("spec.scaleTargetRef.kind"), text("spec.scaleTargetRef.name"));
    Some(Says::Scale { kind, name, most: u32::try_from(most).unwrap_or(u32::MAX) })
}

/// The amounts in a map; none where it is missing.
pub(super) fn numbers(value: Option<&Value>) -> Numbers {
    let fields = value.and_then(Value::as_object).into_iter().flatten();
    fields.filter_map(|(key, value)| Some((key.clone(), thousandths(value)?))).collect()
}

pub(super) fn thousandths(value: &Value) -> Option<i128> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Some(text.parse::<Quantity>().ok()?.thousandths())
}
