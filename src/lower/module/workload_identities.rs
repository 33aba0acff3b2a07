//! `workload_identities.tf`: AWS permissions of the service accounts that the specification names.

use super::references::{depends_on, name, pod_identity};
use super::{Content, ModuleContext};
use crate::iam::{allow, policy};
use crate::model::WorkloadIdentity;
use crate::terraform::{BodyBuilder, Expression, block, call, list, path, resource, text};
use crate::values::IdentityMechanism;

/// The audience that EKS asks for in every partition.
const AUDIENCE: &str = "sts.amazonaws.com";
/// `thumbprint_list` is required before provider 5.81, but IAM trusts EKS issuers by its own store and ignores it. A
/// constant needs no network at plan and never drifts.
const THUMBPRINT: &str = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let identities = &context.environment.workload_identities;
    let irsa = identities.iter().any(|identity| identity.mechanism == IdentityMechanism::Irsa);
    let provider = irsa.then(oidc_provider);
    let blocks = provider.into_iter().chain(identities.iter().flat_map(|identity| blocks(context, identity)));
    let purpose = "AWS permissions of service accounts: each role for one account in this cell.";
    ("workload_identities.tf", purpose, file!(), blocks.collect())
}

fn oidc_provider() -> BodyBuilder {
    resource("aws_iam_openid_connect_provider", "this")
        .set("url", path("aws_eks_cluster.this.identity.0.oidc.0.issuer"))
        .set("client_id_list", [AUDIENCE])
        .because("Required by the provider, ignored by IAM, which knows the issuers of EKS.")
        .set("thumbprint_list", [THUMBPRINT])
        .nest(block("lifecycle").set("ignore_changes", list([path("thumbprint_list")])))
}

fn blocks(context: &ModuleContext<'_>, identity: &WorkloadIdentity) -> Vec<BodyBuilder> {
    let label = format!("workload_{}", super::identifier(&identity.name.value));
    let (namespace, account) = (&identity.namespace.value, &identity.service_account.value);
    let trust = match identity.mechanism {
        IdentityMechanism::PodIdentity => context.trust_pod_identity(),
        IdentityMechanism::Irsa => trust_web_identity(identity),
    };
    let role = text(&format!("{{}}{}", identity.role_suffix()), [name()]);
    let policies: Vec<String> = identity.policies.iter().map(|policy| policy.to_string()).collect();
    let mut blocks = vec![
        context.iam().role(&label, role, &format!("Service account {namespace}/{account}"), trust),
        resource("aws_iam_role_policy_attachment", &label)
            .set("for_each", call("toset", [policies.into()]))
            .set("role", path("aws_iam_role").attribute(&label).attribute("name"))
            .set("policy_arn", path("each.value")),
    ];
    if identity.mechanism == IdentityMechanism::PodIdentity {
        let attachment = format!("aws_iam_role_policy_attachment.{label}");
        let association = pod_identity(&label, namespace.as_str(), account.as_str());
        blocks.push(association.set("depends_on", depends_on([attachment.as_str()])));
    }
    blocks
}

/// Exactly this service account of exactly this cluster.
fn trust_web_identity(identity: &WorkloadIdentity) -> Expression {
    let issuer = || {
        let url = path("aws_iam_openid_connect_provider.this.url");
        call("replace", [url, "https://".into(), "".into()])
    };
    let subject = format!("system:serviceaccount:{}:{}", identity.namespace.value, identity.service_account.value);
    let statement = allow("WebIdentity", ["sts:AssumeRoleWithWebIdentity"])
        .principal("Federated", path("aws_iam_openid_connect_provider.this.arn"))
        .when("StringEquals", text("{}:aud", [issuer()]), AUDIENCE)
        .when("StringEquals", text("{}:sub", [issuer()]), subject);
    policy([statement])
}
