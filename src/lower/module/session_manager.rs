//! What nodes may do in AWS Systems Manager: nothing, or exactly what Session Manager needs.

use super::ModuleContext;
use crate::iam::{allow, policy as document};
use crate::terraform::{BodyBuilder, path, resource};

/// The permissions that Systems Manager's user guide lists for Session Manager ("Add Session Manager permissions to an existing
/// IAM role"; the same five are AWS's own `AWSCloud9SSMInstanceProfile`).
const ACTIONS: [&str; 5] = [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/// The policy of one of the node roles; none where the specification does not turn Session Manager on.
pub(super) fn policy(context: &ModuleContext<'_>, role: &str) -> Option<BodyBuilder> {
    let statement = allow("SessionManager", ACTIONS)
        .because(
            "Instead of AmazonSSMManagedInstanceCore, which reads every parameter of the account. The agent's calls name no\n\
             resource: AWS takes the instance from the credentials.",
        )
        .on(["*"])
        .when("StringEquals", "aws:RequestedRegion", path("var.region"));
    context.class.session_manager.value.then(|| {
        resource("aws_iam_role_policy", &format!("{role}_session_manager"))
            .set("name", "session-manager")
            .set("role", path("aws_iam_role").attribute(role).attribute("name"))
            .set("policy", document([statement]))
    })
}
