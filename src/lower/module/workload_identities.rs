//! `workload_identities.tf`: AWS permissions of the service accounts that the specification names.

use super::references::{depends_on, name};
use super::{Content, ModuleContext};
use crate::iam::{allow, policy};
use crate::model::WorkloadIdentity;
use crate::terraform::{BodyBuilder, Expression, block, call, list, object, path, resource, text};
use crate::values::IdentityMechanism;

/// The audience that EKS asks for in every partition.
const AUDIENCE: &str = "sts.amazonaws.com";
/// `thumbprint_list` is required before provider 5.81, but IAM trusts EKS issuers by its own store and ignores it. A
/// constant needs no network at plan and never drifts.
const THUMBPRINT: &str = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280";

/// Name of the associations, which are keyed by namespace and service account.
pub(super) const BY_SERVICE_ACCOUNT: &str = "service_account";

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let identities = &context.environment.workload_identities;
    let irsa = identities.iter().any(|identity| identity.mechanism == IdentityMechanism::Irsa);
    let provider = irsa.then(oidc_provider);
    let roles = identities.iter().flat_map(|identity| role(context, identity));
    let blocks = provider.into_iter().chain(roles).chain(associations(identities));
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

/// The name of a role and of its policies in Terraform. IAM knows a role by its name, which the label is part of.
pub(super) fn label(identity: &WorkloadIdentity) -> String {
    format!("workload_{}", super::identifier(&identity.name.value))
}

fn role(context: &ModuleContext<'_>, identity: &WorkloadIdentity) -> [BodyBuilder; 2] {
    let label = label(identity);
    let trust = match identity.mechanism {
        IdentityMechanism::PodIdentity => context.trust_pod_identity(),
        IdentityMechanism::Irsa => trust_web_identity(identity),
    };
    let role = text(&format!("{{}}{}", identity.role_suffix()), [name()]);
    let policies: Vec<String> = identity.policies.iter().map(|policy| policy.to_string()).collect();
    [
        context.iam().role(&label, role, &format!("Service account {}", account(identity)), trust),
        resource("aws_iam_role_policy_attachment", &label)
            .set("for_each", call("toset", [policies.into()]))
            .set("role", path("aws_iam_role").attribute(&label).attribute("name"))
            .set("policy_arn", path("each.value"))
            .nest(
                block("lifecycle")
                    .because("Pods get the role that takes over, with all it may do, before this one goes.")
                    .set("create_before_destroy", true),
            ),
    ]
}

/// `<namespace>/<service account>`: what EKS knows an association by.
pub(super) fn account(identity: &WorkloadIdentity) -> String {
    format!("{}/{}", identity.namespace.value, identity.service_account.value)
}

/// The identities that EKS associates with their service accounts.
pub(super) fn associated(identities: &[WorkloadIdentity]) -> impl Iterator<Item = &WorkloadIdentity> {
    identities.iter().filter(|identity| identity.mechanism == IdentityMechanism::PodIdentity)
}

fn associations(identities: &[WorkloadIdentity]) -> Option<BodyBuilder> {
    let mut associated: Vec<&WorkloadIdentity> = associated(identities).collect();
    associated.sort_by_key(|identity| account(identity));
    let association = |identity: &&WorkloadIdentity| {
        let arn = path("aws_iam_role").attribute(&label(identity)).attribute("arn");
        let (namespace, service_account) = (identity.namespace.to_string(), identity.service_account.to_string());
        let value =
            object([("namespace", namespace.into()), ("service_account", service_account.into()), ("role_arn", arn)]);
        (account(identity), value)
    };
    let mut policies: Vec<String> =
        associated.iter().map(|identity| format!("aws_iam_role_policy_attachment.{}", label(identity))).collect();
    policies.sort();
    (!associated.is_empty()).then(|| {
        resource("aws_eks_pod_identity_association", BY_SERVICE_ACCOUNT)
            .set("for_each", object(associated.iter().map(association)))
            .set("cluster_name", path("aws_eks_cluster.this.name"))
            .set("namespace", path("each.value.namespace"))
            .set("service_account", path("each.value.service_account"))
            .set("role_arn", path("each.value.role_arn"))
            .set("depends_on", depends_on(policies.iter().map(String::as_str)))
    })
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
