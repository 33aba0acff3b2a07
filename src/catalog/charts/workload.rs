//! Workloads of a chart, and what their pods ask of nodes.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::breaking::standard;
use super::image::Image;
use crate::values::PodSecurity;

/// The label of nodes that says which operating system they run.
const SYSTEM_LABEL: &str = "kubernetes.io/os";

/// A workload: its pods, how many there are and where they run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    kind: Kind,
    /// Name of the object.
    pub name: String,
    /// The kind of the chart's object of which an operator makes the workload, as `group/Kind`.
    pub made_by: Option<String>,
    replicas: Option<u32>,
    /// Labels of its pods by which a monitor finds them.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
    /// Whether its pods have the network of their node.
    #[serde(default)]
    pub host_network: bool,
    /// The strictest Pod Security Standard that admits its pods; [`None`] for what an operator makes.
    #[serde(default, deserialize_with = "standard_or_none")]
    pub security: Option<PodSecurity>,
    /// Labels that a node must have.
    #[serde(default)]
    pub nodes: BTreeMap<String, String>,
    /// Taints that its pods tolerate.
    #[serde(default)]
    pub tolerations: Vec<Toleration>,
    /// Labels of nodes over whose values its pods are spread.
    #[serde(default)]
    pub spread: Vec<String>,
    /// Name of the priority class of its pods.
    pub priority: Option<String>,
    /// The containers of a pod.
    pub containers: Vec<Container>,
    /// Those that run before them.
    #[serde(default)]
    pub init_containers: Vec<Container>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
enum Kind {
    CronJob,
    DaemonSet,
    Deployment,
    Job,
    ReplicaSet,
    StatefulSet,
}

/// Taints that pods tolerate. Without a key, those of every key; without an effect, every effect.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Toleration {
    /// Key of the taint.
    pub key: Option<String>,
    /// `Exists` or `Equal`.
    pub operator: Option<String>,
    /// Value of the taint.
    pub value: Option<String>,
    /// Effect of the taint.
    pub effect: Option<String>,
    /// How long pods stay on a node that gets the taint.
    pub toleration_seconds: Option<u64>,
}

/// A container of a pod.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Container {
    /// Its name in the pod.
    pub name: String,
    /// Its image.
    pub image: Image,
    /// What the scheduler keeps free for it.
    #[serde(default)]
    pub requests: Requests,
    /// What it may have at most.
    #[serde(default)]
    pub limits: Requests,
    /// Ports on which it listens.
    #[serde(default)]
    pub ports: Vec<u16>,
}

/// Amounts of CPU and memory; [`None`] for what a container does not mention.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requests {
    /// Thousandths of a CPU.
    pub cpu_millicores: Option<u32>,
    /// Memory in MiB.
    pub memory_mib: Option<u32>,
}

fn standard_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<PodSecurity>, D::Error> {
    standard(deserializer).map(Some)
}

impl Workload {
    /// The containers of a pod, and those before them.
    pub fn all_containers(&self) -> impl Iterator<Item = &Container> {
        self.containers.iter().chain(&self.init_containers)
    }

    /// Pods that run all the time, wherever there is a place for them: neither daemons nor jobs.
    pub const fn replicas(&self) -> u32 {
        match (self.kind, self.replicas) {
            (Kind::Deployment | Kind::ReplicaSet | Kind::StatefulSet, Some(replicas)) => replicas,
            _ => 0,
        }
    }

    /// Whether a pod runs on each node of a cell, all of which run Linux.
    pub fn is_daemon(&self) -> bool {
        let is_for_linux = self.nodes.get(SYSTEM_LABEL).is_none_or(|system| system == "linux");
        self.kind == Kind::DaemonSet && is_for_linux
    }

    /// Whether its pods run on nodes with a label only.
    pub fn requires(&self, label: &str, value: &str) -> bool {
        self.nodes.get(label).is_some_and(|required| required == value)
    }

    /// Whether its pods need a node without a taint.
    pub const fn tolerates_nothing(&self) -> bool {
        self.tolerations.is_empty()
    }

    /// The memory that the scheduler keeps free for a pod, in MiB: the sum of its containers, or what one before them requests
    /// alone.
    pub fn requested_mib(&self) -> u32 {
        self.requested(|requests| requests.memory_mib)
    }

    /// The CPU that the scheduler keeps free for a pod, in thousandths, in the same way.
    pub fn requested_millicores(&self) -> u32 {
        self.requested(|requests| requests.cpu_millicores)
    }

    fn requested(&self, amount: impl Fn(&Requests) -> Option<u32>) -> u32 {
        let of = |container: &Container| amount(&container.requests).unwrap_or(0);
        let together: u32 = self.containers.iter().map(of).sum();
        together.max(self.init_containers.iter().map(of).max().unwrap_or(0))
    }
}
