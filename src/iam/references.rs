//! What the policies of a cell refer to: its cluster's name, and ARNs of its account and region.
//!
//! ARNs are written from account, region and names, not read from resources: plans stay offline and quick, and a policy
//! may name what does not exist yet without a cycle.

use crate::terraform::{Expression, path, text};
use crate::values::Partition;

/// `local.name`: the cluster's name.
pub(crate) fn name() -> Expression {
    path("local.name")
}

/// `arn:<partition>:<service>:<region>:<account>:<resource>`
pub(crate) fn arn(partition: Partition, service: &str, resource: Expression) -> Expression {
    let pattern = format!("arn:{partition}:{service}:{{}}:{{}}:{{}}");
    text(&pattern, [path("var.region"), path("var.account_id"), resource])
}

/// An ARN of IAM, which has no region.
pub(crate) fn iam_arn(partition: Partition, resource: Expression) -> Expression {
    text(&format!("arn:{partition}:iam::{{}}:{{}}"), [path("var.account_id"), resource])
}
