//! One object of a manifest: its identity as typed fields, its content as text.

use std::borrow::Cow;
use std::panic::Location;

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;

use super::key_order::{InReadingOrder, ReadingOrder};

/// One object, and what a reviewer would ask about it.
///
/// The content is kept as compact JSON: most objects are the same in all cells of a class, and texts can be compared without
/// parsing them. Who an object is can be read without parsing, too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// API group and version, such as `apps/v1`; empty for a file that Helm or Kustomize reads and no API server sees.
    pub api_version: Cow<'static, str>,
    /// Kind, such as `Deployment`.
    pub kind: Cow<'static, str>,
    /// Namespace; [`None`] for a kind that has none.
    pub namespace: Option<String>,
    /// Name; empty for a file that no API server sees.
    pub name: String,
    /// Comment lines above it, without `#`.
    pub comment: Vec<String>,
    /// Source file of the compiler that made the object.
    pub lowered_by: &'static str,
    /// The object with the keys in the order of its type.
    body: String,
}

impl Object {
    /// An object of the Kubernetes API, without a comment.
    ///
    /// # Panics
    /// Never for the types of this module and of `k8s-openapi`: their keys are strings.
    #[track_caller]
    pub fn new<T: Metadata<Ty = ObjectMeta> + Serialize>(object: &T) -> Self {
        let metadata = object.metadata();
        Self {
            api_version: Cow::Borrowed(T::API_VERSION),
            namespace: metadata.namespace.clone(),
            name: metadata.name.clone().unwrap_or_default(),
            ..Self::of_tool(T::KIND, object)
        }
    }

    /// The content of a file that Helm or Kustomize reads. Its kind only decides in which order its keys are printed.
    ///
    /// # Panics
    /// Never for what has strings as keys.
    #[track_caller]
    pub fn of_tool(kind: &'static str, content: &impl Serialize) -> Self {
        Self {
            api_version: Cow::Borrowed(""),
            kind: Cow::Borrowed(kind),
            namespace: None,
            name: String::new(),
            comment: Vec::new(),
            lowered_by: Location::caller().file(),
            body: serde_json::to_string(content).expect("invariant: an object has string keys"),
        }
    }

    /// The same object with other content, which also says who it is; of a file that no API server sees, only the content.
    #[must_use]
    pub fn with_body(self, body: &Value) -> Self {
        if !self.is_applied() {
            return Self { body: body.to_string(), ..self };
        }
        let text = |pointer| body.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
        Self {
            api_version: text("/apiVersion").unwrap_or_default().into(),
            kind: text("/kind").unwrap_or_default().into(),
            namespace: text("/metadata/namespace"),
            name: text("/metadata/name").unwrap_or_default(),
            body: body.to_string(),
            ..self
        }
    }

    /// Says why, above the object.
    #[must_use]
    pub fn because(mut self, line: impl Into<String>) -> Self {
        self.comment.push(line.into());
        self
    }

    /// API group; empty for the core, and for a file that no API server sees.
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// Whether it is an object of the Kubernetes API, rather than a file that Helm or Kustomize reads.
    pub fn is_applied(&self) -> bool {
        !self.api_version.is_empty()
    }

    /// The object, as compact JSON.
    pub fn json(&self) -> &str {
        &self.body
    }

    /// The object with the keys in the order of its type.
    ///
    /// # Panics
    /// Never: it was written as JSON.
    pub fn body(&self) -> Value {
        serde_json::from_str(&self.body).expect("invariant: it was written as JSON")
    }

    /// The order in which people write its keys.
    pub fn reading_order(&self) -> ReadingOrder {
        ReadingOrder::of(&self.kind)
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Object", 2)?;
        if self.comment.is_empty() {
            fields.skip_field("comment")?;
        } else {
            fields.serialize_field("comment", &self.comment)?;
        }
        fields.serialize_field("object", &InReadingOrder(self.reading_order(), &self.body()))?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::apps::v1::Deployment;

    use super::*;

    #[test]
    fn an_object_says_who_it_is_and_who_made_it() {
        let mut deployment = Deployment::default();
        deployment.metadata.name = Some("web".to_owned());
        deployment.metadata.namespace = Some("shop".to_owned());
        let object = Object::new(&deployment);
        assert_eq!((object.group(), &*object.api_version, &*object.kind), ("apps", "apps/v1", "Deployment"));
        assert_eq!((object.namespace.as_deref(), object.name.as_str()), (Some("shop"), "web"));
        assert_eq!((object.lowered_by, object.is_applied()), (file!(), true));
        let values = Object::of_tool("Values", &serde_json::json!({ "kind": "Deployment" }));
        assert_eq!((values.group(), &*values.kind, values.is_applied()), ("", "Values", false));
    }
}
