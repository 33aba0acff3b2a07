//! Pods that run on every node, whatever else does.

use crate::model::Environment;
use crate::values::ApplicationName;

/// Those of the add-ons: the CNI, kube-proxy, the Pod Identity agent and the EBS CSI driver.
pub(in crate::check) const OF_ADD_ONS: u32 = 4;

/// Those of an application as cellc sets its chart.
pub(in crate::check) const fn of_application(name: ApplicationName) -> u32 {
    match name {
        // The agent and Fluent Bit.
        ApplicationName::CloudWatch => 2,
        // The exporter of nodes.
        ApplicationName::Prometheus => 1,
        _ => 0,
    }
}

/// Those of all applications of an environment.
pub(in crate::check) fn of_applications(environment: &Environment) -> u32 {
    environment.applications.iter().map(|application| of_application(application.name.value)).sum()
}
