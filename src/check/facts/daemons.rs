//! Pods that run on every node, whatever else does.

use crate::model::Environment;
use crate::platform::ApplicationName;

/// Those of the add-ons: the CNI, kube-proxy, the Pod Identity agent and the EBS CSI driver.
pub(in crate::check) const OF_ADD_ONS: u32 = 4;

/// Those of all applications of an environment.
pub(in crate::check) fn of_applications(environment: &Environment) -> u32 {
    environment.applications.iter().map(|application| of(application.name.value)).sum()
}

/// Those of one application.
pub(in crate::check) fn of(name: ApplicationName) -> u32 {
    name.facts().brings.chart().pods.iter().map(|workload| u32::from(workload.is_daemon())).sum()
}
