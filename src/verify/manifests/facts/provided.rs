//! What an object brings into the cell that others may refer to.

use serde_json::Value;

use super::fields::{all, text};
use super::things::Thing;
use crate::kubernetes::Object;

/// Kinds whose controller makes a Secret: kind, where its name is, and whether it otherwise has the name of the object.
const SECRETS: [(&str, &str, bool); 2] =
    [("ExternalSecret", "spec.target.name", true), ("Certificate", "spec.secretName", false)];

/// What an object provides: itself, what its controller makes, and the parts of it that others name.
pub(super) fn provided(object: &Object, body: &Value) -> Vec<Thing> {
    let namespace = object.namespace.as_deref().unwrap_or_default();
    let mut things = vec![Thing::new(&object.kind, namespace, &object.name)];
    things.extend(namespace_made(object, body).map(|name| Thing::new("Namespace", "", name)));
    things.extend(secret_made(object, body).map(|name| Thing::new("Secret", namespace, name)));
    if object.kind == "Service" {
        for port in all(body, "spec.ports.*") {
            let ports = port.get("name").into_iter().chain(port.get("port"));
            things.extend(ports.map(|port| Thing::new("ServicePort", namespace, &port_of(&object.name, port))));
        }
    }
    if object.kind == "ConfigMap" {
        let data = ["data", "binaryData"].into_iter().filter_map(|field| body.get(field)?.as_object());
        let keys = data.flatten().map(|(key, _)| format!("{}:{key}", object.name));
        things.extend(keys.map(|key| Thing::new("ConfigMapKey", namespace, &key)));
    }
    things
}

/// The namespace that Argo CD makes for an Application which finds none.
pub(super) fn namespace_made<'v>(object: &Object, body: &'v Value) -> Option<&'v str> {
    let mut options = all(body, "spec.syncPolicy.syncOptions.*");
    let makes = object.kind == "Application" && options.any(|option| option.as_str() == Some("CreateNamespace=true"));
    makes.then(|| text(body, "spec.destination.namespace"))
}

fn secret_made<'v>(object: &'v Object, body: &'v Value) -> Option<&'v str> {
    let (_, path, has_own_name) = SECRETS.into_iter().find(|(kind, ..)| *kind == object.kind)?;
    let written = Some(text(body, path)).filter(|name| !name.is_empty());
    written.or_else(|| has_own_name.then_some(object.name.as_str()))
}

/// How a port of a Service is referred to, by its name or number.
pub(super) fn port_of(service: &str, port: &Value) -> String {
    port.as_str().map_or_else(|| format!("{service}:{port}"), |name| format!("{service}:{name}"))
}
