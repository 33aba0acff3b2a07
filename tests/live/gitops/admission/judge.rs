//! Requests to an API server, and the real evaluator of CEL that judges them (`judge.py`).

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use cellc::pipeline::Output;
use serde::Serialize;
use serde_json::{Value, json};

use crate::gitops::emitted::objects;
use crate::harness::tools;

/// Something that somebody asks of an API server.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::gitops) struct Request {
    pub(in crate::gitops) operation: &'static str,
    /// Group, version and resource, with its subresource.
    pub(in crate::gitops) resource: (&'static str, &'static str, &'static str),
    pub(in crate::gitops) namespace: &'static str,
    pub(in crate::gitops) user: &'static str,
    pub(in crate::gitops) object: Value,
    pub(in crate::gitops) old_object: Option<Value>,
}

impl Request {
    pub(in crate::gitops) fn create(namespace: &'static str, object: Value) -> Self {
        let resource = resource(object["kind"].as_str().unwrap());
        Self { operation: "CREATE", resource, namespace, user: "team", object, old_object: None }
    }

    pub(in crate::gitops) fn update(self, old: Value) -> Self {
        Self { operation: "UPDATE", old_object: Some(old), ..self }
    }
}

fn resource(kind: &str) -> (&'static str, &'static str, &'static str) {
    match kind {
        "Pod" => ("", "v1", "pods"),
        "Service" => ("", "v1", "services"),
        "Binding" => ("", "v1", "pods/binding"),
        "Namespace" => ("", "v1", "namespaces"),
        "ConfigMap" => ("", "v1", "configmaps"),
        "Deployment" => ("apps", "v1", "deployments"),
        "DaemonSet" => ("apps", "v1", "daemonsets"),
        "StatefulSet" => ("apps", "v1", "statefulsets"),
        "ReplicaSet" => ("apps", "v1", "replicasets"),
        "Job" => ("batch", "v1", "jobs"),
        "CronJob" => ("batch", "v1", "cronjobs"),
        "Ingress" => ("networking.k8s.io", "v1", "ingresses"),
        "TargetGroupBinding" => ("elbv2.k8s.aws", "v1beta1", "targetgroupbindings"),
        other => panic!("no request about {other}"),
    }
}

/// What an API server knows once a cell has been synced.
#[derive(Debug, Clone, Serialize)]
pub(in crate::gitops) struct Server {
    pub(in crate::gitops) policies: Vec<Value>,
    bindings: Vec<Value>,
    /// The labels of every namespace.
    pub(in crate::gitops) namespaces: BTreeMap<String, BTreeMap<String, String>>,
}

impl Server {
    /// With what is in the folder of a cell.
    pub(in crate::gitops) fn of(output: &Output, folder: &str) -> Self {
        let all = objects(output, folder);
        let of_kind = |kind: &str| all.iter().filter(|object| object["kind"] == kind).cloned().collect::<Vec<_>>();
        let mut server = Self {
            policies: of_kind("ValidatingAdmissionPolicy"),
            bindings: of_kind("ValidatingAdmissionPolicyBinding"),
            namespaces: BTreeMap::new(),
        };
        for name in ["argocd", "default", "kube-system"] {
            server.namespace(name, &Value::Null);
        }
        // Argo CD makes the namespaces of charts.
        for application in of_kind("Application") {
            let name = application["spec"]["destination"]["namespace"].as_str().unwrap();
            server.namespace(name, &application["spec"]["syncPolicy"]["managedNamespaceMetadata"]["labels"]);
        }
        for namespace in of_kind("Namespace") {
            server.namespace(namespace["metadata"]["name"].as_str().unwrap(), &namespace["metadata"]["labels"]);
        }
        server
    }

    fn namespace(&mut self, name: &str, labels: &Value) {
        let own = self.namespaces.entry(name.to_owned()).or_default();
        own.insert("kubernetes.io/metadata.name".to_owned(), name.to_owned());
        let labels = labels.as_object().into_iter().flatten();
        own.extend(labels.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())));
    }

    /// Which policies refuse each request. [`None`] where the evaluator is missing.
    pub(in crate::gitops) fn judge(&self, requests: &[Request]) -> Option<Vec<Vec<String>>> {
        let names = |refused: Vec<(String, String)>| refused.into_iter().map(|(name, _)| name).collect();
        Some(self.refusals(requests)?.into_iter().map(names).collect())
    }

    /// Which policies refuse each request, and what they say. [`None`] where the evaluator is missing.
    pub(in crate::gitops) fn refusals(&self, requests: &[Request]) -> Option<Vec<Vec<(String, String)>>> {
        let python = tools::python("admission")?;
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/live/gitops/admission/judge.py");
        let input = json!({
            "policies": self.policies,
            "bindings": self.bindings,
            "namespaces": self.namespaces,
            "requests": requests,
        });
        let mut judge = Command::new(python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        judge.stdin.take().unwrap().write_all(&serde_json::to_vec(&input).unwrap()).unwrap();
        let outcome = judge.wait_with_output().unwrap();
        assert!(outcome.status.success(), "the judge of admission failed");
        Some(serde_json::from_slice(&outcome.stdout).unwrap())
    }
}
