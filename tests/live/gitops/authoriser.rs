//! A small evaluator of RBAC: what a group may do, by the rules of Kubernetes ("Using RBAC Authorization"), from emitted
//! objects alone.

use serde_json::Value;

/// All roles and bindings of a cell.
pub(crate) struct Authoriser {
    roles: Vec<Value>,
    bindings: Vec<Value>,
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) verb: &'a str,
    pub(crate) api_group: &'a str,
    /// With a subresource behind a slash.
    pub(crate) resource: &'a str,
    /// [`None`] for an object that is in no namespace, or for all namespaces at once.
    pub(crate) namespace: Option<&'a str>,
    /// [`None`] for requests that name no object, such as making one.
    pub(crate) name: Option<&'a str>,
}

impl Authoriser {
    /// Refuses bindings of roles that are not there, of service accounts, and everything else that it does not know.
    /// Admission policies are judged elsewhere: they take away, and RBAC is what gives.
    pub(crate) fn of(objects: Vec<Value>) -> Self {
        let is_admission = |object: &Value| object["apiVersion"] == "admissionregistration.k8s.io/v1";
        let objects = objects.into_iter().filter(|object| !is_admission(object));
        let (roles, bindings): (Vec<Value>, Vec<Value>) =
            objects.partition(|object| ["ClusterRole", "Role"].iter().any(|kind| object["kind"] == *kind));
        for binding in &bindings {
            assert!(["ClusterRoleBinding", "RoleBinding"].iter().any(|kind| binding["kind"] == *kind), "{binding}");
            assert!(roles.iter().any(|role| is_bound(binding, role)), "no role for {binding}");
            assert!(list(&binding["subjects"]).iter().all(|subject| subject["kind"] == "Group"), "{binding}");
        }
        for role in &roles {
            assert!(bindings.iter().any(|binding| is_bound(binding, role)), "nobody has {role}");
        }
        Self { roles, bindings }
    }

    /// Every group that some binding names.
    pub(crate) fn groups(&self) -> Vec<&str> {
        let subjects = self.bindings.iter().flat_map(|binding| list(&binding["subjects"]));
        let mut groups: Vec<&str> = subjects.map(|subject| subject["name"].as_str().unwrap()).collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// Whether a member of the group may do it. A role binding reaches its namespace and nothing else.
    pub(crate) fn allows(&self, group: &str, request: Request<'_>) -> bool {
        let is_of_group = |binding: &&Value| list(&binding["subjects"]).iter().any(|subject| subject["name"] == group);
        let reaches = |binding: &&Value| match binding["kind"].as_str().unwrap() {
            "ClusterRoleBinding" => true,
            _ => request.namespace.is_some_and(|namespace| binding["metadata"]["namespace"] == namespace),
        };
        self.bindings.iter().filter(is_of_group).filter(reaches).any(|binding| {
            let mut roles = self.roles.iter().filter(|role| is_bound(binding, role));
            roles.any(|role| list(&role["rules"]).iter().any(|rule| matches(rule, request)))
        })
    }
}

/// A `Role` can only be bound in its own namespace.
fn is_bound(binding: &Value, role: &Value) -> bool {
    let is_near = role["kind"] == "ClusterRole" && role["metadata"].get("namespace").is_none()
        || binding["kind"] == "RoleBinding" && binding["metadata"]["namespace"] == role["metadata"]["namespace"];
    is_near && binding["roleRef"]["kind"] == role["kind"] && binding["roleRef"]["name"] == role["metadata"]["name"]
}

fn matches(rule: &Value, request: Request<'_>) -> bool {
    let has = |key: &str, wanted: &str| list(&rule[key]).iter().any(|own| own == "*" || own == wanted);
    let by_subresource = request.resource.split_once('/').map(|(_, subresource)| format!("*/{subresource}"));
    let is_resource = has("resources", request.resource)
        || by_subresource.is_some_and(|pattern| list(&rule["resources"]).contains(&pattern.into()));
    assert!(rule.get("nonResourceURLs").is_none(), "{rule}");
    let names = list(&rule["resourceNames"]);
    let is_name = names.is_empty() || request.name.is_some_and(|wanted| names.iter().any(|own| own == wanted));
    has("apiGroups", request.api_group) && is_resource && is_name && has("verbs", request.verb)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
