//! What an object says about amounts: what a quota admits, what containers get by default, and what is taken out of a quota.

mod bounds;
mod numbers;
mod range;
mod uses;

use serde_json::Value;

use super::fields::text;
use crate::kubernetes::Object;
pub(super) use bounds::check;
pub(in crate::verify::manifests) use numbers::Numbers;
use numbers::numbers;
pub(in crate::verify::manifests) use range::Range;
pub(in crate::verify::manifests) use uses::Uses;

/// What an object says about amounts, and in which namespace.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Amounts {
    pub(in crate::verify::manifests) namespace: String,
    pub(in crate::verify::manifests) says: Says,
}

#[derive(Debug)]
pub(in crate::verify::manifests) enum Says {
    /// What all pods of the namespace may have; not one that holds for some pods only.
    Quota(Numbers),
    /// What single containers may have.
    Range(Range),
    /// What the object takes out of a quota.
    Uses(Uses),
    /// How many replicas something may have.
    Scale { kind: String, name: String, most: u32 },
}

impl Amounts {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
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
