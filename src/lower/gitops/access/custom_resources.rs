//! The custom resources of charts: who sees everything in a cell sees those of the applications that it runs.
//!
//! They are made to hold references to Secrets. A few have a field for clear text beside the reference (the password of a
//! keystore in a Certificate, the bearer token of a remote write in a Prometheus, the provider `fake` of a SecretStore):
//! what stands there is no better kept than in a config map, which the same people read. What makes Secrets or keeps the
//! state of that is left out: all of `generators.external-secrets.io`.

use super::rule::{READ, Rule};
use crate::model::Environment;
use crate::values::ApplicationName;

/// What an application brings.
const OF_APPLICATIONS: [(ApplicationName, &[Rule]); 4] = [
    (
        ApplicationName::LoadBalancerController,
        &[("elbv2.k8s.aws", &["albtargetcontrolconfigs", "ingressclassparams", "targetgroupbindings"], READ)],
    ),
    (
        ApplicationName::CertManager,
        &[
            ("acme.cert-manager.io", &["challenges", "orders"], READ),
            ("cert-manager.io", &["certificaterequests", "certificates", "clusterissuers", "issuers"], READ),
        ],
    ),
    (
        ApplicationName::ExternalSecrets,
        &[(
            "external-secrets.io",
            &[
                "clusterexternalsecrets",
                "clusterpushsecrets",
                "clustersecretstores",
                "externalsecrets",
                "pushsecrets",
                "secretstores",
            ],
            READ,
        )],
    ),
    (
        ApplicationName::Prometheus,
        &[(
            "monitoring.coreos.com",
            &[
                "alertmanagerconfigs",
                "alertmanagers",
                "podmonitors",
                "probes",
                "prometheusagents",
                "prometheuses",
                "prometheusrules",
                "scrapeconfigs",
                "servicemonitors",
                "thanosrulers",
            ],
            READ,
        )],
    ),
];

/// Reading what the applications of a cell bring.
pub(super) fn readable(environment: &Environment) -> impl Iterator<Item = &'static Rule> {
    let runs = |(application, _): &(ApplicationName, &[Rule])| environment.runs(*application);
    OF_APPLICATIONS.into_iter().filter(runs).flat_map(|(_, rules)| rules)
}

/// All tables, for a test over them.
#[cfg(test)]
pub(super) fn tables() -> impl Iterator<Item = &'static [Rule]> {
    OF_APPLICATIONS.into_iter().map(|(_, rules)| rules)
}
