//! Changes of objects that the API server refuses, or for which Argo CD deletes an object and makes it again.

use super::difference::{Effect, Stakes};
use super::objects::{Objects, Settings, differences};
use crate::catalog::immutable_fields::{Immutable, of};
use crate::catalog::replacements::Gravity;
use crate::evaluate::Value;

/// How an object says that Argo CD may delete it and make it again.
const SYNC_OPTIONS: &str = "metadata.annotations.argocd.argoproj.io/sync-options";

/// What becomes of a file in which a field changes that cannot be changed; [`None`] where there is none.
pub(super) fn outcome(before: &str, after: &str) -> Option<(Effect, Stakes)> {
    let (old, new) = (Objects::read(before)?, Objects::read(after)?);
    let changed = old.both(&new).filter_map(|(kind, old, new)| {
        let immutable = of(kind)?;
        let fields = differences(old, new);
        fields.iter().any(|argument| immutable.holds(&argument.path)).then(|| of_object(immutable, new))
    });
    // What is refused is told before what is made again.
    changed.min_by_key(|(effect, _)| *effect)
}

fn of_object(immutable: &'static Immutable, new: &Settings) -> (Effect, Stakes) {
    let recreated = immutable.recreated.as_deref().filter(|_| is_recreated(new));
    let stakes = |gravity, loses| Stakes { what: &immutable.what, gravity, loses };
    recreated.map_or_else(
        || (Effect::Refuse, stakes(Gravity::Outage, immutable.refused.as_str())),
        |recreated| (Effect::Replace, stakes(Gravity::Harmless, recreated)),
    )
}

fn is_recreated(new: &Settings) -> bool {
    let Some(Value::Text(options)) = new.get(SYNC_OPTIONS) else { return false };
    ["Force=true", "Replace=true"].iter().all(|wanted| options.split(',').any(|option| option.trim() == *wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_cannot_change_is_refused_or_the_object_is_made_again() {
        let class = |policy: &str, options: &str| {
            format!(
                "kind: StorageClass\nmetadata:\n  name: gp3\n  annotations: {{argocd.argoproj.io/sync-options: '{options}'}}\nreclaimPolicy: {policy}\n"
            )
        };
        let priority = |value: &str| format!("kind: PriorityClass\nmetadata: {{name: batch}}\nvalue: {value}\n");
        let binding = |group: &str, port: u16| {
            format!(
                "kind: TargetGroupBinding\nmetadata: {{name: a, namespace: b}}\nspec:\n  targetGroupName: {group}\n  serviceRef: {{name: s, port: {port}}}\n"
            )
        };
        for (old, new, expected) in [
            (binding("a", 80), binding("b", 80), Some(Effect::Refuse)),
            (binding("a", 80), binding("a", 81), None),
            (class("Retain", ""), class("Delete", ""), Some(Effect::Refuse)),
            (class("Retain", ""), class("Delete", "Force=true,Replace=true"), Some(Effect::Replace)),
            (class("Retain", ""), class("Delete", "Replace=true"), Some(Effect::Refuse)),
            (class("Retain", ""), class("Retain", "Force=true,Replace=true"), None),
            (priority("1"), priority("2"), Some(Effect::Refuse)),
            (priority("1"), "kind: PriorityClass\nmetadata: {name: other}\nvalue: 2\n".to_owned(), None),
        ] {
            assert_eq!(outcome(&old, &new).map(|(effect, _)| effect), expected, "{old} → {new}");
        }
    }
}
