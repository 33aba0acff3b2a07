//! What the platform runs in cells: the add-ons of EKS, and one file for each application that Argo CD installs.
//!
//! The file of an application holds everything that cellc knows about it (`Facts`): where its pods run, what it needs of AWS,
//! which kinds it brings, the values of its chart and what becomes of a user's own. Its release is in
//! `catalog/applications.json`, and what its chart brings in `catalog/charts/`. All other stages ask the facts; none has a list
//! of applications.
//!
//! Values and policies are made from plain data (`Cell`, `Class`), so that this folder depends on no stage and every stage
//! may depend on it.

mod add_on_name;
mod aws_load_balancer_controller;
mod balancing;
mod cell;
mod cert_manager;
mod chart_values;
mod chosen;
mod cloudwatch;
mod descheduler;
mod external_dns;
mod external_secrets;
mod facts;
mod identity;
pub(crate) mod karpenter;
mod kubecost;
mod metrics_server;
mod namespaces;
mod prometheus;
mod wave;

pub use add_on_name::AddOnName;
pub(crate) use aws_load_balancer_controller::REGISTERS_ONLY;
pub(crate) use balancing::Balancing;
pub use cell::PLATFORM_PRIORITY;
pub(crate) use cell::{Cell, DOMAINS, with};
pub(crate) use chart_values::{Argument, Gives, Ignored, Path};
pub(crate) use chosen::{Chosen, Settings};
pub(crate) use facts::{Definitions, Facts, Usual};
pub(crate) use identity::{Class, Form, Identity};
pub use namespaces::{ARGO_CD_NAMESPACE, KUBERNETES_NAMESPACES, taken_namespaces};
pub(crate) use wave::Wave;

use crate::catalog::applications::{self, Chart};
use crate::values::ValueError;
use crate::values::variant::spec_enum;

/// Declares the name of every application with the module of its facts.
macro_rules! applications {
    ($($(#[doc = $doc:literal])+ $variant:ident = $spelling:literal $(for [$($synonym:literal),+])? in $module:ident,)+) => {
        spec_enum! {
            /// An application of the platform, by the name that it has in a cell's Argo CD.
            pub enum ApplicationName: "application" unless other_controller {
                $($(#[doc = $doc])+ $variant = $spelling $(for [$($synonym),+])?,)+
            }
        }

        impl ApplicationName {
            /// Everything that cellc knows about it.
            pub(crate) const fn facts(self) -> &'static Facts {
                match self {
                    $(Self::$variant => &$module::FACTS,)+
                }
            }
        }
    };
}

applications! {
    /// Load balancers for Ingresses and Services.
    LoadBalancerController = "aws-load-balancer-controller" for ["load-balancer-controller", "alb-controller"] in aws_load_balancer_controller,
    /// Certificates, also for the webhooks of the others.
    CertManager = "cert-manager" in cert_manager,
    /// Logs and metrics of nodes and containers in CloudWatch.
    CloudWatch = "cloudwatch-observability" in cloudwatch,
    /// Pods that move back to where their spread constraints and anti-affinities ask for.
    Descheduler = "descheduler" in descheduler,
    /// Names in Route 53 for Ingresses and Services.
    ExternalDns = "external-dns" in external_dns,
    /// Secrets of Secrets Manager and Parameter Store as Kubernetes Secrets.
    ExternalSecrets = "external-secrets" in external_secrets,
    /// Nodes for every tier but `system`.
    Karpenter = "karpenter" in karpenter,
    /// Cost by namespace.
    Kubecost = "kubecost" in kubecost,
    /// CPU and memory of pods, for autoscalers and `kubectl top`.
    MetricsServer = "metrics-server" in metrics_server,
    /// Prometheus with its operator and Alertmanager.
    Prometheus = "prometheus" for ["kube-prometheus-stack", "prometheus-operator"] in prometheus,
}

impl ApplicationName {
    /// The namespace in which it runs.
    pub const fn namespace(self) -> &'static str {
        self.facts().namespace.name
    }

    /// The service account that has an identity in AWS, by its name in the chart's values.
    pub const fn service_account(self) -> Option<&'static str> {
        self.facts().service_account
    }

    /// Its chart, in the release that cells get which name none.
    ///
    /// # Panics
    /// When the compiled-in data lacks one, which a unit test excludes.
    pub fn chart(self) -> &'static Chart {
        applications::chart(self.as_str()).expect("invariant: catalog/applications.json has every application")
    }
}

/// Controllers that a cell has another one for, or none.
fn other_controller(input: &str) -> Option<ValueError> {
    let help = match input {
        "ingress-nginx" | "nginx-ingress" | "nginx" | "traefik" | "kong" | "haproxy-ingress" | "contour" => {
            "write `application \"aws-load-balancer-controller\"`, which serves Ingresses and Services of a cell"
        }
        "cluster-autoscaler" => "write node tiers: Karpenter starts their nodes",
        "argocd" | "argo-cd" => "write `argo_cd { … }`: every cell has its own",
        _ => return None,
    };
    Some(ValueError::of(input, "is not an application of a cell: cellc does not install it").help(help))
}

#[cfg(test)]
mod judged_charts;
#[cfg(test)]
mod tests;
