//! Who says which pods stand behind a target group.

use super::policy::Policy;
use crate::lower::gitops::names::ARGO_CD;
use crate::model::Environment;
use crate::platform::ApplicationName;

/// Bindings of pods to target groups: they come with the cell's own manifests.
///
/// No role of people may write them, and no project of a team (`projects.rs`). This policy holds for whoever gets such a right by
/// another way. The controller writes them itself where it makes load balancers for Services and Ingresses.
pub(super) fn bindings(environment: &Environment) -> Option<Policy> {
    environment.front_door.as_ref()?;
    let argo_cd = format!("system:serviceaccount:{ARGO_CD}:argocd-application-controller");
    let is_alone = environment.balancing().is_terraforms();
    let users: Vec<String> = [argo_cd].into_iter().chain((!is_alone).then(controller).flatten()).collect();
    let users = users.iter().map(|user| format!("'{user}'")).collect::<Vec<_>>().join(", ");
    let policy = Policy::new("target-group-bindings")
        .because("Whoever binds pods to a target group takes the requests that were meant for others. The bindings of this cell come through")
        .because("Git. In an emergency, delete this binding first; the next sync brings it back.")
        .judges(("elbv2.k8s.aws", "v1beta1"), &["targetgroupbindings"], &["CREATE", "UPDATE"])
        .when("spec-is-new", "request.operation == 'CREATE' || object.spec != oldObject.spec")
        .requires(
            format!("request.userInfo.username in [{users}]"),
            "a TargetGroupBinding comes from the routes of the front door in the cell spec; Argo CD applies it",
        );
    Some(policy)
}

/// The user that the load balancer controller is.
fn controller() -> Option<String> {
    let name = ApplicationName::LoadBalancerController;
    let account = name.service_account()?;
    Some(format!("system:serviceaccount:{}:{account}", name.namespace()))
}
