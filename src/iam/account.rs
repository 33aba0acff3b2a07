//! Roles, policies and instance profiles, and their ARNs: the one place that knows partition, path and boundary.

use super::references;
use crate::terraform::{BodyBuilder, Expression, path, resource, text};
use crate::values::{IamPath, Partition, PermissionsBoundary};

/// IAM of the accounts in which an environment has its cells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AccountIam<'a> {
    /// The partition of AWS.
    pub(crate) partition: Partition,
    /// Below which everything is created; the usual `/` without one.
    pub(crate) path: Option<&'a IamPath>,
    /// The policy that bounds every role.
    pub(crate) boundary: Option<&'a PermissionsBoundary>,
}

/// What IAM keeps below a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A role.
    Role,
    /// An instance profile.
    InstanceProfile,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::InstanceProfile => "instance-profile",
        }
    }
}

impl AccountIam<'_> {
    /// The ARN of something with this name in an account: `arn:aws:iam::222222222222:role/cells/prod-alpha`.
    pub(crate) fn literal_arn(&self, account: &str, kind: Kind, name: &str) -> String {
        format!("arn:{}:iam::{account}:{}{name}", self.partition, self.folder(kind))
    }

    /// The same, in the account of the cell that a module makes.
    pub(crate) fn arn(&self, kind: Kind, name: Expression) -> Expression {
        references::iam_arn(self.partition, text(&format!("{}{{}}", self.folder(kind)), [name]))
    }

    fn folder(&self, kind: Kind) -> String {
        format!("{}{}", kind.word(), self.path.map_or("/", IamPath::as_str))
    }

    /// A role, bounded if the organisation demands it.
    pub(crate) fn role(&self, label: &str, name: Expression, description: &str, trust: Expression) -> BodyBuilder {
        let boundary = self.boundary.map(|boundary| references::iam_arn(self.partition, boundary.as_str().into()));
        self.named("aws_iam_role", label, name)
            .set("description", description)
            .set("assume_role_policy", trust)
            .set_if_some("permissions_boundary", boundary)
    }

    /// A managed policy.
    pub(crate) fn policy(&self, label: &str, name: Expression, description: &str, document: Expression) -> BodyBuilder {
        self.named("aws_iam_policy", label, name).set("description", description).set("policy", document)
    }

    /// An instance profile of the role with that label.
    pub(crate) fn instance_profile(&self, label: &str, name: Expression) -> BodyBuilder {
        let role = path("aws_iam_role").attribute(label).attribute("name");
        self.named("aws_iam_instance_profile", label, name).set("role", role)
    }

    fn named(&self, kind: &str, label: &str, name: Expression) -> BodyBuilder {
        let path = self.path.map(|path| Expression::from(path.to_string()));
        resource(kind, label).set("name", name).set_if_some("path", path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_have_the_path_before_the_name() {
        let cells: IamPath = "/acme/cells/".parse().unwrap();
        for (path, role) in [
            (None, "arn:aws-cn:iam::222222222222:role/p-alpha"),
            (Some(&cells), "arn:aws-cn:iam::222222222222:role/acme/cells/p-alpha"),
        ] {
            let iam = AccountIam { partition: Partition::China, path, boundary: None };
            assert_eq!(iam.literal_arn("222222222222", Kind::Role, "p-alpha"), role);
            let (before, after) = role.split_once("222222222222").unwrap();
            let expected = text(&format!("{before}{{}}{after}"), [crate::terraform::path("var.account_id")]);
            assert_eq!(iam.arn(Kind::Role, "p-alpha".into()), expected);
        }
    }
}
