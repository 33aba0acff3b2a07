//! `applications.tf`: what the applications inside the cell need of AWS. Karpenter has a file of its own.
//!
//! Each identity is for one service account of this cluster, and reaches nothing of another cell in the same account: where
//! AWS knows no tags and no names to tell cells apart, its conditions say why.

mod cloudwatch;
mod external_dns;
mod external_secrets;
mod load_balancer_controller;

use super::references::{depends_on, derived, pod_identity, role};
use super::{Content, ModuleContext};
use crate::lower::iam::{Statement, policy};
use crate::model::DerivedName;
use crate::terraform::{BodyBuilder, path, resource};
use crate::values::ApplicationName;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let applications = context.environment.applications.iter();
    let blocks = applications.flat_map(|application| match application.name.value {
        ApplicationName::LoadBalancerController => load_balancer_controller::blocks(context),
        ApplicationName::CloudWatch => cloudwatch::blocks(context),
        ApplicationName::ExternalDns => external_dns::blocks(context, application),
        ApplicationName::ExternalSecrets => external_secrets::blocks(context),
        ApplicationName::CertManager
        | ApplicationName::Karpenter
        | ApplicationName::Kubecost
        | ApplicationName::MetricsServer
        | ApplicationName::Prometheus => Vec::new(),
    });
    let purpose = "Identities of what Argo CD installs in the cell, each for one service account.";
    ("applications.tf", purpose, file!(), blocks.collect())
}

/// An application's identity: where its pods run, and as whom.
struct Identity {
    label: &'static str,
    role: DerivedName,
    description: &'static str,
    application: ApplicationName,
}

impl Identity {
    fn role(&self, context: &ModuleContext<'_>) -> BodyBuilder {
        role(self.label, self.role, self.description, context.trust_pod_identity())
    }

    /// The pods get the role once it may do what they need.
    fn association<'a>(&self, policies: impl IntoIterator<Item = &'a str>) -> BodyBuilder {
        let account = self.application.service_account().expect("invariant: what has an identity has an account");
        pod_identity(self.label, self.application.namespace(), account).set("depends_on", depends_on(policies))
    }

    /// A role with one policy of its own.
    fn with_policy(
        &self,
        context: &ModuleContext<'_>,
        name: &str,
        statements: impl IntoIterator<Item = Statement>,
    ) -> Vec<BodyBuilder> {
        let inline = format!("aws_iam_role_policy.{}", self.label);
        vec![
            self.role(context),
            resource("aws_iam_role_policy", self.label)
                .set("name", name)
                .set("role", path("aws_iam_role").attribute(self.label).attribute("name"))
                .set("policy", policy(statements)),
            self.association([inline.as_str()]),
        ]
    }
}

/// A managed policy and its attachment.
fn managed(
    identity: &Identity,
    label: &str,
    name: DerivedName,
    description: &str,
    statements: impl IntoIterator<Item = Statement>,
) -> [BodyBuilder; 2] {
    [
        resource("aws_iam_policy", label)
            .set("name", derived(name))
            .set("description", description)
            .set("policy", policy(statements)),
        resource("aws_iam_role_policy_attachment", label)
            .set("role", path("aws_iam_role").attribute(identity.label).attribute("name"))
            .set("policy_arn", path("aws_iam_policy").attribute(label).attribute("arn")),
    ]
}
