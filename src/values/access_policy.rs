//! What EKS itself lets a principal do.

use super::variant::spec_enum;
use super::{Arn, BuiltInRole, Partition, ValueError};

/// A role, which stands under another key.
fn role(input: &str) -> Option<ValueError> {
    let role = input.parse::<BuiltInRole>().ok()?;
    let error = ValueError::of(input, "is not an access policy: it is a role");
    Some(error.help(format!("write `role = \"{role}\"` instead of `policy`")))
}

spec_enum! {
    /// What a principal may do in a cell: one of the EKS access policies that are meant for people and pipelines.
    pub enum AccessPolicy: "access policy" unless role {
        /// Everything, in the whole cluster.
        ClusterAdmin = "cluster-admin" for ["AmazonEKSClusterAdminPolicy", "system:masters"],
        /// Everything except changing quotas and namespaces.
        Admin = "admin" for ["AmazonEKSAdminPolicy"],
        /// Reading everything, secrets included.
        AdminView = "admin-view" for ["AmazonEKSAdminViewPolicy"],
        /// Changing workloads, and reading secrets.
        Edit = "edit" for ["AmazonEKSEditPolicy"],
        /// Reading everything except secrets.
        View = "view" for ["AmazonEKSViewPolicy"],
        /// Reading secrets.
        SecretReader = "secret-reader" for ["AmazonEKSSecretReaderPolicy"],
    }
}

impl AccessPolicy {
    /// The name of the policy in EKS.
    pub const fn policy_name(self) -> &'static str {
        match self {
            Self::ClusterAdmin => "AmazonEKSClusterAdminPolicy",
            Self::Admin => "AmazonEKSAdminPolicy",
            Self::AdminView => "AmazonEKSAdminViewPolicy",
            Self::Edit => "AmazonEKSEditPolicy",
            Self::View => "AmazonEKSViewPolicy",
            Self::SecretReader => "AmazonEKSSecretReaderPolicy",
        }
    }

    /// The ARN of the policy, `arn:<partition>:eks::aws:cluster-access-policy/<name>`.
    pub fn arn(self, partition: Partition) -> Arn {
        Arn {
            partition,
            service: "eks".to_owned(),
            region: String::new(),
            account: "aws".to_owned(),
            resource: format!("cluster-access-policy/{}", self.policy_name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::every_word_is_itself;

    #[test]
    fn policies_are_those_of_eks() {
        every_word_is_itself::<AccessPolicy>(&[
            "cluster-admin",
            "admin",
            "admin-view",
            "edit",
            "view",
            "secret-reader",
        ]);
        assert_eq!(
            AccessPolicy::AdminView.arn(Partition::China).to_string(),
            "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSAdminViewPolicy"
        );
    }
}
