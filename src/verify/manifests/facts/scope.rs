//! Whether an object says which namespace it is in: where it does not, its Application or whoever applies it decides.

use crate::catalog::kubernetes_resources::of_kind;
use crate::kubernetes::Object;

/// Where everything lands that names no namespace, and what a cell keeps empty.
const DEFAULT: &str = "default";

/// What is wrong with the namespace of an object. Kinds that Kubernetes does not have itself may be in one or not.
pub(super) fn check(object: &Object) -> Option<String> {
    let kind = &object.kind;
    let is_namespaced = of_kind(object.group(), kind).map(|resource| resource.namespaced);
    let fault = match (object.namespace.as_deref(), is_namespaced) {
        (Some(DEFAULT), _) => format!("a cell keeps namespace `{DEFAULT}` empty: what names no namespace lands there"),
        (None, Some(true)) => format!("a {kind} is in a namespace, and this one does not say in which"),
        (Some(namespace), Some(false)) => format!("a {kind} is in no namespace, and this one is in `{namespace}`"),
        _ => return None,
    };
    Some(format!("`metadata.namespace`: {fault}"))
}
