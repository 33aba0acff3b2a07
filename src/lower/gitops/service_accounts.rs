//! Service accounts of workload identities: Terraform binds a role to a name, and here is what has the name.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ServiceAccount;

use super::CellContext;
use super::names::in_namespace;
use crate::kubernetes::Object;
use crate::model::{Namespace, WorkloadIdentity};
use crate::values::IdentityMechanism;

/// By this the webhook of EKS knows which role a pod asks for (EKS user guide, "Assign IAM roles to Kubernetes service
/// accounts").
const ROLE: &str = "eks.amazonaws.com/role-arn";
/// The account that Kubernetes itself makes in every namespace, and that pods run as which name none.
const DEFAULT: &str = "default";

/// Those of a namespace, in the order of their identities.
pub(super) fn objects(context: &CellContext<'_>, namespace: &Namespace) -> Vec<Object> {
    let identities = context.environment.workload_identities.iter();
    let here = identities.filter(|identity| identity.namespace.value == namespace.name.value && needs_object(identity));
    here.map(|identity| object(context, namespace, identity)).collect()
}

/// Pod Identity needs nothing at the account, and were Argo CD to prune this one, every pod would lose its token.
fn needs_object(identity: &WorkloadIdentity) -> bool {
    identity.service_account.as_str() != DEFAULT || identity.mechanism == IdentityMechanism::Irsa
}

fn object(context: &CellContext<'_>, namespace: &Namespace, identity: &WorkloadIdentity) -> Object {
    let role = format!("{}{}", context.cell.cluster, identity.role_suffix());
    let mut metadata = in_namespace(namespace, identity.service_account.as_str());
    let because = format!("Its pods have the IAM role {role}. Charts name this account and make none.");
    if identity.mechanism == IdentityMechanism::Irsa {
        metadata.annotations = Some(BTreeMap::from([(ROLE.to_owned(), context.role(&role))]));
    }
    Object::new(&ServiceAccount { metadata, ..ServiceAccount::default() }).because(because)
}
