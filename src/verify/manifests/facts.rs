//! What one object says by itself: what it provides, what it refers to, and what is wrong with it whatever else there is.

use super::things::{Identity, Need, Thing};
use super::{labels, names, projects, quotas, references, selectors};
use crate::kubernetes::Object;

/// What one object says by itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// [`None`] for a file that no API server sees.
    pub(super) identity: Option<Identity>,
    pub(super) provides: Vec<Thing>,
    pub(super) needs: Vec<Need>,
    pub(super) pods: Option<selectors::Pods>,
    pub(super) selects: Option<selectors::Selection>,
    pub(super) delivery: Option<projects::Delivery>,
    pub(super) amounts: Option<quotas::Amounts>,
    pub(super) faults: Vec<String>,
}

impl Facts {
    pub(super) fn of(object: &Object) -> Self {
        if !object.is_applied() {
            let needs =
                if object.kind == "Kustomization" { references::of_kustomization(&object.body()) } else { Vec::new() };
            return Self { needs, ..Self::default() };
        }
        let body = object.body();
        let identity = Identity {
            group: object.group().to_owned(),
            kind: object.kind.to_string(),
            namespace: object.namespace.clone(),
            name: object.name.clone(),
        };
        let mut faults = names::check(object);
        faults.extend(labels::check(&body));
        faults.extend(selectors::check(&body));
        faults.extend(references::check_expressions(&body));
        faults.extend(quotas::check_range(object, &body));
        Self {
            provides: references::provided(object, &body),
            needs: references::needed(object, &body),
            pods: selectors::Pods::of(object, &body),
            selects: selectors::Selection::of(object, &body),
            delivery: projects::Delivery::of(object, &body),
            amounts: quotas::Amounts::of(object, &body),
            identity: Some(identity),
            faults,
        }
    }
}
